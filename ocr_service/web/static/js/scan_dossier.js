// The dossier that uploads are sent into: handed in once, watched until it is read.

import { Problem, Silence, call, token, word } from "./house.js";

const DOSSIERS = "/api/v1/dossiers";

/** A new key: whoever sends the same again by it makes no second dossier. */
export function newOnce() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((it) => it.toString(16).padStart(2, "0")).join("");
}

/** Sends uploads (their ids) into a new dossier, or the one named; its id. Throws Problem, Silence. */
export async function handIn(ids, fields, { dossier = "", once, most }) {
  let into = dossier;
  for (let from = 0; from < ids.length; from += most) {
    const some = { ...(into ? { duplex: fields.duplex } : fields), uploads: ids.slice(from, from + most).join(",") };
    into = (await post(into ? `${DOSSIERS}/${into}/files` : DOSSIERS, some, `${once}-${from}`)).id;
  }
  return into;
}

async function post(path, fields, once) {
  const form = new FormData();
  for (const [name, text] of Object.entries(fields)) if (text) form.append(name, text);
  const headers = { Accept: "application/json", "X-CSRF-Token": token(), "Idempotency-Key": once };
  let answer;
  try {
    answer = await fetch(path, { method: "POST", body: form, headers });
  } catch {
    throw new Silence(word("silence"));
  }
  const told = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Problem(answer.status, told);
  return told;
}

/** Takes a file out of its dossier; one that is gone already is taken out. */
export async function takeAway(dossier, fileId) {
  try {
    await call("DELETE", `dossiers/${dossier}/files/${fileId}`);
  } catch (trouble) {
    if (!(trouble instanceof Problem && trouble.status === 404)) throw trouble;
  }
}

export function reread(dossier) {
  return call("POST", `dossiers/${dossier}/retry`);
}

export async function whole(dossier) {
  return (await call("GET", `dossiers/${dossier}`)).body;
}

/** Hears of every change of a dossier until `close()`; the browser comes back by itself. */
export function watch(dossier, heard, gone) {
  const source = new EventSource(`${DOSSIERS}/${dossier}/events`);
  source.addEventListener("dossier", (event) => heard(JSON.parse(event.data)));
  source.addEventListener("gone", () => { source.close(); gone(); });
  return source;
}
