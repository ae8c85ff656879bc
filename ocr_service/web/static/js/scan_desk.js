// What lies on the desk: the files, the dossier that they go into, and what is on its way there.

import { newRow, ready } from "./scan_batch.js";
import { undecided } from "./scan_rows.js";

export class Desk {
  constructor(kept) {
    this.kept = kept;
    this.clear();
  }

  clear() {
    this.rows = [];
    this.dossier = "";
    this.told = null; // what the clerk said of the dossier when handing it over
    this.orders = []; // handed over, and not answered yet
    this.progress = null; // what the house told of the dossier last
    this.gone = new Set(); // files of the dossier that are none of these: there before, taken out
  }

  /** As a reload found it: files themselves are no longer at hand. */
  restore() {
    const { rows, gone, ...rest } = this.kept.batch();
    Object.assign(this, rest, { gone: new Set(gone) });
    this.rows = rows.map((row) => newRow({ ...row, state: row.given ? "taken" : "lost" }));
  }

  keep() {
    this.kept.keepBatch(this);
  }

  /** More is to go into a dossier that is here already. */
  goOn({ id, files }) {
    this.dossier = id;
    if (!this.rows.length) this.gone = new Set(files.map((it) => it.id));
  }

  add(row) {
    this.rows.push(row);
  }

  remove(row) {
    this.rows = this.rows.filter((it) => it !== row);
  }

  /** Files that can be handed over now. */
  get ready() {
    return ready(this.rows);
  }

  /** Files that lie twice, of which nobody has said if they are wanted. */
  get undecided() {
    return this.rows.filter(undecided);
  }

  /** Files whose upload failed, and may do better. */
  get failed() {
    return this.rows.filter((row) => row.state === "failed" && row.file && row.trouble?.again !== false);
  }

  /** Files in the dossier whose forerunners are still there too. */
  get replacing() {
    return this.rows.filter((row) => row.given && row.replaces);
  }
}
