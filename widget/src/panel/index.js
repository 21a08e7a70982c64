// The panel, put together.

import { strings } from "../strings.js";
import { Channel } from "./channel.js";
import { Conversation } from "./conversation.js";
import { button, element } from "./elements.js";
import { HostPage } from "./host-page.js";
import { Notice } from "./notice.js";
import { Observable } from "./observable.js";
import { settings } from "./settings.js";
import { applyColour } from "./theme.js";
import { toolbar } from "./toolbar.js";
import { saveAs, transcriptText } from "./transcript-file.js";
import { deleteActivity, renderChat } from "./web-chat.js";

const chat = document.getElementById("chat");
const alarm = document.getElementById("alarm");
const notice = new Notice(document.getElementById("notice"));
const channel = new Channel(settings.server);
const hostPage = new HostPage({ onOpened: focusTextBox });

let store;
let conversation;

function begin(firstNote) {
  const activities = new Observable();
  conversation = new Conversation(channel, {
    show(activity) {
      activities.next(activity);
      if (activity.channelData.iort?.reply) hostPage.sayAnswered();
    },
    remove(activity) {
      focusTextBox(); // the button that was pressed goes with it
      deleteActivity(store, activity);
    },
  });
  conversation.start(firstNote);
  const show = () => {
    store = renderChat(chat, {
      activities,
      conversation,
      onTyped: (text) => notice.count(text),
      mayPost: (text) => notice.isShortEnough(text),
      onUrgent: (activity) => alarm.replaceChildren(element("p", { textContent: activity.text })),
    });
  };
  whenLoaded(show, showFailure);
}

function startOver() {
  conversation.end();
  alarm.replaceChildren();
  begin(strings.startedOver);
  focusTextBox();
}

function download() {
  saveAs(strings.fileName, transcriptText(store.getState().activities));
}

function focusTextBox() {
  (chat.querySelector("textarea") ?? chat.querySelector("button"))?.focus(); // the button is showFailure's
}

// The library's file comes after this one, so that the panel shows itself and asks the server meanwhile.
function whenLoaded(act, otherwise) {
  if (window.WebChat) act();
  else addEventListener("DOMContentLoaded", () => (window.WebChat ? act() : otherwise()), { once: true });
}

function showFailure() {
  chat.replaceChildren(
    element("p", { textContent: strings.failed }),
    button(strings.reload, () => location.reload()),
  );
}

document.title = strings.title;
chat.append(element("p", { className: "loading", textContent: strings.loading }));
applyColour(settings.colour);
toolbar(document.querySelector("header"), {
  actions: [
    [strings.download, download],
    [strings.startOver, startOver],
  ],
  onClose: hostPage.canClose ? () => hostPage.askToClose() : null,
});
addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !event.defaultPrevented) hostPage.askToClose();
});
begin();
addEventListener("DOMContentLoaded", () => hostPage.sayReady());
