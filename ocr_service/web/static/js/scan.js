// Scan in: what is dropped is sent at once, becomes a dossier when asked for, and is watched.

import { Problem, announce, call, make, toast, word } from "./house.js";
import * as batch from "./scan_batch.js";
import { Choices } from "./scan_choices.js";
import { handIn, newOnce, reread, takeAway, watch, whole } from "./scan_dossier.js";
import { chosen, onDrop, shots } from "./scan_gather.js";
import { Kept } from "./scan_kept.js";
import { Rows, againOf, undecided } from "./scan_rows.js";
import { Sender } from "./scan_send.js";

const at = (id) => document.getElementById(id);
const rules = JSON.parse(at("rules").textContent);
const kept = new Kept(rules.account);
const choices = new Choices(kept);
const sender = new Sender({ changed, finished });
const lines = new Rows(at("list"), {
  remove, skip: remove, retryOne: retry, anyway, replace: (row) => { replaced = row; at("instead").click(); },
});
let rows = [];
let dossier = "";
let once = newOnce();
let last = null; // what the house told of the dossier last
let source = null;
let replaced = null;
const gone = new Set(); // files taken out of the dossier
let handing = Promise.resolve();

// What comes in.

function take({ files, hidden = 0 }) {
  let known = 0;
  for (const one of files) {
    const same = rows.find((row) => !row.given && batch.isSame(row, one.file));
    if (same && same.state !== "lost") known += 1;
    else if (same) begin(Object.assign(same, { file: one.file }));
    else add(batch.rowOf(one));
  }
  if (hidden) toast(word("skippedHidden", { count: hidden }));
  if (known) toast(word("known", { count: known }));
  drawBatch();
}

function add(row) {
  rows.push(row);
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
  if (!rows.includes(row)) return;
  lines.draw(row);
  drawBatch();
}

async function finished(row) {
  const { body: told } = await call("GET", row.url).catch(() => ({ body: null }));
  if (told) Object.assign(row, { sha: told.sha256, same: told.duplicates });
  batch.nameTwins(rows);
  rows.forEach((it) => lines.draw(it));
  changed(row);
  if (row.replaces) await hand([row]);
  else if (!sender.busy) announce(batch.summary(rows).text);
}

function remove(row) {
  const place = rows.indexOf(row);
  rows = rows.filter((it) => it !== row);
  sender.remove(row);
  lines.drop(row);
  batch.nameTwins(rows);
  rows.forEach((it) => lines.draw(it));
  drawBatch();
  const near = rows[place] ?? rows[place - 1];
  if (near) lines.focus(near);
  else at("choose-files").focus();
}

function anyway(row) {
  row.decided = true;
  changed(row);
  lines.focus(row);
}

function retry(row) {
  begin(row);
}

// The dossier.

function send() {
  const undone = rows.filter(undecided);
  if (!undone.length) return hand(batch.ready(rows));
  trouble(word("decide", { count: undone.length }));
  return lines.focus(undone[0]);
}

/** One after the other: the house numbers files as they come. */
function hand(some) {
  handing = handing.then(() => handOver(some)).catch((wrong) => blame(wrong, some));
  return handing;
}

async function handOver(some) {
  trouble("");
  const told = choices.told();
  dossier = await handIn(some.map(batch.uploadId), told, { dossier, once, most: rules.mostFiles });
  once = newOnce();
  choices.keep();
  for (const row of some) Object.assign(row, { given: true, state: "taken" });
  for (const row of some.filter((it) => it.replaces)) await outOf(row);
  some.filter((row) => rows.includes(row)).forEach((row) => lines.draw(row));
  if (last) lay(last);
  announce(word("accepted"));
  follow();
}

/** The file that this one replaces leaves the dossier, and the list. */
async function outOf(row) {
  const before = rows.find((it) => it.fileId === row.replaces);
  await takeAway(dossier, row.replaces);
  gone.add(row.replaces);
  row.replaces = "";
  if (!before) return;
  rows = rows.filter((it) => it !== before);
  lines.drop(before);
}

function blame(wrong, some) {
  trouble(wrong instanceof Problem ? `${wrong.title} ${wrong.remedy}` : wrong.message);
  for (const { pointer, code, detail, remedy = "" } of wrong.errors ?? []) {
    const row = some[Number(pointer.split("/").pop())];
    if (!row || !/^\/(files|uploads)\//.test(pointer)) continue;
    const forgotten = code === "unknown_upload";
    Object.assign(row, { state: "failed", trouble: { message: detail, remedy, again: forgotten } });
    if (forgotten) row.url = "";
    lines.draw(row);
  }
  once = newOnce();
  drawBatch();
}

function follow() {
  source?.close();
  source = watch(dossier, lay, next);
  drawBatch();
}

function lay(progress) {
  last = progress;
  const fresh = batch.lay(progress, rows, gone);
  rows.forEach((row) => lines.draw(row));
  if (fresh.length) announce(fresh.map(({ row, page }) => againOf(page, row.name)).join(" "));
  drawBatch();
  if (progress.settled) settled(progress);
}

async function settled(progress) {
  const read = await whole(dossier).catch(() => null);
  if (progress !== last) return;
  const said = [word(`status_${progress.status}`)];
  if (read?.dossier_code && !choices.told().dossier_code) said.push(word("named", { code: read.dossier_code }));
  if (read?.missing.length) said.push(word("missing", { papers: read.missing.map((it) => it.title).join("; ") }));
  if (progress.problem) said.push(progress.problem.remedy);
  at("end-told").textContent = said.join(" ");
  announce(said.join(" "));
  drawParts(progress.split_into);
}

function drawParts(ids) {
  at("parts").hidden = !ids.length;
  const links = ids.map((id, place) =>
    make("li", {}, make("a", { href: `/dossiers/${id}` }, word("part", { number: place + 2 }))));
  at("parts").replaceChildren(make("li", {}, word("splitInto", { count: ids.length })), ...links);
}

function next() {
  source?.close();
  source = last = null;
  rows.forEach((row) => lines.drop(row));
  rows = [];
  dossier = "";
  once = newOnce();
  choices.begin();
  drawBatch();
  at("code").focus();
}

// What is seen of the whole.

function drawBatch() {
  const { text, share } = batch.summary(rows);
  const open = batch.ready(rows);
  const failed = rows.filter((row) => row.state === "failed" && row.file && row.trouble?.again !== false);
  at("batch").hidden = !rows.length;
  at("batch-told").textContent = text;
  at("batch-bar").value = share;
  at("send").hidden = Boolean(dossier) && !rows.some((row) => !row.given && !row.replaces);
  at("send").disabled = !open.length || sender.busy;
  at("send").textContent = dossier ? word("sendMore", { count: open.length }) : word("sendDossier");
  at("pause").hidden = !sender.busy;
  at("pause").textContent = word(sender.paused ? "goOn" : "pause");
  at("pause").setAttribute("aria-pressed", String(sender.paused));
  at("retry").hidden = !failed.length;
  at("retry").textContent = word("retryAll", { count: failed.length });
  at("drop-same").hidden = rows.filter(undecided).length < 2;
  drawEnd();
  kept.keepBatch(rows, dossier, once);
}

function drawEnd() {
  at("end").hidden = !dossier;
  if (!dossier) return;
  const over = Boolean(last?.settled);
  at("end").className = over && last.status === "failed" ? "wrong" : over ? "done" : "note";
  if (!over) at("end-told").textContent = word("accepted");
  at("end-link").href = `/dossiers/${dossier}`;
  at("reread").hidden = !(over && rows.some((row) => row.state === "bad"));
}

function trouble(text) {
  at("trouble").textContent = text;
  at("trouble").hidden = !text;
}

// What people do.

for (const [button, input] of [["choose-files", "files"], ["choose-folder", "folder"], ["take-picture", "camera"]]) {
  at(button).addEventListener("click", () => at(input).click());
}
at("files").addEventListener("change", () => take(chosen(at("files"))));
at("folder").addEventListener("change", () => take(chosen(at("folder"))));
at("camera").addEventListener("change", () => take(shots(chosen(at("camera")), rows)));
at("instead").addEventListener("change", () => {
  const [one] = chosen(at("instead")).files;
  if (one && replaced) add(Object.assign(batch.rowOf(one), { replaces: replaced.fileId, decided: true }));
  drawBatch();
});
at("send").addEventListener("click", send);
at("pause").addEventListener("click", () => { sender.paused ? sender.goOn() : sender.pause(); drawBatch(); });
at("retry").addEventListener("click", () =>
  rows.filter((row) => row.state === "failed" && row.file && row.trouble?.again !== false).forEach(retry));
at("drop-same").addEventListener("click", () => rows.filter(undecided).forEach(remove));
at("reread").addEventListener("click", () => reread(dossier).then(follow).catch((wrong) => blame(wrong, [])));
at("next").addEventListener("click", next);
addEventListener("online", () =>
  rows.filter((row) => row.trouble?.code === "network" && row.file).forEach(retry));
addEventListener("beforeunload", (event) => { if (sender.busy) event.preventDefault(); });

onDrop(at("curtain"), take);

/** A batch that a reload cut off: what the house has of it stays; the rest is asked for again. */
async function restore() {
  const before = kept.batch();
  dossier = before.dossier;
  once = before.once || once;
  rows = before.rows.map((row) => batch.newRow({ ...row, state: row.given ? "taken" : "lost" }));
  await Promise.all(rows.filter((row) => !row.given).map(recall));
  batch.nameTwins(rows);
  rows.forEach((row) => lines.draw(row));
  if (dossier) follow();
  drawBatch();
  for (const row of rows.filter((it) => it.replaces && it.state === "sent")) hand([row]);
}

async function recall(row) {
  if (!row.url) return;
  const { body } = await call("GET", row.url).catch(() => ({ body: null }));
  if (!body) row.url = "";
  else Object.assign(row, { sent: body.offset, sha: body.sha256 ?? "", same: body.duplicates });
  if (body?.sha256) row.state = "sent";
}

restore();
