// The line between conversation and text box: offline, too long, characters left.

import { strings } from "../strings.js";

const LONGEST = 500; // characters that the server answers
const COUNT_FROM = 400;

export class Notice {
  #line;
  #connection = "";
  #length = "";

  constructor(line) {
    this.#line = line;
    addEventListener("offline", () => this.#setConnection(strings.offline));
    addEventListener("online", () => this.#setConnection(strings.online));
    if (!navigator.onLine) this.#setConnection(strings.offline);
  }

  /** Say how many characters are left, near the end. */
  count(text) {
    const left = LONGEST - [...text].length;
    if (left < 0) this.#length = strings.tooManyCharacters(-left);
    else this.#length = left <= LONGEST - COUNT_FROM ? strings.charactersLeft(left) : "";
    if (this.#connection === strings.online) this.#connection = "";
    this.#update();
  }

  isShortEnough(text) {
    return [...text].length <= LONGEST;
  }

  #setConnection(text) {
    this.#connection = text;
    this.#update();
  }

  #update() {
    const text = [this.#connection, this.#length].filter(Boolean).join(" ");
    if (this.#line.textContent !== text) this.#line.textContent = text;
  }
}
