// The fields beside the picture: what was read, how sure it is, why it is in doubt.

import { announce, make, word } from "../house.js";
import { editorOf, heed } from "./editors.js";

export class Fields {
  /** `onFocus(field)` when another field is looked at; `onSaid(name)` when something was said. */
  constructor(place, draft, { onFocus, onSaid }) {
    this.place = place;
    this.draft = draft;
    this.onFocus = onFocus;
    this.onSaid = onSaid;
    this.current = null;
    this.editing = null;
    this.locked = false;
    this.all = false;
  }

  get shown() {
    const { fields } = this.draft.paper;
    return this.all ? fields : fields.filter((field) => field.found || this.draft.said.has(field.name));
  }

  render() {
    this.editing = null;
    const left = this.draft.paper.fields.length - this.shown.length;
    this.place.replaceChildren(...this.shown.map((field) => this.#row(field)));
    if (left) this.place.append(make("li", { class: "rest" }, this.#more(left)));
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

  #row(field) {
    const { draft } = this;
    const said = draft.said.get(field.name);
    const now = draft.now(field.name);
    const shade = said ? "said" : draft.isOpen(field) ? "open" : "";
    const row = make("li", { class: `row-of ${shade}`, "data-name": field.name });
    const id = `f-${field.name}`;
    const text = this.#text(field, now);
    const value = make("button", { type: "button", class: `value${text ? "" : " none"}`, id, lang: text ? "vi" : null, "aria-describedby": `${id}-about` }, text || word(field.blind ? "key_it" : "none"));
    value.setAttribute("aria-label", `${field.label}: ${value.textContent}`);
    value.addEventListener("focus", () => this.#entered(field));
    value.addEventListener("dblclick", () => this.edit());
    const label = make("span", { class: "label", lang: "vi" }, field.label);
    row.append(make("div", { class: "head" }, label, this.#marks(field, said)), value, this.#about(field, `${id}-about`), this.#acts(field));
    return row;
  }

  #text(field, now) {
    if (field.blind && !this.draft.said.has(field.name)) return field.keyed ? word("keyed") : "";
    return now.shown;
  }

  #marks(field, said) {
    const marks = make("span", { class: "marks" });
    if (said) return marks.appendChild(make("span", { class: "sure told" }, word(said.same ? "confirmed" : "typed"))), marks;
    if (field.blind) return marks.appendChild(make("span", { class: "sure unsure" }, word("blind"))), marks;
    const sure = field.doubts.length ? "unsure" : field.sure;
    const told = field.doubts.length ? "in_doubt" : `sure_${sure}`;
    if (sure) marks.append(make("span", { class: `sure ${sure}`, title: word("percent", { n: field.percent }) }, word(told)));
    if (field.source && field.source !== "person") marks.append(make("span", { class: "source" }, word(`source_${field.source}`)));
    if (field.handwritten) marks.append(make("span", { class: "source" }, word("handwritten")));
    return marks;
  }

  /** Why it is in doubt, what another saved, why the house does not take it. */
  #about(field, id) {
    const { problems, theirs, said } = this.draft;
    const about = make("div", { class: "about", id });
    const problem = problems.get(field.name);
    if (problem) about.append(make("p", { class: "problem" }, `${problem.detail} ${problem.remedy ?? ""}`));
    const other = theirs.get(field.name);
    if (other) {
      about.append(make("p", { class: "theirs" }, word("theirs", { before: other.before || word("none"), after: other.after || word("none") })));
    }
    const told = said.get(field.name);
    if (told && !told.same && !field.blind && field.shown) about.append(make("p", { class: "was" }, word("was", { value: field.shown })));
    if (!told) for (const doubt of field.doubts) about.append(make("p", { class: "doubt", lang: "vi" }, doubt));
    return about;
  }

  #acts(field) {
    const acts = make("div", { class: "acts" });
    if (this.locked) return acts;
    const add = (name, act, kind) => {
      const button = make("button", { type: "button", class: kind, tabindex: "-1" }, word(name));
      button.setAttribute("aria-label", `${word(name)}: ${field.label}`);
      button.addEventListener("click", act);
      acts.append(button);
    };
    if (!field.blind) add("right", () => { this.#entered(field); this.confirm(); }, "");
    add(field.blind ? "key" : "edit", () => { this.#entered(field); this.edit(); }, "quiet");
    return acts;
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
    this.current = null;
    const row = this.row(name);
    if (!row) return;
    row.querySelector(".value").focus();
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
    const field = this.draft.field(this.current);
    if (!field || this.locked) return;
    if (field.blind) {
      this.edit();
      return;
    }
    if (this.draft.problems.has(field.name)) {
      this.edit();
      return;
    }
    this.draft.confirm(field.name);
    this.#said(field, word("did_confirm", { field: field.label }));
  }

  edit(start) {
    const field = this.draft.field(this.current);
    const row = field && this.row(field.name);
    if (!row || this.locked || this.editing) return;
    if (field.blind && field.keyed) return;
    const now = field.blind && !this.draft.said.has(field.name) ? { shown: "", rows: [] } : this.draft.now(field.name);
    const editor = editorOf(field, start ? { ...now, ...start } : now);
    this.editing = { field, editor, start };
    row.querySelector(".value").hidden = true;
    row.querySelector(".acts").replaceChildren(this.#button("save", () => this.save(), ""), this.#button("give_up", () => this.giveUp(), "quiet"));
    row.classList.add("editing");
    row.querySelector(".value").after(editor.element);
    heed(editor.element, () => this.save(), () => this.giveUp());
    editor.focus();
    announce(word("did_edit", { field: field.label }));
  }

  #button(name, act, kind) {
    const button = make("button", { type: "button", class: kind }, word(name));
    button.addEventListener("click", act);
    return button;
  }

  save() {
    const { field, editor, start } = this.editing;
    const said = editor.read();
    const place = start?.box ? { page: start.page, box: start.box } : {};
    const same = !start?.box && !field.blind && said.shown === field.shown;
    this.draft.say(field.name, same ? { ...this.draft.now(field.name), value: field.value, shown: field.shown, rows: field.rows, same } : { ...said, ...place });
    this.#said(field, word("did_type", { field: field.label, value: said.shown || word("none") }));
  }

  giveUp() {
    const { field } = this.editing;
    this.render();
    this.focus(field.name);
    announce(word("did_give_up"));
  }

  #said(field, text) {
    this.render();
    this.current = field.name;
    const more = this.next();
    if (!more) this.focus(field.name);
    const left = this.draft.open.length;
    announce(`${text} ${left ? word("left", { n: left }) : word("none_left")}`);
    this.onSaid(field.name);
  }
}
