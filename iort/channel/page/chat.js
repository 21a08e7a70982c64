// The chat page. Every text from the server becomes a text node: nothing here parses HTML.
"use strict";

const TOKEN = "iort-session";
const WAIT_MS = 15000; // longer than the server's own limit, so that its apology arrives first
const COUNT_FROM = 400;
const URGENT = ["emergency", "crisis"];
const PHONE = /\b\d{3}-\d{3}-\d{4}\b/;

const log = document.getElementById("log");
const form = document.getElementById("form");
const field = document.getElementById("text");
const counter = document.getElementById("counter");
const status = document.getElementById("status");
const problem = document.getElementById("error");

let phones = PHONE;
let busy = false;

class Failed extends Error {
  constructor(code, message) {
    super(message);
    this.code = code;
  }
}

// --- talking to the server ---

async function call(path, options = {}) {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), WAIT_MS);
  try {
    const answer = await fetch(path, { ...options, cache: "no-store", signal: stop.signal });
    const body = await answer.json();
    if (!answer.ok) throw new Failed(answer.status, body.message);
    return body;
  } catch (error) {
    if (error instanceof Failed && error.message) throw error;
    throw new Failed(0, "The assistant cannot be reached. Please check your connection and try again.");
  } finally {
    clearTimeout(timer);
  }
}

function authorization() {
  return { Authorization: `Bearer ${sessionStorage.getItem(TOKEN)}` };
}

async function ensureSession() {
  if (!sessionStorage.getItem(TOKEN)) {
    sessionStorage.setItem(TOKEN, (await call("session", { method: "POST" })).token);
  }
}

async function post(message) {
  await ensureSession();
  return call("messages", {
    method: "POST",
    headers: { ...authorization(), "Content-Type": "application/json" },
    body: JSON.stringify({ ...message, timezone: Intl.DateTimeFormat().resolvedOptions().timeZone }),
  });
}

async function ask(message) {
  try {
    return (await post(message)).replies;
  } catch (error) {
    if (error.code !== 401) throw error;
    sessionStorage.removeItem(TOKEN);
    addNote("The earlier chat has ended. This is a new one.");
    return (await post(message)).replies;
  }
}

// The replies to a message that the server had answered although the answer was lost on its way.
async function answeredAlready(id) {
  const { turns } = await call("history", { headers: authorization() });
  const asked = turns.findIndex((turn) => turn.message_id === id);
  if (asked < 0) return [];
  const later = turns.slice(asked + 1);
  const next = later.findIndex((turn) => turn.from === "visitor");
  return next < 0 ? later : later.slice(0, next);
}

// --- showing ---

function element(name, className, text = "") {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.textContent = text;
  return made;
}

function phoneLink(number) {
  const link = element("a", "", number);
  link.href = number.length > 3 ? `tel:+1${number.replaceAll("-", "")}` : `tel:${number}`;
  return link;
}

function withPhoneLinks(target, text) {
  let rest = text;
  for (let found = phones.exec(rest); found; found = phones.exec(rest)) {
    target.append(rest.slice(0, found.index), phoneLink(found[0]));
    rest = rest.slice(found.index + found[0].length);
  }
  target.append(rest);
}

function addMessage(from, text) {
  const bubble = element("div", `message ${from}`);
  const line = element("p");
  line.dir = "auto";
  line.append(element("span", "spoken", from === "visitor" ? "You: " : "Assistant: "));
  withPhoneLinks(line, text);
  bubble.append(line);
  log.append(bubble);
  log.scrollTop = log.scrollHeight;
  return bubble;
}

function addNote(text) {
  log.append(element("p", "note", text));
}

function addReply(reply) {
  const bubble = addMessage("assistant", reply.text);
  if (URGENT.includes(reply.answer)) bubble.classList.add("urgent");
  if (reply.sources.length) {
    const named = reply.sources.map((source) => `${source.title} (${source.dated})`).join("; ");
    bubble.append(element("p", "source", `${reply.sources.length > 1 ? "Sources" : "Source"}: ${named}`));
  }
  if (reply.buttons.length) {
    const choices = element("div", "choices");
    for (const choice of reply.buttons) {
      const button = element("button", "", choice.title);
      button.type = "button";
      button.addEventListener("click", () => send(newMessage(choice.payload)));
      choices.append(button);
    }
    bubble.append(choices);
  }
  log.scrollTop = log.scrollHeight;
}

function showProblem(text, retry) {
  const again = element("button", "", "Try again");
  again.type = "button";
  again.addEventListener("click", retry);
  problem.replaceChildren(element("p", "", text), again);
}

function setBusy(now) {
  busy = now;
  status.textContent = now ? "Looking for the answer…" : "";
  form.querySelector("button").setAttribute("aria-disabled", String(now));
}

function count() {
  const left = field.maxLength - field.value.length;
  counter.textContent = field.value.length >= COUNT_FROM ? `${left} characters left` : "";
}

// --- asking ---

function newMessage(text) {
  const id = Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0"));
  return { text, message_id: id.join("") };
}

async function send(message, { typed = false, again = false } = {}) {
  if (busy) return;
  setBusy(true);
  problem.replaceChildren();
  const bubble = addMessage("visitor", message.text);
  if (typed) field.value = "";
  count();
  try {
    const lost = again && sessionStorage.getItem(TOKEN) ? await answeredAlready(message.message_id).catch(() => []) : [];
    const replies = lost.length ? lost : await ask(message);
    replies.forEach(addReply);
    log.scrollTop = bubble.offsetTop - log.offsetTop; // a long answer is read from its start
  } catch (error) {
    bubble.remove();
    if (typed && !field.value) field.value = message.text;
    count();
    showProblem(error.message, () => {
      const same = typed && field.value.trim() === message.text;
      field.focus();
      send(message, { typed: same, again: true });
    });
  } finally {
    setBusy(false);
  }
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const text = field.value.trim();
  if (text) send(newMessage(text), { typed: true });
});

field.addEventListener("input", count);
field.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    form.requestSubmit();
  }
});

// --- starting ---

async function showNumbers() {
  const about = await call("about");
  phones = new RegExp(`${PHONE.source}|\\b(?:${about.emergency_number}|${about.crisis_line})\\b`);
  const line = document.getElementById("emergency");
  line.replaceChildren("Not for emergencies: call ", phoneLink(about.emergency_number), ".");
}

async function restore() {
  if (!sessionStorage.getItem(TOKEN)) return;
  setBusy(true);
  log.setAttribute("aria-live", "off"); // what was said before is not news
  try {
    const { turns } = await call("history", { headers: authorization() });
    for (const turn of turns) {
      if (turn.from === "visitor") addMessage("visitor", turn.text);
      else addReply(turn);
    }
  } catch (error) {
    if (error.code === 401) sessionStorage.removeItem(TOKEN);
    else showProblem(error.message, () => location.reload());
  } finally {
    log.setAttribute("aria-live", "polite");
    setBusy(false);
  }
}

// Without the numbers the page still works: it then names no emergency number, and links the offices' alone.
showNumbers().catch(() => {}).then(restore);
