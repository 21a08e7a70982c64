// The panel's side of the talk with the page around it.

import { CLOSE, CLOSED, OPENED, READY, UNREAD } from "../shared/frame-protocol.js";
import { settings } from "./settings.js";

export class HostPage {
  #isOpen = settings.host === null;

  /** onOpened: the panel came on screen. */
  constructor({ onOpened }) {
    if (settings.host === null) return;
    addEventListener("message", ({ data, origin, source }) => {
      if (source !== window.parent || origin !== settings.host) return;
      this.#isOpen = data === OPENED || (data !== CLOSED && this.#isOpen);
      if (data === OPENED) onOpened();
    });
  }

  get canClose() {
    return settings.host !== null;
  }

  sayReady() {
    this.#say(READY);
  }

  askToClose() {
    this.#say(CLOSE);
  }

  /** An answer came on screen; where the panel is closed, the launcher shows it. */
  sayAnswered() {
    if (!this.#isOpen) this.#say(UNREAD);
  }

  #say(what) {
    if (settings.host !== null) window.parent.postMessage(what, settings.host);
  }
}
