// One line of the list for each file: how far it is, what is wrong with it, what one may do.

import { make, word } from "./house.js";

const DAY = { day: "2-digit", month: "2-digit", year: "numeric", timeZone: "Asia/Ho_Chi_Minh" };
const MB = 1024 * 1024;
const READING = new Set(["taken", "opening", "reading", "read", "bad", "replaced"]);

export class Rows {
  /** `acts`: what each button of a row does, by its name. */
  constructor(list, acts) {
    this.list = list;
    this.acts = acts;
    this.drawn = new Map();
  }

  draw(row) {
    const parts = this.drawn.get(row) ?? this.#begin(row);
    parts.item.dataset.state = row.state;
    parts.told.textContent = toldOf(row);
    parts.bar.hidden = !going(row);
    parts.bar.max = READING.has(row.state) ? Math.max(1, row.pages) : Math.max(1, row.size);
    parts.bar.value = READING.has(row.state) ? row.read : row.sent;
    renew(parts.notes, notesOf(row), (note) => JSON.stringify([note.kind, note.text]), drawNote);
    renew(parts.acts, actsOf(row), (name) => name, (name) => this.#button(row, name));
  }

  /** Lines of other rows are there no more. */
  only(rows) {
    for (const [row, { item }] of this.drawn) {
      if (rows.includes(row)) continue;
      item.remove();
      this.drawn.delete(row);
    }
  }

  focus(row) {
    const item = this.drawn.get(row)?.item;
    (item?.querySelector("button") ?? item)?.focus();
  }

  #begin(row) {
    const name = make("strong", { class: "name", id: `name-${row.id}` }, row.path);
    const told = make("span", { class: "told" });
    const bar = make("progress", { "aria-labelledby": name.id });
    const notes = make("ul", { class: "notes" });
    const acts = make("p", { class: "acts" });
    const size = make("span", { class: "size" }, sizeOf(row.size));
    const item = make("li", { class: "file", tabindex: "-1" }, name, size, told, bar, notes, acts);
    this.list.append(item);
    const parts = { item, told, bar, notes, acts };
    this.drawn.set(row, parts);
    return parts;
  }

  #button(row, name) {
    const label = word("ofFile", { action: word(name), name: row.name });
    const button = make("button", { type: "button", class: "quiet small", "aria-label": label }, word(name));
    button.addEventListener("click", () => this.acts[name](row));
    return button;
  }
}

/** Changes the children only where they are others than before: focus stays where it is. */
function renew(place, wanted, keyOf, draw) {
  const keys = wanted.map(keyOf);
  place.hidden = !keys.length;
  if (place.dataset.keys === keys.join("\n")) return;
  place.dataset.keys = keys.join("\n");
  place.replaceChildren(...wanted.map(draw));
}

function going(row) {
  return ["sending", "paused", "lost", "opening", "reading"].includes(row.state);
}

function toldOf(row) {
  const percent = row.size ? Math.floor((100 * row.sent) / row.size) : 100;
  return word(row.state, { percent, read: row.read, pages: row.pages });
}

/** What is to be said of a file, and how grave it is. */
export function notesOf(row) {
  const notes = [];
  if (row.state === "lost") notes.push({ kind: "warning", text: word("lostRemedy") });
  if (row.trouble) notes.push({ kind: "wrong", ...wordsOf(row.trouble) });
  for (const page of row.again) notes.push({ kind: "warning", text: againOf(page) });
  if (row.decided || READING.has(row.state)) return notes;
  if (row.sameHere) notes.push({ kind: "warning", text: word("sameHere", { name: row.sameHere }) });
  for (const same of row.same) {
    const day = new Date(same.received_at).toLocaleDateString("vi-VN", DAY);
    const link = { href: `/dossiers/${same.dossier_id}`, text: same.dossier_code || word("noCode") };
    notes.push({ kind: "warning", text: word("sameBefore", { day, name: same.filename }), link });
  }
  return notes;
}

export function wordsOf(trouble) {
  if (trouble.code === "gone") return { text: word("gone"), remedy: word("goneRemedy") };
  if (trouble.code === "network") return { text: word("network"), remedy: word("networkRemedy") };
  return { text: trouble.message, remedy: trouble.remedy };
}

export function againOf(page, name = "") {
  const why = page.problems.map((it) => word(it)).join(", ");
  return word(name ? "scanAgainOf" : "scanAgain", { page: page.file_page, why, name });
}

function drawNote({ kind, text, remedy, link }) {
  const item = make("li", { class: kind }, text);
  if (link) item.append(" ", make("a", { href: link.href, target: "_blank" }, link.text), ".");
  if (remedy) item.append(" ", make("span", { class: "remedy" }, remedy));
  return item;
}

function actsOf(row) {
  if (row.state === "bad") return ["replace"];
  if (row.state === "read" && row.again.length) return ["replace"];
  if (READING.has(row.state) || row.state === "handed") return [];
  if (undecided(row)) return ["anyway", "skip"];
  if (row.state === "failed") return row.file && row.trouble.again !== false ? ["retryOne", "remove"] : ["remove"];
  return ["remove"];
}

/** Whether somebody must say first if a file is to be handed in a second time. */
export function undecided(row) {
  return row.state === "sent" && !row.decided && (row.same.length > 0 || row.sameHere !== "");
}

function sizeOf(bytes) {
  const units = { maximumFractionDigits: bytes < MB ? 0 : 1 };
  const [value, unit] = bytes < MB ? [bytes / 1024, "kB"] : [bytes / MB, "MB"];
  return `${Math.max(value, bytes ? 1 : 0).toLocaleString("vi-VN", units)} ${unit}`;
}
