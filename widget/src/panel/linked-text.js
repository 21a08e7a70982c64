// A reply's text with the links that came beside it.

import { element } from "./elements.js";

const ALLOWED = /^(tel:|https:)/;

/** Those of the links that the protocol allows: no other ever reaches the page. */
export function allowed(links) {
  return links.filter((link) => ALLOWED.test(link.href));
}

/** Paragraphs of the text, one a line; links whose title the text does not hold follow at the end. */
export function linkedText(text, links) {
  const paragraphs = text
    .split("\n")
    .filter((line) => line.trim())
    .map((line) => element("p", { dir: "auto" }, ...withLinks(line, links)));
  const unnamed = links.filter((link) => !text.includes(link.title));
  if (unnamed.length) paragraphs.push(element("p", {}, ...unnamed.flatMap((link) => [anchor(link), " "])));
  return paragraphs;
}

function withLinks(line, links) {
  const found = links
    .map((link) => ({ link, at: line.indexOf(link.title) }))
    .filter(({ link, at }) => at >= 0 && link.title)
    .sort((one, other) => one.at - other.at || other.link.title.length - one.link.title.length)[0];
  if (!found) return line ? [line] : [];
  const { link, at } = found;
  return [line.slice(0, at), anchor(link), ...withLinks(line.slice(at + link.title.length), links)];
}

export function anchor({ title, href }) {
  const made = element("a", { href, textContent: title });
  if (!href.startsWith("tel:")) Object.assign(made, { target: "_blank", rel: "noopener noreferrer" });
  return made;
}
