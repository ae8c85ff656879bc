// Who looks at the paper: taken when it is opened, renewed while there is activity, let go of at last.

import { call, token } from "../house.js";

const SHARES = 3;  // renewals in the time that a lease lasts
const IDLE = 2;  // times that it lasts: then nobody seems to be there any more

export class Lease {
  /** `seconds` it lasts; `onLost(problem)` when another has it. */
  constructor(id, seconds, onLost) {
    this.path = `documents/${id}/lease`;
    this.seconds = seconds;
    this.onLost = onLost;
    this.wanted = true;  // until another has it: a call that fails is tried again
    this.moved = Date.now();
    for (const kind of ["keydown", "pointerdown", "wheel"]) {
      addEventListener(kind, () => { this.moved = Date.now(); }, { passive: true, capture: true });
    }
    setInterval(() => this.#renew(), seconds * 1000 / SHARES);
    addEventListener("pagehide", () => this.letGo());
  }

  /** Whether it is ours now; with `force` it is taken from whoever has it. Throws Problem, Silence. */
  async take(force = false) {
    try {
      await call("POST", this.path, { body: { force } });
      this.wanted = true;
    } catch (trouble) {
      if (trouble.code !== "leased") throw trouble;
      this.wanted = false;
      this.onLost(trouble);
    }
    return this.wanted;
  }

  async #renew() {
    const idle = Date.now() - this.moved > IDLE * this.seconds * 1000;
    if (this.wanted && !idle) await this.take().catch(() => {});
  }

  /** Somebody else's, or nobody's: it is not renewed, and not let go of at the end. */
  forget() {
    this.wanted = false;
  }

  letGo() {
    if (!this.wanted) return;
    this.forget();
    fetch(`/api/v1/${this.path}`, { method: "DELETE", keepalive: true, headers: { "X-CSRF-Token": token() } }).catch(() => {});
  }
}
