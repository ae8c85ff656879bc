// A field as it stands beside the picture: what was read, how sure it is, why it is in doubt.

import { make, word } from "../house.js";

export class Rows {
  /** `acts` with a field: `enter` looks at it, `confirm`, `edit`, `take` what was read again. */
  constructor(draft, acts) {
    this.draft = draft;
    this.acts = acts;
  }

  /** `locked`: it can only be looked at. */
  row(field, locked) {
    const said = this.draft.said.get(field.name);
    const shade = said ? "said" : this.draft.isOpen(field) ? "open" : "";
    const label = make("span", { class: "label", lang: "vi" }, field.label);
    const head = make("div", { class: "head" }, label, make("span", { class: "marks" }, ...marks(field, said)));
    const parts = [head, this.#value(field), this.about(field, locked), this.#buttons(field, locked)];
    return make("li", { class: `row-of ${shade}`, "data-name": field.name }, ...parts);
  }

  #value(field) {
    const id = `f-${field.name}`;
    const text = this.#text(field);
    const shown = text || word(field.blind ? "key_it" : "none");
    const told = { "aria-label": `${field.label}: ${shown}`, "aria-describedby": `${id}-about` };
    const value = make("button", { type: "button", class: `value${text ? "" : " none"}`, id, lang: text ? "vi" : null, ...told }, shown);
    value.addEventListener("focus", () => this.acts.enter(field));
    value.addEventListener("dblclick", () => this.acts.edit(field));
    return value;
  }

  #text(field) {
    if (field.blind && !this.draft.said.has(field.name)) return field.keyed ? word("keyed") : "";
    return this.draft.now(field.name).shown;
  }

  /** Why it is in doubt, what another saved, why the house does not take it, what was read again. */
  about(field, locked) {
    const { problems, theirs, said, offers } = this.draft;
    const about = make("div", { class: "about", id: `f-${field.name}-about` });
    const add = (kind, text, more = {}) => about.append(make("p", { class: kind, ...more }, text));
    const [problem, other, told] = [problems.get(field.name), theirs.get(field.name), said.get(field.name)];
    if (problem) add("problem", `${problem.detail} ${problem.remedy ?? ""}`);
    if (other) add("theirs", word("theirs", { before: other.before || word("none"), after: other.after || word("none") }));
    if (told && !told.same && !field.blind && field.shown) add("was", word("was", { value: field.shown }));
    if (!told) for (const doubt of field.doubts) add("doubt", doubt, { lang: "vi" });
    if (offers.has(field.name) && !locked) about.append(this.#offer(field));
    return about;
  }

  #offer(field) {
    const { shown } = this.draft.offers.get(field.name);
    const use = button("use_it", field, "quiet", () => this.acts.take(field));
    return make("p", { class: "offer" }, make("span", {}, word("read_as", { text: shown })), use);
  }

  #buttons(field, locked) {
    const acts = make("div", { class: "acts" });
    if (locked || (field.blind && field.keyed)) return acts;
    const typed = this.draft.wantsWord(field);
    const [edit, confirm] = [() => this.acts.edit(field), () => this.acts.confirm(field)];
    if (!typed) acts.append(button("right", field, "", confirm));
    acts.append(button(typed ? "key" : "edit", field, typed ? "" : "quiet", edit));
    for (const made of acts.children) made.tabIndex = -1;
    return acts;
  }
}

function button(name, field, kind, act) {
  const made = make("button", { type: "button", class: kind, "aria-label": `${word(name)}: ${field.label}` }, word(name));
  made.addEventListener("click", act);
  return made;
}

/** What was said of it, else how sure it is and where that comes from. */
function marks(field, said) {
  const mark = (kind, text, title = null) => make("span", { class: kind, title }, text);
  if (said) return [mark("sure told", word(said.same ? "confirmed" : "typed"))];
  if (field.blind) return [mark("sure unsure", word("blind"))];
  const doubted = field.doubts.length > 0;
  const sure = doubted ? "unsure" : field.sure;
  const found = [];
  if (sure) found.push(mark(`sure ${sure}`, word(doubted ? "in_doubt" : `sure_${sure}`), word("percent", { n: field.percent })));
  if (field.source && field.source !== "person") found.push(mark("source", word(`source_${field.source}`)));
  if (field.handwritten) found.push(mark("source", word("handwritten")));
  return found;
}
