// The fields beside the picture: which is looked at, and what is said of it.

import { announce, make, word } from "../house.js";
import { Editing } from "./editing.js";
import { Rows } from "./rows.js";

const ELSEWHERE = "#deeds, dialog";  // whoever is there has moved on from the fields

export class Fields {
  /** `onFocus(field)` when another field is looked at; `onSaid()` when something was said. */
  constructor(place, draft, { onFocus, onSaid }) {
    this.place = place;
    this.draft = draft;
    this.onFocus = onFocus;
    this.onSaid = onSaid;
    this.editing = new Editing(draft);
    this.rows = new Rows(draft, {
      enter: (field) => this.#entered(field),
      confirm: (field) => { this.#entered(field); this.confirm(); },
      edit: (field) => { this.#entered(field); this.edit(); },
      take: (field) => { this.#entered(field); this.edit(draft.offers.get(field.name)); },
    });
    this.current = null;
    this.locked = false;
    this.all = false;
  }

  get shown() {
    const { fields } = this.draft.paper;
    return this.all ? fields : fields.filter((field) => field.found || this.draft.said.has(field.name));
  }

  /** Whether anything was said or typed that is not saved. */
  get unsaved() {
    return this.draft.changed || this.editing.typed;
  }

  render() {
    this.settle();
    const { shown } = this;
    const left = this.draft.paper.fields.length - shown.length;
    this.place.replaceChildren(...shown.map((field) => this.rows.row(field, this.locked)));
    if (left) this.place.append(make("li", { class: "rest" }, this.#more(left)));
    this.#mark();
  }

  #more(left) {
    const more = make("button", { type: "button", class: "plain" }, word("more", { n: left }));
    more.addEventListener("click", () => {
      const first = this.draft.paper.fields.find((field) => !this.shown.includes(field));
      this.all = true;
      this.render();
      this.focus(first.name);
    });
    return more;
  }

  /** One row as the draft has it now. */
  #renew(name) {
    const field = this.draft.field(name);
    if (field) this.row(name)?.replaceWith(this.rows.row(field, this.locked));
    this.#mark();
  }

  #entered(field) {
    if (this.current === field.name) return;
    this.current = field.name;
    this.#mark();
    this.onFocus(field);
  }

  #mark() {
    for (const row of this.place.children) row.classList.toggle("current", row.dataset.name === this.current);
  }

  row(name) {
    return this.place.querySelector(`[data-name="${CSS.escape(name)}"]`);
  }

  focus(name) {
    if (!this.row(name)) {
      this.all = true;
      this.render();
    }
    const row = this.row(name);
    if (!row) return;
    this.current = null;
    if (this.editing.field?.name === name) this.editing.editor.focus();
    else row.querySelector(".value").focus();
    this.#entered(this.draft.field(name));  // it may have had the focus before
    row.scrollIntoView({ block: "center" });
  }

  /** Up or down among the fields. */
  move(step) {
    const names = this.shown.map((field) => field.name);
    const at = names.indexOf(this.current);
    const next = names[Math.min(Math.max(at + step, 0), names.length - 1)];
    if (next) this.focus(next);
  }

  /** The next field in doubt, from the current one on; whether there is any. */
  next() {
    const names = this.draft.paper.fields.map((field) => field.name);
    const from = names.indexOf(this.current);
    const open = this.draft.open.map((field) => field.name);
    const found = open.find((name) => names.indexOf(name) > from) ?? open[0];
    if (found) this.focus(found);
    return Boolean(found);
  }

  confirm() {
    this.settle();
    const field = this.draft.field(this.current);
    if (!field || this.locked) return;
    if (this.draft.wantsWord(field)) {
      this.edit();
      return;
    }
    this.draft.confirm(field.name);
    this.#said(field, word("did_confirm", { field: field.label }));
  }

  /** `start`: what was read again there, to begin with. */
  edit(start) {
    if (!start && this.editing.field?.name === this.current) {
      this.editing.editor.focus();
      return;
    }
    this.settle();
    const field = this.draft.field(this.current);
    if (!field || !this.row(field.name) || this.locked || (field.blind && field.keyed)) return;
    this.draft.offers.delete(field.name);
    this.#renew(field.name);
    this.editing.begin(field, this.row(field.name), start, { save: () => this.save(), giveUp: () => this.giveUp() });
    const { lines } = this.editing.editor;
    announce(word(lines ? "did_edit_lines" : "did_edit", { field: field.label }));
  }

  save() {
    const { field } = this.editing;
    const value = this.editing.say();
    this.#said(field, word("did_type", { field: field.label, value }));
  }

  giveUp() {
    const { name } = this.editing.field;
    this.editing.drop();
    this.#renew(name);
    this.focus(name);
    announce(word("did_give_up"));
  }

  /** Says what is typed in an open editor, before anything else is done; what the machine read
   * again and nobody touched is only offered.
   */
  settle() {
    const { field, start, typed } = this.editing;
    if (!field) return;
    if (typed) this.editing.say();
    else this.editing.drop();
    if (start && !typed) this.draft.offers.set(field.name, start);
    this.#renew(field.name);
    if (typed) this.onSaid();
  }

  /** As Enter would, where one is in the editor; else as whenever one goes elsewhere. */
  finish() {
    const { field, typed, focused } = this.editing;
    if (focused && (typed || !field.blind)) this.save();
    else this.settle();
  }

  /** What was read again: in the editor if one waits for it, else beside the field. Whether the first. */
  offer(name, start) {
    const waits = this.current === name && !this.editing.field && !document.activeElement?.closest(ELSEWHERE);
    if (waits) {
      this.focus(name);
      this.edit(start);
      return true;
    }
    this.draft.offers.set(name, start);
    this.row(name)?.querySelector(".about").replaceWith(this.rows.about(this.draft.field(name), this.locked));
    return false;
  }

  #said(field, text) {
    this.#renew(field.name);
    this.current = field.name;
    if (!this.next()) this.focus(field.name);
    const left = this.draft.open.length;
    announce(`${text} ${left ? word("left", { n: left }) : word("none_left")}`);
    this.onSaid();
  }
}
