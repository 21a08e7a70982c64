// The connection object that Web Chat talks to, in front of the conversation.

import { echo } from "./activities.js";
import { Observable } from "./observable.js";

const ONLINE = 2; // in Web Chat's numbering; being offline is shown by notice.js

export function createDirectLine(activities, conversation) {
  return {
    activity$: activities,
    connectionStatus$: new Observable(ONLINE),
    postActivity(activity) {
      const echoed = echo(activity);
      activities.next(echoed);
      const { text, value, channelData } = activity;
      const title = channelData.messageBack?.displayText;
      conversation.ask(title === undefined ? { text } : { title, payload: value });
      return new Observable(echoed.id);
    },
    end() {},
  };
}
