// What the clerk says of the dossier: remembered for the next one, but for its code.

import { make } from "./house.js";

const at = (id) => document.getElementById(id);

export class Choices {
  constructor(kept) {
    this.kept = kept;
    this.begin();
    at("choices").addEventListener("submit", (event) => event.preventDefault());
    // A hand scanner types the code and ends with Enter.
    at("code").addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.isComposing) return;
      event.preventDefault();
      at("procedure").focus();
    });
    at("sheets").addEventListener("submit", () => {
      at("sheets-code").value = at("code").value.trim();
      at("sheets-procedure").value = at("procedure").value;
    });
  }

  /** As the last time; the code is only proposed, for it is another dossier's. */
  begin() {
    const { procedure = "", priority = "counter", duplex = "", codes } = this.kept.choices();
    at("code").value = "";
    at("procedure").value = procedure;
    if (at("procedure").selectedIndex < 0) at("procedure").value = "";
    at("duplex").value = duplex;
    for (const radio of document.getElementsByName("priority")) radio.checked = radio.value === priority;
    at("codes").replaceChildren(...codes.map((code) => make("option", { value: code })));
  }

  /** As the API takes them. */
  told() {
    return {
      dossier_code: at("code").value.trim().normalize("NFC"),
      procedure_code: at("procedure").value,
      priority: document.querySelector("[name=priority]:checked").value,
      duplex: at("duplex").value,
    };
  }

  keep() {
    const { dossier_code: code, procedure_code: procedure, priority, duplex } = this.told();
    this.kept.keepChoices({ code, procedure, priority, duplex });
  }
}
