// Every word that a visitor can see or hear from the widget itself. What the assistant answers comes from the server.

export const launcherStrings = {
  label: "Ask about IORT",
  open: "Ask about IORT, opens a chat with an automated assistant",
  unread: "Ask about IORT, new answer",
  panel: "Questions about IORT: chat with an automated assistant",
  opening: "Opening the assistant…",
  failed: "The assistant could not be opened. Please check your connection and try again.",
  retry: "Try again",
  close: "Close",
};

export const strings = {
  title: "Questions about IORT",
  subtitle: "Automated assistant",
  close: "Close the chat",
  options: "Options",
  startOver: "Start over",
  startedOver: "This is a new chat. Nothing of the earlier one is used.",
  download: "Download this conversation",
  loading: "Loading…",
  failed: "The chat could not be loaded. Please check your connection and reload the page.",
  reload: "Reload",

  intro: (emergencyNumber) =>
    "I am an automated assistant. I answer general questions about IORT, radiation given during surgery, at Mayo Clinic. " +
    `I am not for emergencies: call ${emergencyNumber}. Please do not share private details, such as names, ` +
    "birth dates or record numbers.",
  localEmergencyNumber: "your local emergency number",
  firstQuestion: "What can you answer?",

  messageBox: "Your question",
  send: "Send",
  typing: "The assistant is looking for the answer…",
  charactersLeft: (left) => (left === 1 ? "1 character left" : `${left} characters left`),
  tooManyCharacters: (excess) =>
    `${excess} ${excess === 1 ? "character" : "characters"} too many. Please shorten your question.`,

  offline: "You are offline. What you type stays here; send it when you are back.",
  online: "You are back online.",
  unreachable: "The assistant cannot be reached. Your question was not lost.",
  sessionEnded: "The earlier chat has ended. This is a new one.",
  historyLost: "What was said before cannot be shown right now.",
  tryAgain: "Try again",

  urgent: "Urgent",
  openNow: "Open now",
  closedNow: "Closed now",
  openThen: (time) => `Was open at ${time}`,
  closedThen: (time) => `Was closed at ${time}`,
  source: "Source",
  sources: "Sources",
  cited: (title, dated) => `${title} (${dated})`,

  feedback: "Did this help?",
  helpful: "This answer helped",
  unhelpful: "This answer did not help",
  feedbackKept: "Thank you.",
  feedbackLost: "That could not be saved. Please try again.",

  fileName: "iort-questions.txt",
  fileTitle: "Questions about IORT: conversation with the automated assistant",
  fileVisitor: "You",
  fileAssistant: "Assistant",
};

// The library's own words, by its own names.
export const libraryStrings = {
  ACTIVITY_BOT_SAID_ALT: "Assistant said:",
  ACTIVITY_YOU_SAID_ALT: "You said:",
  ACTIVITY_INTERACTIVE_FOOTNOTE_ALT: "Press Enter to reach its buttons and links.",
  ACTIVITY_INTERACTIVE_REASON_INTERACTIVE_CONTENT_ALT: "This message has buttons.",
  ACTIVITY_INTERACTIVE_REASON_LINK_ALT: "This message has links.",
  SUGGESTED_ACTIONS_LABEL_ALT: "Suggested questions",
  TEXT_INPUT_ALT: strings.messageBox,
  TEXT_INPUT_PLACEHOLDER: strings.messageBox,
  TEXT_INPUT_SEND_BUTTON_ALT: strings.send,
  TRANSCRIPT_ARIA_LABEL_ALT: "Conversation. Use the arrow keys to move between messages.",
  TRANSCRIPT_ARIA_ROLE_ALT: "conversation",
  TRANSCRIPT_LIVE_REGION_INTERACTIVE_LABEL_ALT: " ",
  TRANSCRIPT_LIVE_REGION_INTERACTIVE_WITH_LINKS_LABEL_ALT: "The message has links.",
  TRANSCRIPT_LIVE_REGION_SUGGESTED_ACTIONS_LABEL_ALT: "Suggested questions are above the text box.",
  TRANSCRIPT_NEW_MESSAGES: "New messages",
  TRANSCRIPT_TERMINATOR_TEXT: "End of the conversation",
  TYPING_INDICATOR_SINGLE_TEXT: strings.typing,
};
