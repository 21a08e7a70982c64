// The dots while an answer is being looked for; the library announces them in words.

import { strings } from "../strings.js";
import { element } from "./elements.js";

export function typingIndicator() {
  const dots = [1, 2, 3].map(() => element("span"));
  const made = element("div", { className: "typing" }, ...dots);
  made.setAttribute("role", "img");
  made.ariaLabel = strings.typing;
  return made;
}
