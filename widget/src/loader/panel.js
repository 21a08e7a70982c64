// The panel's dialog and iframe. Nothing of them exists before the first opening.

import { CLOSE, CLOSED, OPENED, READY, UNREAD } from "../shared/frame-protocol.js";
import { launcherStrings as strings } from "../strings.js";
import { element } from "./elements.js";

const PATIENCE_MS = 20000; // the panel is half a megabyte; on a slow phone line that takes a while
// Where the panel covers the whole page, what is beneath it must not be reachable.
const COVERS_PAGE = matchMedia("(max-width: 30rem), (max-height: 30rem)");

export class Panel {
  #settings;
  #onClose;
  #onUnread;
  #dialog;
  #frame;
  #notice;
  #timer;
  #ready = false;

  constructor(root, settings, { onClose, onUnread }) {
    this.#settings = settings;
    this.#onClose = onClose;
    this.#onUnread = onUnread;
    this.#notice = element("div", { className: "notice" });
    this.#notice.setAttribute("role", "status");
    this.#dialog = element("dialog", { ariaLabel: strings.panel }, this.#notice);
    this.#dialog.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.close();
    });
    this.#dialog.addEventListener("cancel", (event) => {
      event.preventDefault();
      this.close();
    });
    root.append(this.#dialog);
    addEventListener("message", (event) => this.#receive(event));
    COVERS_PAGE.addEventListener("change", () => {
      if (this.isOpen) this.#show();
    });
    this.#load();
  }

  get isOpen() {
    return this.#dialog.open;
  }

  open() {
    this.#show();
    if (this.#ready) this.#say(OPENED);
    else this.#notice.querySelector("button")?.focus();
  }

  close() {
    if (!this.isOpen) return;
    this.#dialog.close();
    this.#say(CLOSED);
    this.#onClose();
  }

  #show() {
    this.#dialog.close();
    if (COVERS_PAGE.matches) this.#dialog.showModal();
    else this.#dialog.show();
  }

  #load() {
    this.#frame?.remove();
    this.#showNotice(strings.opening, this.#button(strings.close, () => this.close()));
    const address = new URL(this.#settings.panel);
    // In the fragment, so that it reaches no server and no log.
    const { colour, server } = this.#settings;
    address.hash = new URLSearchParams({ host: location.origin, colour, server });
    this.#frame = element("iframe", { src: address.href, title: strings.panel });
    this.#dialog.prepend(this.#frame);
    this.#timer = setTimeout(() => this.#fail(), PATIENCE_MS);
  }

  #fail() {
    const again = this.#button(strings.retry, () => this.#load());
    this.#showNotice(strings.failed, again, this.#button(strings.close, () => this.close()));
    if (this.isOpen) again.focus();
  }

  #receive({ data, origin, source }) {
    if (source !== this.#frame.contentWindow || origin !== this.#settings.panel.origin) return;
    if (data === READY) {
      clearTimeout(this.#timer);
      this.#ready = true;
      this.#notice.hidden = true;
      if (this.isOpen) this.#say(OPENED);
    } else if (data === CLOSE) this.close();
    else if (data === UNREAD && !this.isOpen) this.#onUnread();
  }

  #say(what) {
    this.#frame.contentWindow.postMessage(what, this.#settings.panel.origin);
  }

  #showNotice(text, ...buttons) {
    this.#notice.hidden = false;
    this.#notice.replaceChildren(element("p", { textContent: text }), ...buttons);
  }

  #button(label, onclick) {
    return element("button", { type: "button", textContent: label, onclick });
  }
}
