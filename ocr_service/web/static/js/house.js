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

/** A call to the API, or to a page of ours that answers in JSON, as whoever is signed in.
 *
 * `body`: what becomes JSON, or a FormData. Throws Problem, or Silence when nothing answers.
 */
export async function call(method, path, asked = {}) {
  const place = path.startsWith("/") ? path : `${API}/${path}`;
  try {
    return await send(method, place, asked);
  } catch (trouble) {
    if (trouble.code !== "foreign_request") throw trouble;
    await renewToken();
    return send(method, place, asked);
  }
}

async function send(method, place, { body, headers = {}, signal }) {
  const ready = body === undefined || body instanceof FormData;
  const sent = { Accept: "application/json", "X-CSRF-Token": token(), ...headers };
  if (!ready) sent["Content-Type"] = "application/json";
  const answer = await answered(place, { method, headers: sent, body: ready ? body : JSON.stringify(body), signal });
  return { status: answer.status, headers: answer.headers, body: await read(answer) };
}

/** A page of ours as the house would show it now. Throws Problem, or Silence. */
export async function page(place) {
  const answer = await answered(place, { headers: { Accept: "text/html" } });
  return new DOMParser().parseFromString(await answer.text(), "text/html");
}

async function answered(place, asked) {
  let answer;
  try {
    answer = await fetch(place, asked);
  } catch (trouble) {
    if (trouble.name === "AbortError") throw trouble;
    throw new Silence(ours("silence"));
  }
  if (answer.redirected) throw problemOf(401); // pages lead whoever is not in to the doorstep
  if (!answer.ok) throw problemOf(answer.status, await read(answer));
  over?.remove();
  return answer;
}

async function read(answer) {
  const kind = answer.headers.get("Content-Type") || "";
  if (!kind.includes("json")) return null;
  try {
    return await answer.json();
  } catch {
    if (answer.ok) throw new Silence(ours("silence")); // broken off
    return null;
  }
}

/** The problem of an answer; `told` is null where it was not the house that answered: a proxy. */
export function problemOf(status, told = null) {
  if (status === 401) {
    showOver();
    return new Problem(status, { code: "session_over", title: ours("session_over"), remedy: ours("session_over_remedy") });
  }
  const large = status === 413;
  return new Problem(status, told ?? {
    title: ours(large ? "too_large_for_proxy" : "no_answer", { status }),
    remedy: ours(large ? "too_large_for_proxy_remedy" : "no_answer_remedy"),
  });
}

/** The session's token: sent with every change. */
export function token() {
  return mark()?.content || "";
}

function mark(of = document) {
  return of.querySelector("meta[name=csrf-token]");
}

/** Whoever signed in anew in another tab has another token. Another person than the one whom this
 * page was made for does nothing with it: throws Problem. */
export async function renewToken() {
  const fresh = mark(await page("/"));
  if (fresh?.dataset.account !== mark().dataset.account) {
    throw new Problem(403, { code: "other_person", title: ours("other_person"), remedy: ours("other_person_remedy") });
  }
  mark().content = fresh.content;
}

const phrases = new Map(); // by the block of the page that carries them, as JSON

/** A phrase of the page in its language, with {names} filled in. */
export function word(name, values = {}, block = "words") {
  if (!phrases.has(block)) phrases.set(block, JSON.parse(document.getElementById(block)?.textContent || "{}"));
  return (phrases.get(block)[name] ?? name).replace(/\{(\w+)\}/g, (whole, key) => values[key] ?? whole);
}

/** A phrase that every page carries. */
function ours(name, values) {
  return word(name, values, "house-words");
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
  if (undo) shown.append(closing(shown, label, undo));
  document.getElementById("toasts").append(shown);
  setTimeout(() => shown.remove(), TOAST_MS);
  return shown;
}

function closing(shown, label, then = () => {}) {
  const button = make("button", { type: "button" }, label);
  button.addEventListener("click", () => { shown.remove(); then(); });
  return button;
}

/** Shows what went wrong until it is closed. Throws what is neither Problem nor Silence. */
export function tell(trouble, text = sentence(trouble)) {
  if (!(trouble instanceof Problem || trouble instanceof Silence)) throw trouble;
  if (trouble.code !== "session_over") stay(text); // that is shown already
}

/** What went wrong and what to do about it. */
export function sentence({ message, remedy }) {
  return [message, remedy].filter(Boolean).join(" ");
}

/** Shows it until it is closed; once, however often it is said. */
export function stay(text, ...more) {
  for (const before of document.querySelectorAll(".toast.trouble")) {
    if (before.firstChild.textContent === text) before.remove();
  }
  const shown = make("div", { class: "toast trouble" }, make("span", {}, text), ...more);
  shown.append(closing(shown, ours("close")));
  document.getElementById("toasts").append(shown);
  return shown;
}

let over = null; // what says that the session is

/** In another tab one signs in and comes back: nothing of this page is lost. */
function showOver() {
  if (over?.isConnected) return;
  const way = make("a", { href: "/sign-in", target: "_blank" }, ours("sign_in"));
  over = stay(`${ours("session_over")} ${ours("session_over_remedy")}`, way);
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
