// Another person has the paper: what was typed stays, nothing can be saved until it is taken over.

import { announce, sentence, word } from "../house.js";

const place = (id) => document.getElementById(id);

export class Holding {
  constructor({ draft, fields, board, drawing, lease, saving }) {
    Object.assign(this, { draft, fields, board, drawing, lease, saving });
  }

  /** The notice is what one is brought to, not its button: Enter may be on its way to a field. */
  lost(problem) {
    this.drawing.stop();
    this.fields.settle();
    this.#lock(true);
    this.fields.render();
    this.board.marks();
    const text = place("held").querySelector(".text");
    text.textContent = this.fields.unsaved ? `${problem.message} ${word("held_unsaved")}` : problem.message;
    place("look_only").hidden = false;
    text.focus();
  }

  #lock(locked) {
    this.fields.locked = locked;
    place("held").hidden = !locked;
    place("deeds").hidden = locked;
  }

  async takeOver() {
    try {
      if (!await this.lease.take(true)) return;
      this.draft.catchUp(await this.saving.fetched());
    } catch (trouble) {
      this.board.blocked(sentence(trouble));
      return;
    }
    this.#lock(false);
    this.board.clear();
    this.board.show();
    this.board.first();
    announce(word("taken_over"));
  }

  /** The notice stays, and with it the way to take the paper over. */
  lookOnly() {
    place("look_only").hidden = true;
    this.fields.move(0);
  }
}
