// Writes the widget's files to the folder named on the command line: our modules bundled, names with a hash of their
// content where a browser may keep them for ever. WIDGET_CONNECT: the channel's origin, where it is not the panel's own.

import { createHash } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { build } from "esbuild";

const TARGET = "es2022";
const EMPTY_SHA256 = "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";
const WEB_CHAT = "node_modules/botframework-webchat/dist/webchat-minimal.js";

const { out, connect } = parseArgs({
  options: { out: { type: "string" }, connect: { type: "string", default: "'self'" } },
}).values;

async function bundle(entry) {
  const { outputFiles } = await build({ entryPoints: [entry], bundle: true, minify: true, write: false, target: TARGET, format: "iife" });
  return outputFiles[0].contents;
}

async function write(name, content) {
  await writeFile(`${out}/${name}`, content);
}

/** Written under a name that changes with its content; gives the name. */
async function writeHashed(name, content) {
  const hash = createHash("sha256").update(content).digest("hex").slice(0, 10);
  const hashed = name.replace(/\.\w+$/, (extension) => `-${hash}${extension}`);
  await write(hashed, content);
  return hashed;
}

async function page(name, values) {
  const text = await readFile(`pages/${name}`, "utf8");
  return text.replace(/\{([\w.]+)\}/g, (braced, key) => values[key] ?? braced);
}

const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  // The library's style sheets are empty elements that it fills by script: the hash of nothing lets in no others.
  `style-src 'self' '${EMPTY_SHA256}'`,
  `connect-src ${connect}`,
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");

const names = {
  policy: POLICY,
  "panel.js": await writeHashed("panel.js", await bundle("src/panel/index.js")),
  "panel.css": await writeHashed("panel.css", await bundle("pages/panel.css")),
  "demo.css": await writeHashed("demo.css", await bundle("pages/demo.css")),
  "webchat.js": await writeHashed("webchat.js", await readFile(WEB_CHAT)),
};
await write("loader.js", await bundle("src/loader/index.js"));
await write("panel.html", await page("panel.html", names));
await write("demo.html", await page("demo.html", names));
