// Everything that knows Microsoft's Web Chat: its options, its middleware, its store.

import { libraryStrings } from "../strings.js";
import { isQuiet, unquiet } from "./activities.js";
import { bubbleContent } from "./bubble.js";
import { createDirectLine } from "./direct-line.js";
import { typingIndicator } from "./typing-indicator.js";

// Colours are variables of panel.css, so that light, dark and the host's own colour are decided there.
const STYLE = {
  accent: "var(--accent)",
  subtle: "var(--soft)",
  backgroundColor: "transparent",
  primaryFont: "inherit",
  rootHeight: "100%",
  rootWidth: "100%",
  paddingRegular: 12,
  bubbleBackground: "var(--assistant)",
  bubbleTextColor: "var(--text)",
  bubbleBorderColor: "var(--line-soft)",
  bubbleBorderRadius: 12,
  bubbleMinWidth: 0,
  bubbleMaxWidth: 480,
  bubbleFromUserBackground: "var(--visitor)",
  bubbleFromUserTextColor: "var(--text)",
  bubbleFromUserBorderColor: "var(--line-soft)",
  bubbleFromUserBorderRadius: 12,
  emojiSet: {}, // a smiley stays as typed
  hideUploadButton: true,
  hideScrollToEndButton: false,
  scrollToEndButtonBehavior: "unread",
  autoScrollSnapOnPage: true, // a long answer is read from its start
  sendBoxBackground: "var(--assistant)",
  sendBoxTextColor: "var(--text)",
  sendBoxPlaceholderColor: "var(--soft)",
  sendBoxBorderTop: "1px solid var(--line)",
  sendBoxButtonColor: "var(--accent)",
  sendBoxButtonShadeColorOnHover: "var(--visitor)",
  sendBoxButtonShadeColorOnActive: "var(--visitor)",
  sendBoxHeight: 48,
  sendBoxMaxHeight: 120,
  sendBoxTextWrap: true,
  suggestedActionBackgroundColor: "transparent",
  suggestedActionBackgroundColorOnHover: "var(--visitor)",
  suggestedActionBackgroundColorOnActive: "var(--visitor)",
  suggestedActionBorderColor: "var(--accent)",
  suggestedActionTextColor: "var(--accent)",
  suggestedActionBorderRadius: 22,
  suggestedActionBorderWidth: 1,
  suggestedActionHeight: 44,
  suggestedActionLayout: "flow",
  suggestedActionsFlowMaxHeight: "min(12rem, 35vh)", // the rest scrolls, so that the question stays in sight
  timestampFormat: "relative",
  timestampColor: "var(--soft)",
  transcriptVisualKeyboardIndicatorColor: "var(--accent)",
  transcriptActivityVisualKeyboardIndicatorColor: "var(--accent)",
  transcriptActivityVisualKeyboardIndicatorStyle: "solid",
  transcriptActivityVisualKeyboardIndicatorWidth: 2,
  suggestedActionsVisualKeyboardIndicatorColor: "var(--accent)",
};

let rendered = 0;

/**
 * Show a conversation in the element; one shown there before is replaced.
 *
 * onTyped(text): the text box's content changed; mayPost(text): whether it may be sent; onUrgent(activity): an urgent
 * reply came on screen. Gives the store.
 */
export function renderChat(container, { activities, conversation, onTyped, mayPost, onUrgent }) {
  const onShown = (activity) => {
    if (!isQuiet(activity)) return;
    if (!activity.channelData.iort.restored && activity.channelData.iort.reply) onUrgent(activity);
    activities.next(unquiet(activity));
  };
  const store = window.WebChat.createStore({}, () => (next) => (action) => {
    if (action.type === "WEB_CHAT/SUBMIT_SEND_BOX" && !mayPost(store.getState().sendBoxValue)) return undefined;
    const result = next(action);
    if (action.type === "WEB_CHAT/SET_SEND_BOX") onTyped(action.payload.text);
    return result;
  });
  rendered += 1;
  window.WebChat.renderWebChat(
    {
      key: rendered, // another key: the library starts from nothing
      directLine: createDirectLine(activities, conversation),
      store,
      locale: "en-US",
      dir: "auto",
      role: "main",
      userID: "visitor",
      overrideLocalizedStrings: libraryStrings,
      styleOptions: STYLE,
      attachmentMiddleware: () => (next) => (request) => {
        const { activity, attachment } = request;
        if (attachment.contentType !== "text/plain") return next(request);
        const make = () => bubbleContent(attachment.content, activity, (verdict) => conversation.giveFeedback(verdict));
        return host(activity.id, make, () => onShown(activity));
      },
      typingIndicatorMiddleware: () => () => ({ visible }) => visible && host("typing", typingIndicator),
    },
    container,
  );
  return store;
}

/** Take a message off the screen. */
export function deleteActivity(store, activity) {
  store.dispatch({ type: "DIRECT_LINE/DELETE_ACTIVITY", payload: { activityID: activity.id } });
}

// The library has React inside and gives it to nobody. A React element, though, is this plain object: here a <div> that
// our own elements are put into when it appears.
function host(key, make, onShown = () => {}) {
  const fill = (div) => {
    if (!div || div.firstChild) return;
    div.append(make());
    onShown();
  };
  return { $$typeof: Symbol.for("react.element"), type: "div", key, ref: fill, props: {}, _owner: null };
}
