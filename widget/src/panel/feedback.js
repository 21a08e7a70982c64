// 'Did this help?' under an answer.

import { strings } from "../strings.js";
import { button, element } from "./elements.js";
import { thumb } from "./icons.js";

/** give(helpful): sends the verdict, rejects where it is not kept. */
export function feedback(give) {
  const said = element("span", { className: "said" });
  said.setAttribute("role", "status");
  const verdicts = [true, false].map((helpful) => {
    const label = helpful ? strings.helpful : strings.unhelpful;
    const made = button("", () => choose(helpful), { ariaLabel: label, title: label, ariaPressed: "false" });
    made.append(thumb(helpful));
    return made;
  });

  async function choose(helpful) {
    said.textContent = "";
    try {
      await give(helpful);
    } catch {
      said.textContent = strings.feedbackLost;
      return;
    }
    verdicts[0].ariaPressed = String(helpful);
    verdicts[1].ariaPressed = String(!helpful);
    said.textContent = strings.feedbackKept;
  }

  const group = element("div", { className: "feedback" }, element("span", { textContent: strings.feedback }), ...verdicts, said);
  group.setAttribute("role", "group");
  group.ariaLabel = strings.feedback;
  return group;
}
