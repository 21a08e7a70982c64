// The conversation as a text file for the visitor to keep.

import { strings } from "../strings.js";
import { element } from "./elements.js";

/** The messages, oldest first, as text. */
export function transcriptText(activities) {
  const said = activities.filter(({ type }) => type === "message").map(asText);
  return [strings.fileTitle, new Date().toLocaleString("en-US"), ...said].join("\n\n") + "\n";
}

function asText({ from, text, timestamp, channelData }) {
  const who = from.role === "user" ? strings.fileVisitor : strings.fileAssistant;
  const time = new Date(timestamp).toLocaleTimeString("en-US", { hour: "numeric", minute: "2-digit" });
  const sources = channelData.iort?.reply?.sources ?? [];
  const cited = sources.map(({ title, dated }) => `  ${strings.source}: ${strings.cited(title, dated)}`);
  return [`${who} (${time}): ${channelData.messageBack?.displayText ?? text}`, ...cited].join("\n");
}

export function saveAs(name, text) {
  const href = URL.createObjectURL(new Blob([text], { type: "text/plain;charset=utf-8" }));
  element("a", { href, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(href), 60000); // the browser reads it after the click
}
