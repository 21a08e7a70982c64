// Turns of the conversation as the activities that Web Chat shows.

const ASSISTANT = { id: "assistant", role: "bot" };
const VISITOR = { id: "visitor", role: "user" };

let last = 0; // number of the last message; Web Chat keeps and announces messages in this order

/** Details that Web Chat does not know travel in channelData.iort; quiet messages are shown but not announced. */
function message(from, text, iort, { at, buttons = [], quiet = false } = {}) {
  last += 1;
  return {
    type: "message",
    id: `message-${last}`,
    from,
    text,
    textFormat: "plain",
    timestamp: at ?? new Date().toISOString(),
    channelData: { iort, "webchat:sequence-id": last, ...(quiet && { "webchat:fallback-text": "" }) },
    suggestedActions: { actions: buttons.map(asAction) },
  };
}

export function visitorSaid(text, options) {
  return message(VISITOR, text, {}, options);
}

/** The visitor's message that Web Chat has posted, as it comes back from the server. */
export function echo(posted) {
  const said = visitorSaid(posted.channelData.messageBack?.displayText ?? posted.text);
  return { ...said, channelData: { ...posted.channelData, ...said.channelData } };
}

/** What the widget itself says; retry: called when the visitor asks to try the message before it again. */
export function note(text, { retry, ...options } = {}) {
  return message(ASSISTANT, text, { note: true, retry }, options);
}

export function introduction(text, emergencyNumber, question) {
  const links = emergencyNumber ? [{ title: emergencyNumber, href: `tel:${emergencyNumber}` }] : [];
  const activity = message(ASSISTANT, text, { links });
  activity.suggestedActions.actions = [{ type: "imBack", title: question, value: question }];
  return activity;
}

/** A reply of the server; messageId: of the message it answers, null where that is not known. */
export function assistantSaid(reply, messageId, { retry, ...options } = {}) {
  const quiet = options.quiet || reply.urgent; // an urgent one is announced in a region of its own
  const iort = { reply, messageId, retry, restored: Boolean(options.quiet) };
  return message(ASSISTANT, reply.text, iort, { ...options, quiet });
}

export function isQuiet(activity) {
  return activity.channelData["webchat:fallback-text"] === "";
}

/** The same activity for Web Chat's keyboard navigation to read out; since it is no new one, it is not announced. */
export function unquiet(activity) {
  const channelData = { ...activity.channelData };
  delete channelData["webchat:fallback-text"];
  return { ...activity, channelData };
}

export function typing() {
  const from = { ...ASSISTANT, name: "assistant" };
  return { type: "typing", id: "typing", from, channelData: { "webchat:sequence-id": last + 0.5 } };
}

function asAction({ title, payload }) {
  return { type: "messageBack", title, displayText: title, value: payload };
}
