// One conversation: what was said, what is being asked, what failed. Speaks activities to Web Chat, JSON to the channel.

import { strings } from "../strings.js";
import { assistantSaid, introduction, note, typing, visitorSaid } from "./activities.js";
import { ChannelError } from "./channel.js";
import { session } from "./session.js";

const TYPING_AGAIN_MS = 2000; // Web Chat takes typing for over after five seconds
const ABOUT_PATIENCE_MS = 3000;

export class Conversation {
  #channel;
  #show;
  #remove;
  #queue = Promise.resolve();
  #ended = false;

  /** show(activity) puts one on screen; remove(activity) takes it off again. */
  constructor(channel, { show, remove }) {
    this.#channel = channel;
    this.#show = (activity) => this.#ended || show(activity);
    this.#remove = remove;
  }

  /** Introduce the assistant, then show what was said before in this session. */
  start(firstNote) {
    const history = session.token ? this.#channel.history() : Promise.resolve([]);
    history.catch(() => {}); // looked at below
    this.#queue = this.#queue.then(async () => {
      await this.#introduce();
      if (firstNote) this.#show(note(firstNote));
      await this.#restore(history);
    });
  }

  /** Forget the session; nothing that is still under way is shown. */
  end() {
    this.#ended = true;
    session.token = null;
  }

  /** Send what was typed ({text}) or a button ({title, payload}); messages are answered in their order. */
  ask(asked) {
    this.#ask({ ...asked, messageId: newMessageId() });
  }

  async giveFeedback(verdict) {
    await this.#channel.giveFeedback(verdict);
  }

  #ask(message) {
    this.#queue = this.#queue.then(() => this.#answer(message));
  }

  async #answer(message) {
    this.#show(typing());
    const timer = setInterval(() => this.#show(typing()), TYPING_AGAIN_MS);
    try {
      this.#showReplies(await this.#send(message), message);
    } catch (error) {
      const failed = note(wordsFor(error), { retry: () => this.#again(failed, message) });
      this.#show(failed);
    } finally {
      clearInterval(timer);
    }
  }

  async #send({ text, title, payload, messageId }) {
    const { timeZone: timezone } = Intl.DateTimeFormat().resolvedOptions();
    const body = { message_id: messageId, ...(payload ? { payload } : { text }), timezone };
    try {
      return await this.#channel.send(body);
    } catch (error) {
      if (error.status !== 401) throw error;
      session.token = null;
      this.#show(note(strings.sessionEnded));
      this.#show(typing());
      // The new session has offered no button, so its title goes as if typed.
      return this.#channel.send({ message_id: messageId, text: text ?? title, timezone });
    }
  }

  #showReplies(replies, message) {
    // Web Chat shows the buttons of the last message only.
    const buttons = distinct(replies.flatMap((reply) => reply.buttons));
    replies.forEach((reply, index) => {
      const isLast = index === replies.length - 1;
      const retry = reply.answer === "apology" ? () => this.#again(activity, message) : undefined;
      const activity = assistantSaid(reply, message.messageId, { retry, buttons: isLast ? buttons : [] });
      this.#show(activity);
    });
  }

  #again(failed, message) {
    this.#remove(failed);
    this.#ask(message);
  }

  async #introduce() {
    const about = await withinTime(this.#channel.about(), ABOUT_PATIENCE_MS).catch(() => null);
    const number = about?.emergency_number;
    const text = strings.intro(number ?? strings.localEmergencyNumber);
    this.#show(introduction(text, number, strings.firstQuestion));
  }

  async #restore(history) {
    try {
      this.#showTurns(await history);
    } catch (error) {
      if (error.status === 401) {
        session.token = null;
        this.#show(note(strings.sessionEnded));
      } else this.#show(note(strings.historyLost, { retry: () => location.reload() }));
    }
  }

  #showTurns(turns) {
    let messageId = null;
    turns.forEach((turn, index) => {
      const options = { at: turn.at, quiet: true };
      if (turn.from === "visitor") {
        messageId = turn.message_id;
        this.#show(visitorSaid(turn.text, options));
      } else {
        const isLast = index === turns.length - 1;
        this.#show(assistantSaid(turn, messageId, { ...options, buttons: isLast ? turn.buttons : [] }));
      }
    });
  }
}

function newMessageId() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function wordsFor(error) {
  if (error instanceof ChannelError) return error.message;
  console.error(error);
  return strings.unreachable;
}

function distinct(buttons) {
  return [...new Map(buttons.map((button) => [button.payload, button])).values()];
}

function withinTime(promise, milliseconds) {
  return Promise.race([promise, new Promise((_, reject) => setTimeout(reject, milliseconds))]);
}
