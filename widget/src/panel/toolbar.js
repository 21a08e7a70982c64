// The panel's heading: its title, the options, close.

import { strings } from "../strings.js";
import { button, element } from "./elements.js";
import { cross } from "./icons.js";

/** actions: [label, function] each; onClose: null where there is nothing to close. */
export function toolbar(header, { actions, onClose }) {
  const toggle = button(strings.options, () => show(list.hidden), { ariaExpanded: "false" });
  const list = element("div", { className: "options", hidden: true });
  const show = (shown) => {
    list.hidden = !shown;
    toggle.ariaExpanded = String(shown);
  };
  list.id = "options";
  toggle.setAttribute("aria-controls", list.id);
  list.append(...actions.map(([label, act]) => button(label, () => (show(false), toggle.focus(), act()))));
  list.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.stopPropagation(); // the first Escape closes the options, the next one the chat
    show(false);
    toggle.focus();
  });
  header.append(
    element(
      "div",
      { className: "title" },
      element("h1", { textContent: strings.title }),
      element("p", { textContent: strings.subtitle }),
    ),
    toggle,
  );
  if (onClose) {
    const close = button("", onClose, { ariaLabel: strings.close, title: strings.close, className: "close" });
    close.append(cross());
    header.append(close);
  }
  header.append(list);
}
