// What every page's script needs: calls to the API, words of the page, and telling people things.

const API = "/api/v1";
const TOAST_MS = 8000;

/** A problem as the API tells it (RFC 9457): its words are for people, its code for programs. */
export class Problem extends Error {
  constructor(status, told) {
    super(told.detail || told.title || String(status));
    this.status = status;
    this.code = told.code || "";
    this.title = told.title || "";
    this.remedy = told.remedy || "";
    this.errors = told.errors || [];
    this.told = told;
  }
}

/** No answer came: the network, or the house, is away. */
export class Silence extends Error {}

/** A call to the API as whoever is signed in. Throws Problem, or Silence when nothing answers. */
export async function call(method, path, { body, headers = {}, signal } = {}) {
  const sent = { Accept: "application/json", "X-CSRF-Token": token(), ...headers };
  if (body !== undefined) sent["Content-Type"] = "application/json";
  let answer;
  try {
    const place = path.startsWith("/") ? path : `${API}/${path}`;
    const text = body === undefined ? undefined : JSON.stringify(body);
    answer = await fetch(place, { method, headers: sent, body: text, signal });
  } catch (trouble) {
    if (trouble.name === "AbortError") throw trouble;
    throw new Silence(word("silence"));
  }
  const told = await read(answer);
  if (!answer.ok) throw new Problem(answer.status, told || {});
  return { status: answer.status, headers: answer.headers, body: told };
}

async function read(answer) {
  const kind = answer.headers.get("Content-Type") || "";
  return kind.includes("json") ? answer.json() : null;
}

/** The session's token: sent with every change. */
export function token() {
  return document.querySelector("meta[name=csrf-token]")?.content || "";
}

let words = null;

/** A phrase of the page in its language, with {names} filled in; the page carries them as JSON. */
export function word(name, values = {}) {
  words ??= JSON.parse(document.getElementById("words")?.textContent || "{}");
  return (words[name] ?? name).replace(/\{(\w+)\}/g, (whole, key) => values[key] ?? whole);
}

/** Says it to screen readers; nothing is seen. */
export function announce(text) {
  const place = document.getElementById("announcer");
  place.textContent = "";
  requestAnimationFrame(() => { place.textContent = text; });
}

/** Shows it for a while; `undo` offers a button that takes it back. */
export function toast(text, { undo, label } = {}) {
  const shown = make("div", { class: "toast" }, make("span", {}, text));
  if (undo) {
    const button = make("button", { type: "button" }, label);
    button.addEventListener("click", () => { shown.remove(); undo(); });
    shown.append(button);
  }
  document.getElementById("toasts").append(shown);
  setTimeout(() => shown.remove(), TOAST_MS);
  return shown;
}

/** An element with attributes and children; text stays text. */
export function make(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined && value !== false) made.setAttribute(key, value);
  }
  made.append(...children);
  return made;
}

/** Whether this key press types text: then it is nobody's shortcut (Telex and VNI included). */
export function typing(event) {
  if (event.isComposing || event.keyCode === 229) return true;
  const place = event.target;
  return place instanceof HTMLElement
    && (place.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(place.tagName));
}
