// Scan in: what is dropped is sent at once, becomes a dossier when asked for, and is followed.

import { announce, call, sentence, stay, tell, toast, word } from "./house.js";
import * as batch from "./scan_batch.js";
import { Choices } from "./scan_choices.js";
import { Desk } from "./scan_desk.js";
import { reread } from "./scan_dossier.js";
import { chosen, onDrop, shots } from "./scan_gather.js";
import { Handing } from "./scan_handing.js";
import { into, layInto } from "./scan_into.js";
import { Kept } from "./scan_kept.js";
import { Reading } from "./scan_reading.js";
import { Rows } from "./scan_rows.js";
import { drawBatch, sayEnd, trouble } from "./scan_seen.js";
import { Sender } from "./scan_send.js";

const MOST_NAMED = 5;
const at = (id) => document.getElementById(id);
const rules = JSON.parse(at("rules").textContent);
const kept = new Kept(rules.account, into);
const desk = new Desk(kept);
const choices = new Choices(kept);
const sender = new Sender({ changed, finished });
const handing = new Handing(desk, rules.mostFiles, { changed: drawAll, taken, refused });
const reading = new Reading(desk, { changed: drawAll, over, gone: next });
const lines = new Rows(at("list"), {
  remove, skip: remove, retryOne: begin, anyway, replace: (row) => { replaced = row; at("instead").click(); },
});
let replaced = null;

// What comes in.

function take({ files, hidden = 0, unread = [] }) {
  let known = 0;
  for (const one of files) {
    const same = desk.rows.find((row) => !row.given && batch.isSame(row, one.file));
    if (same && !batch.isAway(same)) known += 1;
    else if (same) begin(Object.assign(same, { file: one.file }));
    else add(batch.rowOf(one));
  }
  if (hidden) toast(word("skippedHidden", { count: hidden }));
  if (known) toast(word("known", { count: known }));
  if (unread.length) stay(word("unread", { count: unread.length, names: named(unread) }));
  draw();
}

function named(paths) {
  return paths.slice(0, MOST_NAMED).join("; ") + (paths.length > MOST_NAMED ? "…" : "");
}

function add(row) {
  desk.add(row);
  lines.draw(row);
  begin(row);
}

function begin(row) {
  row.trouble = batch.refusal(row.file, rules.mostMegabytes);
  if (!row.trouble) return sender.add(row);
  row.state = "failed";
  return changed(row);
}

function changed(row) {
  if (!desk.rows.includes(row)) return;
  lines.draw(row);
  draw();
}

async function finished(row) {
  const { body: told } = await call("GET", row.url).catch(() => ({ body: null }));
  if (told) Object.assign(row, { sha: told.sha256, same: told.duplicates });
  batch.nameTwins(desk.rows);
  drawAll();
  if (row.replaces) await handing.hand([row], choices.told());
  else if (!sender.busy) announce(batch.summary(desk.rows).text);
}

function remove(row) {
  const place = desk.rows.indexOf(row);
  desk.remove(row);
  sender.remove(row);
  batch.nameTwins(desk.rows);
  drawAll();
  const near = desk.rows[place] ?? desk.rows[place - 1];
  if (near) lines.focus(near);
  else at("choose-files").focus();
}

function anyway(row) {
  row.decided = true;
  changed(row);
  lines.focus(row);
}

// The dossier.

function send() {
  trouble("");
  const [undecided] = desk.undecided;
  if (handing.waits) return handing.goOn();
  if (!undecided) return handing.hand(desk.ready, choices.told());
  trouble(word("decide", { count: desk.undecided.length }));
  return lines.focus(undecided);
}

function taken() {
  trouble("");
  choices.keep(desk.told);
  announce(word("accepted"));
  reading.follow();
}

function refused(wrong) {
  trouble(desk.orders.length ? `${sentence(wrong)} ${word("unsure")}` : sentence(wrong));
}

function over(progress, dossier) {
  const filled = choices.fill(dossier);
  sayEnd(progress, dossier, filled ? dossier.dossier_code : "");
  at("into-missing").textContent = ""; // what is missing now is told there
  draw();
}

function next() {
  reading.stop();
  desk.clear();
  if (into) {
    desk.keep();
    location.assign("/scan");
    return;
  }
  choices.begin();
  trouble("");
  drawAll();
  at("code").focus();
}

// What is seen.

function drawAll() {
  lines.only(desk.rows);
  desk.rows.forEach((row) => lines.draw(row));
  draw();
}

function draw() {
  choices.hold(Boolean(desk.dossier || desk.orders.length));
  drawBatch(desk, sender, handing);
  desk.keep();
}

// What people do.

for (const [button, input] of [["choose-files", "files"], ["choose-folder", "folder"], ["take-picture", "camera"]]) {
  at(button).addEventListener("click", () => at(input).click());
}
at("files").addEventListener("change", () => take(chosen(at("files"))));
at("folder").addEventListener("change", () => take(chosen(at("folder"))));
at("camera").addEventListener("change", () => take(shots(chosen(at("camera")), desk.rows)));
at("instead").addEventListener("change", () => {
  const [one] = chosen(at("instead")).files;
  if (one && replaced) add(Object.assign(batch.rowOf(one), { replaces: replaced.fileId, decided: true }));
});
at("send").addEventListener("click", send);
at("pause").addEventListener("click", () => { sender.paused ? sender.goOn() : sender.pause(); draw(); });
at("retry").addEventListener("click", () => desk.failed.forEach(begin));
at("drop-same").addEventListener("click", () => desk.undecided.forEach(remove));
at("reread").addEventListener("click", () => reread(desk.dossier).then(() => reading.follow()).catch(refused));
at("next").addEventListener("click", next);
addEventListener("online", () => {
  desk.failed.filter((row) => row.trouble.code === "network").forEach(begin);
  if (handing.waits) handing.goOn();
});
addEventListener("beforeunload", (event) => { if (sender.busy || handing.busy) event.preventDefault(); });

/** A batch that a reload cut off: what the house has of it stays; the rest is asked for again. */
async function restore() {
  desk.restore();
  if (into) await layInto(desk, choices);
  else if (desk.told) choices.show(desk.told);
  onDrop(at("curtain"), take);
  await Promise.all(desk.rows.filter((row) => !row.given && !handing.has(row)).map(recall));
  batch.nameTwins(desk.rows);
  if (desk.rows.some((row) => row.given)) reading.follow();
  drawAll();
  const unfinished = desk.rows.filter((row) => row.replaces && row.state === "sent");
  await (unfinished.length ? handing.hand(unfinished, choices.told()) : handing.goOn());
}

async function recall(row) {
  if (!row.url) return;
  const { body } = await call("GET", row.url).catch(() => ({ body: null }));
  if (!body) row.url = "";
  else Object.assign(row, { sent: body.offset, sha: body.sha256 ?? "", same: body.duplicates });
  if (body?.sha256) row.state = "sent";
}

restore().catch((trouble) => {
  document.querySelector(".scan").inert = true; // else it would become a dossier of its own
  tell(trouble);
});
