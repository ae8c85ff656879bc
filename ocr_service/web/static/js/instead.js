// A file that stands in for a page, or for a whole file: chosen, then sent.

import { call } from "./house.js";

/** Calls `chosen` with the file, unless the person thinks better of it. */
export function chooseFile(chosen) {
  const chooser = document.getElementById("chooser");
  chooser.value = "";
  chooser.onchange = () => { if (chooser.files[0]) chosen(chooser.files[0]); };
  chooser.click();
}

/** Sends it in place of a page (its number), or of a file (its id). Throws Problem, Silence. */
export function sendInstead(place, file, { page, file: old }, headers) {
  const form = new FormData();
  form.append("files", file);
  form.append(page ? "page" : "file", page || old);
  return call("POST", place, { body: form, headers });
}
