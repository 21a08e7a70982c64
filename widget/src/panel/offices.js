// Whether an office takes calls: 'now' while the reply is fresh, with its time after that.

import { strings } from "../strings.js";
import { element } from "./elements.js";
import { anchor } from "./linked-text.js";

const FRESH_MS = 5 * 60 * 1000;

export function officeList(offices, links, at) {
  const items = offices.map((office) => {
    const link = links.find(({ title }) => title === office.phone);
    return element(
      "li",
      {},
      state(office.open, at),
      element("span", { dir: "auto", textContent: office.name }),
      link ? anchor(link) : office.phone,
    );
  });
  return element("ul", { className: "offices" }, ...items);
}

function state(open, at) {
  const made = element("span", { className: open ? "state open" : "state closed" });
  const age = Date.now() - at;
  if (age < FRESH_MS) {
    made.textContent = open ? strings.openNow : strings.closedNow;
    setTimeout(() => setThen(made, open, at), FRESH_MS - age);
  } else setThen(made, open, at);
  return made;
}

function setThen(made, open, at) {
  const time = at.toLocaleString("en-US", { weekday: "short", hour: "numeric", minute: "2-digit" });
  made.textContent = open ? strings.openThen(time) : strings.closedThen(time);
}
