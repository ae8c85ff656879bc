// Follows dossiers as workers read them (server-sent events), through whatever comes between.

import { call } from "./house.js";

const AGAIN_MS = 5000;
const GONE = new Set([404, 410]);

/** Calls `told` with each new state of these dossiers, `gone` when one is not here.
 *
 * Of what has settled news come every ten seconds; `again()` looks at once, `end()` looks no more.
 */
export function follow(path, { told, gone }) {
  const life = new AbortController();
  let source = null;
  let timer = 0;

  function close() {
    clearTimeout(timer);
    source?.close();
  }

  function open() {
    close();
    const opened = new EventSource(path);
    source = opened;
    opened.addEventListener("dossier", (event) => told(JSON.parse(event.data)));
    opened.addEventListener("gone", () => gone?.());
    opened.addEventListener("error", () => {
      // Closed for good by any answer that is no stream; else the browser comes back by itself.
      if (opened.readyState === EventSource.CLOSED && opened === source) turnedAway();
    });
  }

  /** No room, a restart: it will do later. Signed out: that is said, and they may come back. */
  async function turnedAway() {
    const why = await call("HEAD", path).catch((trouble) => trouble);
    if (life.signal.aborted) return;
    if (GONE.has(why.status)) gone?.();
    else timer = setTimeout(open, AGAIN_MS);
  }

  function end() {
    life.abort();
    close();
  }

  addEventListener("pagehide", close, { signal: life.signal });
  addEventListener("pageshow", (event) => { if (event.persisted) open(); }, { signal: life.signal });
  open();
  return { again: open, end };
}
