// One record: copied, used in another dossier, sent once more.
import { call, sentence, tell, toast, word } from "./house.js";

const id = document.getElementById("record").dataset.id;

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    toast(word("copied"));
  } catch {
    toast(word("not_copied"));
  }
}

/** Label and value of each field that has one, a line each. */
function asText() {
  const rows = [...document.querySelectorAll(".fields > div")];
  const told = rows.map((row) => {
    const values = [...row.querySelectorAll(".value, .rows li")].map((it) => it.textContent.trim());
    return values.length ? `${row.querySelector("dt").textContent}: ${values.join("; ")}` : "";
  });
  return told.filter(Boolean).join("\n");
}

for (const button of document.querySelectorAll(".copy")) {
  button.addEventListener("click", () => copy(button.parentElement.querySelector(".value").textContent));
}
document.getElementById("copy-text").addEventListener("click", () => copy(asText()));
document.getElementById("copy-json").addEventListener("click", async () => {
  try {
    const { body } = await call("GET", `records/${id}`);
    await copy(JSON.stringify(body, null, 2));
  } catch (trouble) {
    tell(trouble);
  }
});

const dialog = document.getElementById("use-dialog");
const wrong = document.getElementById("use-wrong");
document.getElementById("use").addEventListener("click", () => {
  wrong.hidden = true;
  dialog.showModal();
});
document.getElementById("use-cancel").addEventListener("click", () => dialog.close());
document.getElementById("use-form").addEventListener("submit", async (event) => {
  event.preventDefault();
  const body = { dossier_code: value("dossier_code"), purpose: value("purpose"), consent: value("consent") };
  try {
    const { status } = await call("POST", `records/${id}/uses`, { body });
    sessionStorage.setItem("record-used", status === 201 ? "used" : "used_before");
    location.reload();
  } catch (trouble) {
    wrong.textContent = sentence(trouble);
    wrong.hidden = false;
  }
});

function value(name) {
  return document.getElementById(name).value.trim();
}

document.getElementById("send")?.addEventListener("submit", async (event) => {
  event.preventDefault();
  const chosen = document.getElementById("webhook");
  try {
    await call("POST", `records/${id}/sendings`, { body: { webhook_id: chosen.value } });
    toast(word("sent", { host: chosen.selectedOptions[0].textContent }));
  } catch (trouble) {
    tell(trouble);
  }
});

const before = sessionStorage.getItem("record-used");
if (before) {
  sessionStorage.removeItem("record-used");
  toast(word(before));
}
