// More papers for a dossier that is here already: whose it is stands on the page.

import { word } from "./house.js";
import { whole } from "./scan_dossier.js";

const at = (id) => document.getElementById(id);

/** The id of the dossier that the page was opened for, "" for a new one. */
export const into = new URLSearchParams(location.search).get("dossier") ?? "";

/** Lays that dossier upon the desk. Throws Problem, Silence. */
export async function layInto(desk, choices) {
  const dossier = await whole(into);
  desk.goOn(dossier);
  choices.show(dossier);
  at("into-link").href = `/dossiers/${into}`;
  at("into-link").textContent = dossier.dossier_code || word("noCode");
  const papers = dossier.missing.map((it) => it.title).join("; ");
  at("into-missing").textContent = papers && word("missing", { papers });
  at("into").hidden = false;
}
