// The server's website channel over HTTPS, as iort/channel/openapi.yml describes it.

import { strings } from "../strings.js";
import { session } from "./session.js";

const PATIENCE_MS = 15000; // longer than the server's own limit, so that its apology arrives first

/** A request that failed; the message is for the visitor. status: 0 where nothing came back. */
export class ChannelError extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

export class Channel {
  #server;

  constructor(server) {
    this.#server = server;
  }

  about() {
    return this.#call("about");
  }

  async history() {
    return (await this.#call("history", { headers: authorization() })).turns;
  }

  /** The replies to a message; opens a session where there is none. */
  async send(message) {
    if (!session.token) session.token = (await this.#call("session", { method: "POST" })).token;
    return (await this.#post("messages", message)).replies;
  }

  async giveFeedback(verdict) {
    await this.#post("feedback", verdict);
  }

  #post(path, body) {
    const headers = { ...authorization(), "Content-Type": "application/json" };
    return this.#call(path, { method: "POST", headers, body: JSON.stringify(body) });
  }

  async #call(path, options = {}) {
    let answer;
    let body;
    try {
      const signal = AbortSignal.timeout(PATIENCE_MS);
      answer = await fetch(this.#server + path, { ...options, cache: "no-store", credentials: "omit", signal });
      body = await answer.json();
    } catch {
      throw new ChannelError(0, navigator.onLine ? strings.unreachable : strings.offline);
    }
    if (!answer.ok) throw new ChannelError(answer.status, body.message ?? strings.unreachable);
    return body;
  }
}

function authorization() {
  return { Authorization: `Bearer ${session.token}` };
}
