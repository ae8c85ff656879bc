// The review page: a paper, its fields, and what the keys do with them.

import { announce, toast, word } from "../house.js";
import { ask, TypePicker } from "./dialogs.js";
import { Draft } from "./draft.js";
import { Drawing } from "./drawing.js";
import { Fields } from "./fields.js";
import { listen } from "./keys.js";
import { Lease } from "./lease.js";
import { Picture } from "./picture.js";
import { Saving } from "./saving.js";

const told = (id) => JSON.parse(document.getElementById(id).textContent);
const place = (id) => document.getElementById(id);
const { filters, types, lease_seconds: seconds, done } = told("setting");
const draft = new Draft(told("paper"));
const picture = new Picture(place("picture"), (name) => fields.focus(name));
const fields = new Fields(place("fields"), draft, { onFocus: look, onSaid: said });
const drawing = new Drawing(picture, readAgain);
const saving = new Saving(draft, filters, { onStale: stale, onBlocked: blocked, onProblems: refused, onLeased: held });
const lease = new Lease(draft.paper.id, seconds, held);
const picker = new TypePicker(types);
let warned = false;  // of doubts that are left
let leaving = false;

/** Everything as the draft has it. */
function show() {
  fields.render();
  picture.setPaper(draft.paper);
  const doubts = draft.paper.doubts.map((text) => {
    const item = document.createElement("li");
    item.textContent = text;
    item.lang = "vi";
    return item;
  });
  place("doubts").replaceChildren(...doubts);
  place("doubts").hidden = !doubts.length;
  const title = draft.paper.title || word("no_type");
  place("title").textContent = title;
  document.title = document.title.replace(/^.*(?= – )/, title);
  marks();
}

function marks() {
  const shown = draft.paper.fields.map((field) => ({ ...field, ...place_of(field), open: draft.isOpen(field), said: draft.said.has(field.name) }));
  picture.draw(shown, fields.current);
  const left = draft.open.length;
  const none = draft.paper.title ? "none_left" : "choose_type";
  place("left").textContent = left ? word("left", { n: left }) : word(none);
  place("undo").disabled = !draft.steps.length;
}

/** Where it stands: as the person showed it, else as it was read. */
function place_of(field) {
  const { page, box } = draft.said.get(field.name) ?? {};
  return box ? { page, box } : { page: field.page, box: field.box };
}

function look(field) {
  const { page, box } = place_of(field);
  marks();
  if (box) picture.show(page, box);
  else if (page) picture.show(page);
}

function said() {
  warned = false;
  hide("blocked");
  marks();
}

function first() {
  const start = draft.open[0] ?? draft.paper.fields.find((field) => field.found) ?? draft.paper.fields[0];
  if (start) fields.focus(start.name);
  else picture.show(draft.paper.pages[0].number);
}

/* What hinders: each in a place of its own, said aloud. */
function blocked(text) {
  place("blocked").querySelector(".text").textContent = text;
  place("blocked").hidden = false;
  announce(text);
}

function hide(id) {
  place(id).hidden = true;
}

function refused() {
  fields.render();
  marks();
  const name = [...draft.problems.keys()][0];
  fields.focus(name);
  blocked(word("refused"));
}

function stale(paper) {
  draft.refresh(paper, true);
  show();
  const [theirs] = draft.theirs.keys();
  if (theirs) fields.focus(theirs);
  else first();
  const changed = [...draft.theirs].map(([name]) => draft.field(name).label).join(", ");
  blocked(changed ? word("stale", { fields: changed }) : word("stale_only"));
}

function held(problem) {
  fields.locked = true;
  fields.render();
  marks();
  place("held").querySelector(".text").textContent = problem.message;
  place("held").hidden = false;
  place("deeds").hidden = true;
  announce(problem.message);
  place("take_over").focus();
}

async function takeOver() {
  if (!await lease.take(true)) return;
  fields.locked = false;
  hide("held");
  place("deeds").hidden = false;
  draft.refresh(await saving.fetched(), true);
  show();
  first();
  announce(word("taken_over"));
}

function readAgain({ field, page, box, text, value, trouble, problem }) {
  const fault = trouble ?? problem;
  if (fault) {
    toast(`${fault.message} ${fault.remedy ?? ""}`);
    announce(`${fault.message} ${fault.remedy ?? ""}`);
    return;
  }
  announce(word("read_as", { text }));
  if (!field) {
    toast(word("read_as", { text }));
    return;
  }
  fields.focus(field);
  picture.show(page, box);
  const kind = draft.field(field).kind;
  const plain = typeof value === "string" && !["date", "moment", "sex", "choice"].includes(kind);
  fields.edit({ shown: plain ? value : text, page, box });
}

/** On to the paper whose turn it is. */
async function goOn(outcome) {
  if (!outcome) return;
  leaving = true;
  announce(word(outcome));
  try {
    const id = await saving.next();
    lease.held = false;
    const query = new URLSearchParams(filters).toString();
    location.assign(id ? `/review/${id}${query ? `?${query}` : ""}` : done);
  } catch (trouble) {
    blocked(`${word(outcome)} ${trouble.message}`);
  }
}

async function accept() {
  if (fields.locked) return;
  if (fields.editing) fields.save();
  const open = draft.open;
  if (open.length && !warned) {
    warned = true;
    fields.focus(open[0].name);
    blocked(word("still_open", { fields: open.map((field) => field.label).join(", ") }));
    return;
  }
  hide("blocked");
  await goOn(await saving.accept());
}

async function reject() {
  if (fields.locked) return;
  const reason = await ask("reject");
  if (!reason) return;
  const text = [reason.reason, reason.words.normalize("NFC").trim()].filter(Boolean).join(": ");
  await goOn(await saving.reject(text));
}

async function postpone() {
  if (fields.locked) return;
  const chosen = await ask("postpone");
  if (chosen) await goOn(await saving.postpone(Number(chosen.minutes), chosen.words.normalize("NFC").trim()));
}

async function retype() {
  if (fields.locked) return;
  const code = await picker.ask(draft.paper.type);
  if (!code || !await saving.retype(code)) return;
  fields.all = false;
  show();
  first();
  announce(word("retyped", { title: draft.paper.title }));
}

function undo() {
  const name = draft.undo();
  if (!name) return;
  fields.render();
  fields.focus(name);
  said();
  announce(word("undone", { field: draft.field(name).label }));
}

function leaf(step) {
  if (picture.leaf(step)) announce(picture.image.alt);
}

const acts = {
  accept, reject, postpone, retype, undo,
  confirm: () => fields.confirm(),
  edit: () => fields.edit(),
  down: () => fields.move(1),
  up: () => fields.move(-1),
  nextPage: () => leaf(1),
  pageBefore: () => leaf(-1),
  zoomIn: () => picture.zoom(1),
  zoomOut: () => picture.zoom(-1),
  whole: () => announce(word(picture.toggleWhole() ? "whole" : "close")),
  draw: () => { if (!fields.locked) drawing.start(draft.paper.id, draft.field(fields.current)); },
  help: () => ask("help"),
  leave: () => location.assign(done),
  next: () => goOn("skipped"),
  takeOver,
  lookOnly: () => { hide("held"); fields.move(0); },
};

for (const button of document.querySelectorAll("[data-act]")) {
  button.addEventListener("click", () => acts[button.dataset.act]());
}
listen(acts, drawing);
addEventListener("beforeunload", (event) => { if (draft.changed && !leaving) event.preventDefault(); });
addEventListener("offline", () => blocked(word("offline")));
addEventListener("online", () => hide("blocked"));
show();
first();
lease.take().catch((trouble) => blocked(`${trouble.message} ${trouble.remedy}`));
document.documentElement.dataset.ready = "yes";
