// What is asked of the house for the dossier that uploads are sent into.

import { Problem, call } from "./house.js";

/** A new key: whoever sends the same again by it makes no second dossier. */
export function newOnce() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((it) => it.toString(16).padStart(2, "0")).join("");
}

/** Sends an order into a new dossier, or the one named; its id. Throws Problem, Silence. */
export async function handIn({ once, uploads, fields }, dossier) {
  const form = new FormData();
  const told = dossier ? { duplex: fields.duplex } : fields;
  for (const [name, text] of Object.entries(told)) if (text) form.append(name, text);
  form.append("uploads", uploads.join(","));
  const place = dossier ? `dossiers/${dossier}/files` : "dossiers";
  return (await call("POST", place, { body: form, headers: { "Idempotency-Key": once } })).body.id;
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
