// The review page: a paper, its fields, and what the keys do with them.

import { announce, sentence, Silence, word } from "../house.js";
import { Board } from "./board.js";
import { Deeds } from "./deeds.js";
import { ask, TypePicker } from "./dialogs.js";
import { Draft } from "./draft.js";
import { Drawing } from "./drawing.js";
import { Fields } from "./fields.js";
import { Holding } from "./holding.js";
import { listen } from "./keys.js";
import { Lease } from "./lease.js";
import { Letters } from "./letters.js";
import { Picture } from "./picture.js";
import { rereading } from "./rereading.js";
import { Saving } from "./saving.js";

const told = (id) => JSON.parse(document.getElementById(id).textContent);
const place = (id) => document.getElementById(id);
const { filters, types, lease_seconds: seconds, done: list } = told("setting");
const draft = new Draft(told("paper"));
const picture = new Picture(place("picture"), (name) => fields.focus(name));
const fields = new Fields(place("fields"), draft, { onFocus: (field) => board.look(field), onSaid: () => deeds.said() });
const board = new Board(draft, fields, picture);
const drawing = new Drawing(picture, rereading(draft, fields, picture));
const lost = (problem) => holding.lost(problem);
const lease = new Lease(draft.paper.id, seconds, lost);
const saving = new Saving(draft, filters, {
  onStale: () => board.stale(), onBlocked: (text) => board.blocked(text), onProblems: () => board.refused(), onLeased: lost,
});
const holding = new Holding({ draft, fields, board, drawing, lease, saving });
const deeds = new Deeds({ draft, fields, board, saving, lease, picker: new TypePicker(types), filters, list });

function leaf(step) {
  if (picture.leaf(step)) announce(picture.image.alt);
}

const acts = {
  accept: () => deeds.accept(),
  reject: () => deeds.reject(),
  postpone: () => deeds.postpone(),
  retype: () => deeds.retype(),
  undo: () => deeds.undo(),
  next: () => deeds.skip(),
  leave: () => deeds.leave(),
  takeOver: () => holding.takeOver(),
  lookOnly: () => holding.lookOnly(),
  confirm: () => fields.confirm(),
  edit: () => fields.edit(),
  down: () => fields.move(1),
  up: () => fields.move(-1),
  draw: () => { if (!fields.locked) drawing.start(draft.paper.id, draft.field(fields.current)); },
  nextPage: () => leaf(1),
  pageBefore: () => leaf(-1),
  zoomIn: () => picture.zoom(1),
  zoomOut: () => picture.zoom(-1),
  whole: () => announce(word(picture.toggleWhole() ? "whole" : "close")),
  help: () => ask("help"),
};
const BY_THE_WAY = ["zoomIn", "zoomOut", "undo"];  // may be clicked fast; else a second click is a slip

for (const button of document.querySelectorAll("[data-act]")) {
  const { act } = button.dataset;
  button.addEventListener("click", (event) => {
    if (event.detail < 2 || BY_THE_WAY.includes(act)) acts[act]();
  });
}
listen(acts, drawing, new Letters(place("letters")));
addEventListener("beforeunload", (event) => { if (fields.unsaved && !deeds.leaving) event.preventDefault(); });
addEventListener("offline", () => board.blocked(word("offline")));
addEventListener("online", () => board.clear(word("offline")));
board.show();
board.first();
lease.take().catch((trouble) => {
  if (!(trouble instanceof Silence)) board.blocked(sentence(trouble));
});
document.documentElement.dataset.ready = "yes";
