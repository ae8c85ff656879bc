// The batch: its files as rows, how far they are as a whole, and what becomes of them when read.

import { word } from "./house.js";
import { undecided } from "./scan_rows.js";

let numbers = 0;

export function newRow({ file = null, path, name, size, modified, ...kept }) {
  numbers += 1;
  return {
    id: `${numbers}`, file, path, name, size, modified,
    url: "", state: "waiting", sent: 0, sha: "", same: [], sameHere: "", decided: false, trouble: null,
    given: false, fileId: "", replaces: "", pages: 0, read: 0, again: [], ...kept,
  };
}

export function rowOf({ file, path }) {
  return newRow({ file, path, name: file.name, size: file.size, modified: file.lastModified });
}

export function isSame(row, file) {
  return row.name === file.name && row.size === file.size && row.modified === file.lastModified;
}

/** Whether its file must be given again before it can go on. */
export function isAway(row) {
  return row.state === "lost" || row.trouble?.code === "gone";
}

export function uploadId(row) {
  return row.url.split("/").pop();
}

/** Why a file need not be sent at all; null when it may. */
export function refusal(file, most) {
  const told = (message, remedy) => ({ message: word(message, { most }), remedy: word(remedy), again: false });
  if (file.size > most * 1024 * 1024) return told("tooLarge", "tooLargeRemedy");
  return file.size === 0 ? told("emptyFile", "emptyRemedy") : null;
}

/** Names the first of each content to those that come after it. */
export function nameTwins(rows) {
  const first = new Map();
  for (const row of rows) {
    row.sameHere = first.get(row.sha)?.path ?? "";
    if (row.sha && !first.has(row.sha)) first.set(row.sha, row);
  }
}

export function ready(rows) {
  return rows.filter((row) => row.state === "sent" && !row.given && !row.replaces);
}

/** What the house tells of a dossier, laid upon its rows; pages to scan again that are new.
 * `gone`: files that were just taken out, which it may not know yet. */
export function lay(progress, rows, gone) {
  const known = new Set([...gone, ...rows.map((row) => row.fileId)]);
  const strangers = rows.filter((row) => row.given && !row.fileId);
  for (const file of progress.files) {
    if (!known.has(file.id) && strangers.length) strangers.shift().fileId = file.id;
  }
  const fresh = [];
  for (const row of rows) {
    const file = progress.files.find((it) => it.id === row.fileId);
    if (!file) continue;
    const again = progress.scan_again.filter((it) => it.file === row.fileId);
    const before = new Set(row.again.map((it) => it.file_page));
    fresh.push(...again.filter((it) => !before.has(it.file_page)).map((page) => ({ row, page })));
    Object.assign(row, { again, pages: file.page_count, read: file.pages_read, trouble: file.problem });
    row.state = stateOf(file);
  }
  return fresh;
}

function stateOf(file) {
  if (file.status === "failed") return "bad";
  if (file.status === "read") return "read";
  if (file.status === "received") return "taken";
  return file.page_count ? "reading" : "opening";
}

/** How far all is, in one sentence, and as a share for the bar. */
export function summary(rows) {
  const own = rows.filter((row) => !row.given);
  return own.length ? ofUploads(own) : ofReading(rows);
}

function ofUploads(rows) {
  const sum = (of) => rows.reduce((total, row) => total + of(row), 0);
  const handed = rows.filter((row) => row.state === "handed").length;
  const done = handed + rows.filter((row) => row.state === "sent").length;
  const share = sum((row) => row.sent) / Math.max(1, sum((row) => row.size));
  const bad = rows.filter((row) => ["failed", "lost"].includes(row.state) || undecided(row)).length;
  const told = { done, all: rows.length, percent: Math.floor(share * 100), bad, ready: done };
  if (handed === rows.length) return { text: word("handingAll", told), share: 1 };
  if (done === rows.length && !bad) return { text: word("uploaded", told), share: 1 };
  if (done + bad >= rows.length) return { text: word("someWait", { ...told, ready: rows.length - bad }), share };
  return { text: word("uploading", told), share };
}

function ofReading(rows) {
  const sum = (of) => rows.reduce((total, row) => total + of(row), 0);
  const bad = rows.filter((row) => row.state === "bad").length;
  const done = rows.filter((row) => ["read", "bad"].includes(row.state)).length;
  const again = sum((row) => row.again.length);
  const told = { read: sum((row) => row.read), pages: sum((row) => row.pages), done, all: rows.length, bad };
  const share = rows.length ? sum((row) => shareOf(row)) / rows.length : 0;
  const over = done === rows.length ? word(bad ? "readSome" : "readAll", told) : word("readingAll", told);
  return { text: again ? `${over} ${word("againAll", { again })}` : over, share };
}

function shareOf(row) {
  if (["read", "bad"].includes(row.state)) return 1;
  return row.pages ? row.read / row.pages : 0;
}
