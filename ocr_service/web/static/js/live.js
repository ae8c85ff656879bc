// Follows dossiers as workers read them (server-sent events), through whatever comes between.

import { call } from "./house.js";

const AGAIN_MS = 5000;
const GONE = new Set([404, 410]);

/** Calls `told` with each new state of these dossiers, `gone` when one is not here.
 *
 * Of what has settled news come every ten seconds; `again()` looks at once, `end()` looks no more.
 */
export function follow(path, ears) {
  return new Following(path, ears);
}

class Following {
  constructor(path, { told, gone }) {
    Object.assign(this, { path, told, gone });
    this.source = null;
    this.timer = 0;
    this.life = new AbortController();
    const { signal } = this.life;
    addEventListener("pagehide", () => this.#close(), { signal });
    addEventListener("pageshow", (event) => { if (event.persisted) this.again(); }, { signal });
    this.again();
  }

  again() {
    this.#close();
    const source = new EventSource(this.path);
    source.addEventListener("dossier", (event) => this.told(JSON.parse(event.data)));
    source.addEventListener("gone", () => this.gone());
    source.addEventListener("error", () => {
      // Closed for good by any answer that is no stream; else the browser comes back by itself.
      if (source.readyState === EventSource.CLOSED && source === this.source) this.#turnedAway();
    });
    this.source = source;
  }

  /** No room, a restart: it will do later. Signed out: that is said, and they may come back. */
  async #turnedAway() {
    const why = await call("HEAD", this.path).catch((trouble) => trouble);
    if (this.life.signal.aborted) return;
    if (GONE.has(why.status)) this.gone();
    else this.timer = setTimeout(() => this.again(), AGAIN_MS);
  }

  end() {
    this.life.abort();
    this.#close();
  }

  #close() {
    clearTimeout(this.timer);
    this.source?.close();
  }
}
