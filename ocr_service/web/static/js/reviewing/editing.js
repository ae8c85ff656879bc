// The one editor that is open. What is typed in it is never thrown away unasked.

import { make, word } from "../house.js";
import { editorOf, heed, same } from "./editors.js";

export class Editing {
  constructor(draft) {
    this.draft = draft;
    this.field = null;
  }

  /** Opens it in the field's row, filled with `start` (what was read again) if there is one. */
  begin(field, row, start, { save, giveUp }) {
    this.field = field;
    this.start = start;
    this.editor = editorOf(field, { ...this.#standing(field), ...start });
    this.first = JSON.stringify(this.editor.read());
    row.querySelector(".value").hidden = true;
    row.querySelector(".value").after(this.editor.element);
    row.querySelector(".acts").replaceChildren(button("save", save, ""), button("give_up", giveUp, "quiet"));
    row.classList.add("editing");
    heed(this.editor.element, save, giveUp);
    this.editor.focus();
  }

  /** What nobody may see is not put into the editor either. */
  #standing(field) {
    return field.blind && !this.draft.said.has(field.name) ? { shown: "", rows: [] } : this.draft.now(field.name);
  }

  /** Whether anything was typed since it was opened. */
  get typed() {
    return Boolean(this.field) && JSON.stringify(this.editor.read()) !== this.first;
  }

  get focused() {
    return Boolean(this.field) && this.editor.element.contains(document.activeElement);
  }

  /** Says what stands in it; the word, for people. */
  say() {
    const { field } = this;
    const said = this.editor.read();
    const { page, box } = this.start ?? this.draft.said.get(field.name) ?? {};
    const as_read = !box && !field.blind && same(field, said);
    const { value, shown, rows } = field;
    this.draft.say(field.name, as_read ? { value, shown, rows, same: true } : { ...said, ...(box && { page, box }) });
    this.field = null;
    return said.shown || word("none");
  }

  /** Closes it unsaid. */
  drop() {
    this.field = null;
  }
}

function button(name, act, kind) {
  const made = make("button", { type: "button", class: kind }, word(name));
  made.addEventListener("click", act);
  return made;
}
