// What the clerk says of the dossier: remembered for the next one, but for its code.

import { make, word } from "./house.js";

const at = (id) => document.getElementById(id);

export class Choices {
  constructor(kept) {
    this.kept = kept;
    this.asked = at("code-hint").textContent;
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
    const { codes, procedure = "", ...last } = this.kept.choices();
    this.show({ procedure_code: procedure, ...last });
    at("codes").replaceChildren(...codes.map((code) => make("option", { value: code })));
  }

  show({ dossier_code: code = "", procedure_code: procedure, priority = "counter", duplex = "" }) {
    this.filled = false;
    at("code").value = code;
    at("procedure").value = procedure;
    if (at("procedure").selectedIndex < 0) at("procedure").value = "";
    at("duplex").value = duplex;
    for (const radio of document.getElementsByName("priority")) radio.checked = radio.value === priority;
  }

  /** Whether the house has them, or may have: then they are changed in the dossier itself. */
  hold(so) {
    at("code").readOnly = so;
    at("procedure").disabled = so;
    for (const radio of document.getElementsByName("priority")) radio.disabled = so;
    at("code-hint").textContent = so ? word(this.filled ? "readCode" : "held") : this.asked;
  }

  /** What was left empty is as the papers say; whether the code is. */
  fill({ dossier_code: code, procedure_code: procedure }) {
    if (!at("procedure").value && procedure) at("procedure").value = procedure;
    if (at("code").value.trim() || !code) return false;
    at("code").value = code;
    this.filled = true;
    this.kept.keepCode(code);
    return true;
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

  keep({ dossier_code: code, procedure_code: procedure, priority, duplex }) {
    this.kept.keepChoices({ code, procedure, priority, duplex });
  }
}
