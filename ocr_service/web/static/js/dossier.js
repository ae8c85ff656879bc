// One dossier: its pages turned, moved, parted, joined, replaced; undone; live as workers read it.

import { askCodes } from "./codes.js";
import { announce, call, page, typing, word } from "./house.js";
import { chooseFile, sendInstead } from "./instead.js";
import { draggable, Leaves } from "./leaves.js";
import { follow } from "./live.js";
import { Moves } from "./moves.js";
import { Turn } from "./turn.js";

const place = document.getElementById("main");
const root = () => document.getElementById("dossier");
const path = `dossiers/${root().dataset.id}`;
const version = () => ({ "If-Match": `"${root().dataset.version}"` });
const settled = () => root().dataset.settled === "yes";
const leaves = new Leaves(root, chosen);
const moves = new Moves(leaves, (more) => edit("move", more));
const turn = new Turn({ settled, redraw, busy });

/* What can be done, by name: to the pages that are meant, if to any. */
const acts = {
  left: () => edit("turn", { by: 270 }),
  right: () => edit("turn", { by: 90 }),
  split: () => edit("split"),
  join: () => edit("join"),
  blank: () => edit(leaves.meant().every((leaf) => leaf.classList.contains("blank")) ? "not_blank" : "blank"),
  earlier: () => moves.shift(-1),
  later: () => moves.shift(1),
  move: () => moves.askWhere(),
  replace: () => choose({ page: leaves.meant()[0]?.dataset.page }),
  undo: () => again("DELETE", "edits/last", "undone", "redo"),
  redo: () => again("POST", "edits/redo", "redone", "undo"),
  many: () => { leaves.many = !leaves.many; leaves.show(); },
  keys: () => document.getElementById("keys").showModal(),
  large: showLarge,
  codes: () => askCodes(root().dataset, (codes) => change(
    () => call("PATCH", path, { headers: version(), body: codes }), word("named"))),
  retry: () => change(() => call("POST", `${path}/retry`), word("retried")),
  take_away: (file) => change(
    () => call("DELETE", `${path}/files/${file.dataset.file}`, { headers: version() }),
    word("take_away", { file: file.dataset.name }), "undo"),
  use: (held) => change(
    () => call("POST", `records/${held.dataset.record}/uses`,
      { body: { dossier_id: root().dataset.id, purpose: root().dataset.purpose } }),
    word("used")),
  replace_file: (file) => choose({ file: file.dataset.file, name: file.dataset.name }),
};
const GONE = new Set([403, 404, 410]);
const KEYS = {
  r: "right", R: "left", s: "split", j: "join", b: "blank", m: "move", t: "replace",
};
const ANYTIME = new Set(["many", "keys", "large"]);
const STEPS = new Set(["undo", "redo"]);

function run(name, meant) {
  if (STEPS.has(name)) turn.later(acts[name]);
  else if (ANYTIME.has(name) || turn.asked()) acts[name](meant);
}

async function edit(kind, more = {}) {
  const pages = leaves.meant().map((leaf) => Number(leaf.dataset.page));
  if (!pages.length) return;
  const order = { kind, pages, ...more };
  await change(
    () => call("POST", `${path}/edits`, { headers: version(), body: order }),
    word(kind, { pages: named(pages) }), "undo");
}

function again(method, place_, said, back) {
  return change(() => call(method, `${path}/${place_}`, { headers: version() }), word(said), back);
}

/** `back`: the name of the act that takes it back. */
function change(act, said, back) {
  const done = async () => { await act(); live.again(); };
  return turn.change(done, said, back && { undo: acts[back], label: word(back) });
}

function named(pages) {
  return pages.length === 1 ? word("page", { number: pages[0] }) : word("pages", { count: pages.length });
}

function busy(so) {
  root().setAttribute("aria-busy", so);
  for (const button of root().querySelectorAll("button[data-act]")) {
    if (ANYTIME.has(button.dataset.act) || STEPS.has(button.dataset.act)) continue;
    if (!("off" in button.dataset)) button.dataset.off = button.disabled ? "yes" : "";
    button.setAttribute("aria-disabled", so || button.dataset.off === "yes");
  }
}

function chosen(meant) {
  root().querySelector("[data-act=many]")?.setAttribute("aria-pressed", leaves.many);
  const line = document.getElementById("chosen");
  if (line && meant.length) {
    line.textContent = word("chosen", { pages: named(meant.map((leaf) => leaf.dataset.page)) });
  }
}

function showLarge() {
  const [leaf] = leaves.meant();
  if (!leaf) return;
  const small = leaf.querySelector("img");
  const dialog = document.getElementById("large");
  const picture = dialog.querySelector("img");
  picture.src = small.src.replace("width=240", "width=1600");
  picture.alt = leaf.querySelector(".picture").getAttribute("aria-label");
  dialog.querySelector("h2").textContent = picture.alt;
  dialog.showModal();
}

/* Replacing: a file is chosen, then sent with what it stands in for. */
function choose(what) {
  if (!what.page && !what.file) return;
  chooseFile((file) => {
    const said = what.page
      ? word("replace", { pages: named([what.page]) })
      : word("replace_file", { file: what.name });
    change(() => sendInstead(`/api/v1/${path}/replacements`, file, what, version()), said, "undo");
  });
}

/* Drawn anew from the server, whenever it has changed. */
async function redraw() {
  const focused = document.activeElement?.closest(".leaf");
  const act = document.activeElement?.dataset?.act;
  let fresh;
  try {
    fresh = await page(location.pathname);
  } catch (trouble) {
    if (GONE.has(trouble.status)) location.reload(); // the page says why
    return; // else the stream comes back, and tells
  }
  const drawn = fresh.getElementById("dossier");
  root().replaceWith(document.adoptNode(drawn));
  document.title = fresh.title;
  leaves.restore(focused);
  if (act) root().querySelector(`[data-act="${act}"]`)?.focus({ preventScroll: true });
  turn.goOn();
}

let drawing = Promise.resolve();

function heard(state) {
  const was = settled();
  for (const file of state.files) showRead(file);
  if (state.settled === was && (!was || String(state.version) === root().dataset.version)) return;
  drawing = drawing.then(redraw).then(() => { if (!was && state.settled) announce(word("settled")); });
}

function showRead(file) {
  const row = root().querySelector(`[data-file="${CSS.escape(file.id)}"]`);
  const bar = row?.querySelector("progress");
  if (!bar || !file.page_count) return;
  bar.max = file.page_count;
  bar.value = file.pages_read;
  row.querySelector(".count").textContent = word("reading", { read: file.pages_read, count: file.page_count });
}

/* The mouse and the keys. */
place.addEventListener("click", (event) => {
  const button = event.target.closest("[data-act]");
  if (button) {
    run(button.dataset.act, button.closest("[data-file], [data-record]"));
    return;
  }
  const leaf = event.target.closest(".leaf");
  if (!leaf || !event.target.closest(".picture")) return;
  const at = leaf.dataset.place;
  if (event.shiftKey) leaves.stretch(at);
  else if (leaves.many || event.ctrlKey || event.metaKey) leaves.toggle(at);
  else leaves.only(at);
});
place.addEventListener("dblclick", (event) => {
  if (leaves.many || !event.target.closest(".picture")) return;
  leaves.only(event.target.closest(".leaf").dataset.place);
  if (!leaves.chosen.size) leaves.only(leaves.current);
  showLarge();
});
place.addEventListener("focusin", (event) => {
  const leaf = event.target.closest(".leaf");
  if (leaf && leaves.current !== leaf.dataset.place) {
    leaves.current = leaf.dataset.place;
    leaves.show();
  }
});

document.addEventListener("keydown", (event) => {
  if (typing(event) || document.querySelector("dialog[open]")) return;
  const step = stepping(event);
  const name = step ? "" : meaning(event);
  if (!step && !name) return;
  event.preventDefault();
  if (step) step();
  else run(name);
});

/** Another page in focus, or one more chosen: of no consequence for the dossier. */
function stepping({ key, target, altKey, ctrlKey, metaKey }) {
  if (altKey || ctrlKey || metaKey || !target.closest?.(".leaf")) return undefined;
  const steps = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -1, ArrowDown: 1, Home: -1e6, End: 1e6 };
  if (key in steps) return () => leaves.step(steps[key]);
  return key === " " ? () => leaves.toggle(leaves.current) : undefined;
}

/** The name of the act that these keys mean. */
function meaning(event) {
  const { key } = event;
  const may = root().dataset.arrange;
  if (event.ctrlKey || event.metaKey) return may && { z: "undo", Z: "redo", y: "redo" }[key];
  if (key === "?") return "keys";
  if (!event.target.closest?.(".leaf")) return undefined;
  if (event.altKey) return may && { ArrowLeft: "earlier", ArrowRight: "later" }[key];
  if (key === "Enter") return "large";
  return may && KEYS[key];
}

if (root().dataset.arrange) draggable(place, leaves, (leaf, after) => moves.dropped(leaf, after));
leaves.restore(false);
busy(!settled());
const live = follow(`/api/v1/${path}/events`, { told: heard, gone: () => location.reload() });
