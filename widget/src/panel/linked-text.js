// A reply's text with the links that came beside it. Only what the protocol allows becomes a link.

import { element } from "./elements.js";

const ALLOWED = /^(tel:|https:)/;

/** Paragraphs of the text, one a line; links whose title the text does not hold follow at the end. */
export function linkedText(text, links) {
  const left = links.filter((link) => ALLOWED.test(link.href));
  const paragraphs = text
    .split("\n")
    .filter((line) => line.trim())
    .map((line) => element("p", { dir: "auto" }, ...withLinks(line, left)));
  const unnamed = left.filter((link) => !text.includes(link.title));
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
