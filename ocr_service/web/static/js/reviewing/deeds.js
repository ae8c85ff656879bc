// What is done with the paper as a whole, and on to the next. No word is left behind unasked.

import { announce, sentence, word } from "../house.js";
import { ask } from "./dialogs.js";

const DROPS = ["rejected", "skipped"];  // what was said and not saved goes with the paper

export class Deeds {
  /** `filters` of the list that they came from, whose place is `list`. */
  constructor({ draft, fields, board, saving, lease, picker, filters, list }) {
    Object.assign(this, { draft, fields, board, saving, lease, picker, filters, list });
    this.warned = false;  // of doubts that are left
    this.done = "";  // what came of the paper, once that is saved
    this.leaving = false;
  }

  /** Something was said anew. */
  said() {
    this.warned = false;
    this.done = "";
    this.board.clear();
    this.board.marks();
  }

  async accept() {
    if (this.done) {
      await this.#goOn(this.done);
      return;
    }
    if (this.fields.locked) return;
    this.fields.finish();
    if (this.#hindered()) return;
    this.board.clear();
    const outcome = await this.saving.accept();
    if (outcome === "keyed") this.#keyed();
    else await this.#goOn(outcome);
  }

  /** Doubts that are left are shown first; what two people keyed differently, until it is told. */
  #hindered() {
    const { open } = this.draft;
    const differing = open.filter((field) => field.differs);
    if (!open.length || (this.warned && !differing.length)) return false;
    this.warned = true;
    if (differing.length) this.board.point(differing, "differs");
    else this.board.point(open, "still_open");
    return true;
  }

  /** What came of the keying has been seen by nobody: it is shown, not accepted. */
  #keyed() {
    this.warned = false;
    if (this.draft.theirs.size) this.board.stale();
    else this.board.show();
    this.#hindered();
  }

  async reject() {
    if (this.fields.locked) return;
    this.fields.settle();
    const reason = await ask("reject");
    if (!reason) return;
    const text = [reason.reason, reason.words.normalize("NFC").trim()].filter(Boolean).join(": ");
    await this.#goOn(await this.saving.reject(text));
  }

  async postpone() {
    if (this.fields.locked) return;
    this.fields.settle();
    const chosen = await ask("postpone");
    if (chosen) await this.#goOn(await this.saving.postpone(Number(chosen.minutes), chosen.words.normalize("NFC").trim()));
  }

  async retype() {
    if (this.fields.locked) return;
    this.fields.settle();
    const code = await this.picker.ask(this.draft.paper.type);
    if (!code || !await this.saving.retype(code)) return;
    this.fields.all = false;
    this.board.show();
    this.board.first();
    announce(word("retyped", { title: this.draft.paper.title }));
  }

  /** The last word is taken back; what is still being typed is no word yet, and stays. */
  undo() {
    const name = this.draft.undo();
    if (!name) return;
    this.fields.render();
    this.fields.focus(name);
    this.said();
    announce(word("undone", { field: this.draft.field(name).label }));
  }

  async skip() {
    if (await this.#mayLeave()) await this.#goOn("skipped");
  }

  async leave() {
    if (!await this.#mayLeave()) return;
    this.leaving = true;
    location.assign(this.list);
  }

  async #mayLeave() {
    return !this.fields.unsaved || Boolean(await ask("unsaved"));
  }

  /** On to the paper whose turn it is. */
  async #goOn(outcome) {
    if (!outcome) return;
    this.done = outcome;
    this.leaving = DROPS.includes(outcome);
    announce(word(outcome));
    try {
      const id = await this.saving.next();
      this.lease.forget();
      const query = new URLSearchParams(this.filters).toString();
      location.assign(id ? `/review/${id}${query ? `?${query}` : ""}` : this.list);
    } catch (trouble) {
      this.board.blocked(word("not_opened", { why: sentence(trouble) }));
    }
  }
}
