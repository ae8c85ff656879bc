// The dossier while it is read: followed until it settles, then no more until the clerk changes it.

import { announce } from "./house.js";
import { follow } from "./live.js";
import { lay } from "./scan_batch.js";
import { whole } from "./scan_dossier.js";
import { againOf } from "./scan_rows.js";

export class Reading {
  /** `over` is told once how it has ended, with the dossier itself; `gone` when it was erased. */
  constructor(desk, { changed, over, gone }) {
    Object.assign(this, { desk, changed, over, gone });
    this.stream = null;
    this.ended = 0; // the version that it has settled in
  }

  follow() {
    this.stop();
    this.ended = 0;
    const path = `/api/v1/dossiers/${this.desk.dossier}/events`;
    this.stream = follow(path, { told: (progress) => this.#lay(progress), gone: this.gone });
  }

  stop() {
    this.stream?.end();
  }

  #lay(progress) {
    const { desk } = this;
    desk.progress = progress;
    const fresh = lay(progress, desk.rows, desk.gone);
    if (fresh.length) announce(fresh.map(({ row, page }) => againOf(page, row.name)).join(" "));
    this.changed();
    if (progress.settled) this.#end(progress);
  }

  /** Asks once for the dossier; without an answer again when the stream comes back. */
  async #end({ version }) {
    if (this.ended === version) return;
    this.ended = version;
    const { stream } = this;
    const read = await whole(this.desk.dossier).catch(() => null);
    const { progress } = this.desk;
    if (stream !== this.stream || progress?.version !== version) return;
    if (!read) {
      this.ended = 0;
      return;
    }
    stream.end();
    this.over(progress, read);
  }
}
