// What is seen of the whole: how far the batch is, what may be done with it, what became of it.

import { announce, make, word } from "./house.js";
import { summary } from "./scan_batch.js";

const at = (id) => document.getElementById(id);

/** `sender` and `handing` tell what is under way. */
export function drawBatch(desk, sender, handing) {
  const { text, share } = summary(desk.rows);
  at("batch").hidden = !desk.rows.length;
  at("batch-told").textContent = text;
  at("batch-bar").value = share;
  drawSend(desk, sender, handing);
  at("pause").hidden = !sender.busy;
  at("pause").textContent = word(sender.paused ? "goOn" : "pause");
  at("pause").setAttribute("aria-pressed", String(sender.paused));
  at("retry").hidden = !desk.failed.length;
  at("retry").textContent = word("retryAll", { count: desk.failed.length });
  at("drop-same").hidden = desk.undecided.length < 2;
  drawEnd(desk, handing);
}

function drawSend({ rows, dossier, ready }, sender, handing) {
  const more = rows.some((row) => !row.given && !row.replaces);
  const doing = handing.busy ? "handing" : handing.waits ? "sendAgain" : dossier ? "sendMore" : "sendDossier";
  at("send").hidden = Boolean(dossier) && !more && !handing.waits;
  at("send").disabled = handing.busy || (!handing.waits && (!ready.length || sender.busy));
  at("send").textContent = word(doing, { count: ready.length });
}

function drawEnd({ dossier, progress, rows, orders }, handing) {
  at("end").hidden = !rows.some((row) => row.given);
  if (at("end").hidden) return;
  const over = Boolean(progress?.settled);
  at("end").className = over ? graveness(progress, rows) : "note";
  if (!over) at("end-told").textContent = word("accepted");
  at("end-link").href = `/dossiers/${dossier}`;
  at("next").disabled = handing.busy || orders.length > 0;
  at("reread").hidden = !(over && rows.some((row) => row.state === "bad"));
  at("parts").hidden = !(over && progress.split_into.length);
}

function graveness({ status }, rows) {
  if (status === "failed") return "wrong";
  return rows.some((row) => row.state === "bad" || row.again.length) ? "warning" : "done";
}

function drawParts(ids) {
  const links = ids.map((id, place) =>
    make("li", {}, make("a", { href: `/dossiers/${id}` }, word("part", { number: place + 2 }))));
  at("parts").replaceChildren(make("li", {}, word("splitInto", { count: ids.length })), ...links);
}

/** How the reading ended: `code` where the papers told it. */
export function sayEnd({ status, problem, split_into: parts }, { missing }, code) {
  const said = [word(`status_${status}`)];
  if (code) said.push(word("named", { code }));
  if (missing.length) said.push(word("missing", { papers: missing.map((it) => it.title).join("; ") }));
  if (problem) said.push(problem.remedy);
  at("end-told").textContent = said.join(" ");
  announce(said.join(" "));
  drawParts(parts);
}

export function trouble(text) {
  at("trouble").textContent = text;
  at("trouble").hidden = !text;
}
