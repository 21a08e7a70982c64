// What stands inside a message's bubble.

import { strings } from "../strings.js";
import { button, element } from "./elements.js";
import { feedback } from "./feedback.js";
import { allowed, linkedText } from "./linked-text.js";
import { officeList } from "./offices.js";

const NO_VERDICT_ON = ["apology"]; // a failure is no answer

/** text: as shown; giveFeedback(verdict): sends one. Gives the element that fills the bubble. */
export function bubbleContent(text, activity, giveFeedback) {
  // A message that was not posted yet has no details.
  const { reply, messageId, retry, note, ...iort } = activity.channelData.iort ?? {};
  const links = allowed(reply?.links ?? iort.links ?? []);
  const content = element("div", { className: note ? "said note" : "said" });
  if (reply?.urgent) {
    content.classList.add("urgent");
    content.append(element("p", { className: "urgent-mark", textContent: strings.urgent }));
  }
  content.append(...linkedText(text, links));
  if (reply?.offices.length) content.append(officeList(reply.offices, links, new Date(activity.timestamp)));
  if (reply?.sources.length) content.append(sourceLine(reply.sources));
  if (retry) content.append(button(strings.tryAgain, retry, { className: "retry" }));
  // Nothing competes with the number to call in an emergency.
  if (reply?.answer && messageId && !reply.urgent && !NO_VERDICT_ON.includes(reply.answer)) {
    content.append(feedback((helpful) => giveFeedback({ message_id: messageId, answer: reply.answer, helpful })));
  }
  return content;
}

function sourceLine(sources) {
  const cited = sources.map(({ title, dated }) => strings.cited(title, dated)).join("; ");
  const label = sources.length === 1 ? strings.source : strings.sources;
  return element("p", { className: "sources", dir: "auto", textContent: `${label}: ${cited}` });
}
