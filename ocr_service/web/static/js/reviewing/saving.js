// Saves what was said, and opens the next paper. Nothing is told to be saved before it is.

import { call, Problem, sentence, Silence, word } from "../house.js";

export class Saving {
  /** `filters` of the queue; `onStale()`, `onBlocked(text)`, `onProblems()` tell what hinders. */
  constructor(draft, filters, { onStale, onBlocked, onProblems, onLeased }) {
    this.draft = draft;
    this.filters = filters;
    this.onStale = onStale;
    this.onBlocked = onBlocked;
    this.onProblems = onProblems;
    this.onLeased = onLeased;
    this.busy = false;
  }

  get #path() {
    return `documents/${this.draft.paper.id}`;
  }

  /** The paper as the house has it now. */
  async fetched() {
    return (await call("GET", `/review/${this.draft.paper.id}`)).body;
  }

  /** "accepted", "waits" (for another to key it too), "keyed" (what came of it is to be looked at
   * first), or "" when something hinders.
   */
  accept() {
    return this.#once(async () => {
      const keyed = await this.#key();
      if (this.draft.paper.fields.some((field) => field.blind)) return this.#leaveToAnother();
      if (keyed && (this.draft.open.length || this.draft.theirs.size)) return "keyed";
      await this.#review({ verdict: "accepted", fields: this.draft.answers });
      return "accepted";
    });
  }

  /** What was keyed is kept by itself; the paper may be as it was, or have its values now, or
   * another doubt. Whether there was anything.
   */
  async #key() {
    const { keyings } = this.draft;
    const names = Object.keys(keyings);
    if (!names.length) return false;
    await call("POST", `${this.#path}/keyings`, { body: { fields: keyings } });
    this.draft.saved(names);
    this.draft.catchUp(await this.fetched(), names);
    return true;
  }

  /** What else was said is kept too, so that whoever comes next need not say it again. */
  async #leaveToAnother() {
    const { answers } = this.draft;
    if (answers.length) await this.#review({ verdict: "needs_review", fields: answers });
    return "waits";
  }

  reject(reason) {
    return this.#once(async () => {
      await this.#review({ verdict: "rejected", reason, fields: [] });
      return "rejected";
    });
  }

  /** What was said so far is kept; the rest is for later. */
  postpone(minutes, reason) {
    return this.#once(async () => {
      await this.#key();
      if (this.draft.answers.length) await this.#leaveToAnother();
      await call("POST", `${this.#path}/postpone`, { body: { minutes, reason } });
      return "postponed";
    });
  }

  /** Another type: saved at once, its fields read anew. */
  retype(code) {
    return this.#once(async () => {
      await this.#review({ verdict: "needs_review", document_type: code, fields: [] });
      this.draft.catchUp(await this.fetched());
      this.draft.theirs.clear();  // nobody else's: it was read anew
      return "retyped";
    });
  }

  async #review(body) {
    const headers = { "If-Match": this.draft.paper.tag };
    const answer = await call("POST", `${this.#path}/reviews`, { body, headers });
    this.draft.paper.tag = answer.headers.get("ETag") ?? this.draft.paper.tag;
    this.draft.saved(body.fields.map(({ name }) => name));
  }

  /** The id of the paper whose turn it is, now held; "" when none waits. */
  async next() {
    const { status, body } = await call("POST", "reviews/next", { body: { ...this.filters, after: this.draft.paper.id } });
    return status === 204 ? "" : body.document_id;
  }

  async #once(act) {
    if (this.busy) return "";
    this.busy = true;
    const sent = this.draft.answers;
    try {
      return await act();
    } catch (trouble) {
      await this.#tell(trouble, sent);
      return "";
    } finally {
      this.busy = false;
    }
  }

  async #tell(trouble, sent) {
    if (trouble instanceof Silence) this.onBlocked(word("not_saved_silence"));
    else if (!(trouble instanceof Problem)) throw trouble;
    else if (trouble.status === 401) this.onBlocked(word("signed_out"));
    else if (trouble.code === "leased") this.onLeased(trouble);
    else if (trouble.status === 412) await this.#catchUp();
    else if (trouble.errors.filter((part) => this.#at(part, sent)).length) this.onProblems();
    else this.onBlocked(`${sentence(trouble)} ${word("not_saved")}`);
  }

  async #catchUp() {
    try {
      this.draft.catchUp(await this.fetched());
      this.onStale();
    } catch (trouble) {
      this.onBlocked(`${word("not_saved")} ${sentence(trouble)}`);
    }
  }

  /** Remembers the problem of a field; whether the pointer names one. */
  #at({ pointer, ...problem }, sent) {
    const [, , place] = pointer.split("/");
    const name = this.draft.field(place) ? place : sent[Number(place)]?.name;
    if (name) this.draft.problems.set(name, problem);
    return Boolean(name);
  }
}
