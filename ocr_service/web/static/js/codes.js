// What a dossier is called, what it is for and whose it is to decide on, asked for in a dialog.

import { make } from "./house.js";

const bare = (field) => field.value.normalize("NFC").trim();

/** Calls `told` with the codes when they were typed, and not cancelled. */
export function askCodes({ code, procedure, competent }, told) {
  const dialog = document.getElementById("codes");
  const choice = dialog.querySelector("select");
  const [field, agency] = dialog.querySelectorAll("input");
  [field.value, agency.value] = [code, competent];
  if (![...choice.options].some((it) => it.value === procedure)) {
    choice.append(make("option", { value: procedure }, procedure));
  }
  choice.value = procedure;
  dialog.returnValue = "";
  dialog.showModal();
  dialog.addEventListener("close", () => {
    if (dialog.returnValue !== "save") return;
    told({
      dossier_code: bare(field), procedure_code: choice.value, competent_agency_code: bare(agency),
    });
  }, { once: true });
}
