// What a dossier is called and what it is for, asked for in a dialog.

import { make } from "./house.js";

/** Calls `told` with both codes when they were typed, and not cancelled. */
export function askCodes({ code, procedure }, told) {
  const dialog = document.getElementById("codes");
  const [field, choice] = [dialog.querySelector("input"), dialog.querySelector("select")];
  field.value = code;
  if (![...choice.options].some((it) => it.value === procedure)) {
    choice.append(make("option", { value: procedure }, procedure));
  }
  choice.value = procedure;
  dialog.returnValue = "";
  dialog.showModal();
  dialog.addEventListener("close", () => {
    if (dialog.returnValue !== "save") return;
    told({ dossier_code: field.value.normalize("NFC").trim(), procedure_code: choice.value });
  }, { once: true });
}
