// All that is seen of the paper: its name, its doubts, its places on the picture, and what hinders.

import { announce, make, word } from "../house.js";

const place = (id) => document.getElementById(id);

export class Board {
  constructor(draft, fields, picture) {
    this.draft = draft;
    this.fields = fields;
    this.picture = picture;
  }

  /** Everything as the draft has it. */
  show() {
    const { paper } = this.draft;
    this.fields.render();
    this.picture.setPaper(paper);
    place("doubts").replaceChildren(...paper.doubts.map((text) => make("li", { lang: "vi" }, text)));
    place("doubts").hidden = !paper.doubts.length;
    const title = paper.title || word("no_type");
    place("title").textContent = title;
    document.title = document.title.replace(/^.*(?= – )/, title);
    this.marks();
  }

  marks() {
    const { draft } = this;
    const shown = draft.paper.fields.map((field) => (
      { ...field, ...this.#placeOf(field), open: draft.isOpen(field), said: draft.said.has(field.name) }
    ));
    this.picture.draw(shown, this.fields.current);
    const left = draft.open.length;
    const none = draft.paper.title ? "none_left" : "choose_type";
    place("left").textContent = left ? word("left", { n: left }) : word(none);
    place("undo").disabled = !draft.steps.length;
  }

  /** Where it stands: as the person showed it, else as it was read. */
  #placeOf(field) {
    const { page, box } = this.draft.said.get(field.name) ?? {};
    return box ? { page, box } : { page: field.page, box: field.box };
  }

  look(field) {
    const { page, box } = this.#placeOf(field);
    this.marks();
    if (box) this.picture.show(page, box);
    else if (page) this.picture.show(page);
  }

  first() {
    const { paper, open } = this.draft;
    const start = open[0] ?? paper.fields.find((field) => field.found) ?? paper.fields[0];
    if (start) this.fields.focus(start.name);
    else this.picture.show(paper.pages[0].number);
  }

  /** What hinders, in a place of its own, said aloud. */
  blocked(text) {
    place("blocked").querySelector(".text").textContent = text;
    place("blocked").hidden = false;
    announce(text);
  }

  /** What hinders no more: `text`, or whatever it was. */
  clear(text = "") {
    const told = place("blocked").querySelector(".text").textContent;
    if (!text || text === told) place("blocked").hidden = true;
  }

  /** These fields hinder: the first is looked at, all are named. */
  point(fields, reason) {
    this.fields.focus(fields[0].name);
    this.blocked(word(reason, { fields: fields.map((field) => field.label).join(", ") }));
  }

  refused() {
    this.fields.render();
    this.marks();
    const [name] = this.draft.problems.keys();
    this.fields.focus(name);
    this.blocked(word("refused"));
  }

  /** Others have saved it meanwhile: what differs stands beside what was said. */
  stale() {
    this.show();
    const theirs = [...this.draft.theirs.keys()].map((name) => this.draft.field(name));
    if (theirs.length) {
      this.point(theirs, "stale");
      return;
    }
    this.first();
    this.blocked(word("stale_only"));
  }
}
