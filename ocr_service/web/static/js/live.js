// Follows dossiers as workers read them: server-sent events, or asking again where there is no room.

const AGAIN_MS = 5000;

/** Calls `told` with each new state of these dossiers, `gone` with ids that are not here.
 *
 * Of what has settled news come every ten seconds; `again()` looks at once, `end()` looks no more.
 */
export function follow(path, { told, gone }) {
  let source = null;
  let timer = 0;
  let ended = false;

  function open() {
    source = new EventSource(path);
    source.addEventListener("dossier", (event) => told(JSON.parse(event.data)));
    source.addEventListener("gone", (event) => gone?.(JSON.parse(event.data).id));
    source.addEventListener("error", () => {
      // Closed for good: turned away for want of room, or signed out. Else the browser comes back.
      if (source.readyState === EventSource.CLOSED && !ended) timer = setTimeout(open, AGAIN_MS);
    });
  }

  function end() {
    ended = true;
    clearTimeout(timer);
    source?.close();
  }

  function again() {
    clearTimeout(timer);
    source?.close();
    open();
  }

  window.addEventListener("pagehide", () => source?.close());
  window.addEventListener("pageshow", (event) => { if (event.persisted && !ended) open(); });
  open();
  return { again, end };
}
