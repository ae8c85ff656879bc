// Hands files over into the dossier: in orders, one after another, each by a key of its own.
//
// An order that got no answer may have been taken: it is sent again as it was, by the same key,
// and so makes no second dossier.

import { Silence } from "./house.js";
import { uploadId } from "./scan_batch.js";
import { handIn, newOnce, takeAway } from "./scan_dossier.js";

export class Handing {
  /** `most` files make an order; `taken` is called when some are in, `refused` with what is wrong. */
  constructor(desk, most, { changed, taken, refused }) {
    Object.assign(this, { desk, most, changed, taken, refused });
    this.busy = false;
  }

  /** Whether something is to be sent again. */
  get waits() {
    return !this.busy && this.#left;
  }

  get #left() {
    return this.desk.orders.length > 0 || this.desk.replacing.length > 0;
  }

  /** `told` of the dossier: what is said first holds. */
  hand(rows, told) {
    this.desk.told ??= told;
    for (let from = 0; from < rows.length; from += this.most) {
      const uploads = rows.slice(from, from + this.most).map(uploadId);
      this.desk.orders.push({ once: newOnce(), uploads, fields: told });
    }
    return this.goOn();
  }

  /** Sends what waits, the oldest first. */
  async goOn() {
    const rows = this.desk.orders.flatMap((order) => this.#rowsOf(order));
    for (const row of rows) Object.assign(row, { state: "handed", trouble: null });
    if (this.busy || !this.#left) return;
    this.busy = true;
    this.changed();
    let [took, wrong] = [0, null];
    try {
      for (; this.#left; took += 1) await (this.desk.orders.length ? this.#send() : this.#outOf());
    } catch (trouble) {
      wrong = trouble;
      if (!isUnsure(wrong)) this.#giveUp(wrong);
    }
    this.busy = false;
    if (took) this.taken();
    if (wrong) this.refused(wrong);
    this.changed();
  }

  async #send() {
    const { desk } = this;
    const [order] = desk.orders;
    desk.dossier = await handIn(order, desk.dossier);
    desk.orders.shift();
    for (const row of this.#rowsOf(order)) Object.assign(row, { given: true, state: "taken" });
    this.changed();
  }

  /** The file that another replaces leaves the dossier, and the list. */
  async #outOf() {
    const { desk } = this;
    const [row] = desk.replacing;
    const before = desk.rows.find((it) => it.fileId === row.replaces);
    await takeAway(desk.dossier, row.replaces);
    desk.gone.add(row.replaces);
    row.replaces = "";
    if (before) desk.remove(before);
  }

  /** Nothing of these orders was taken: their files lie as before, those that are to blame apart. */
  #giveUp(wrong) {
    const orders = this.desk.orders.splice(0);
    if (!this.desk.dossier) this.desk.told = null;
    for (const row of orders.flatMap((order) => this.#rowsOf(order))) {
      Object.assign(row, row.replaces ? { state: "failed", trouble: wrong } : { state: "sent" });
    }
    if (!orders.length) return;
    for (const { pointer, code, detail, remedy = "" } of wrong.errors ?? []) {
      const [, list, place] = pointer.split("/");
      const row = ["files", "uploads"].includes(list) && this.#rowOf(orders[0].uploads[Number(place)]);
      if (!row) continue;
      const forgotten = code === "unknown_upload";
      Object.assign(row, { state: "failed", trouble: { message: detail, remedy, again: forgotten } });
      if (forgotten) row.url = "";
    }
  }

  has(row) {
    return this.desk.orders.some((order) => order.uploads.includes(uploadId(row)));
  }

  #rowsOf(order) {
    return order.uploads.map((id) => this.#rowOf(id)).filter(Boolean);
  }

  #rowOf(id) {
    return this.desk.rows.find((row) => row.url && uploadId(row) === id);
  }
}

function isUnsure(wrong) {
  return wrong instanceof Silence || wrong.status >= 500 || wrong.code === "request_in_progress";
}
