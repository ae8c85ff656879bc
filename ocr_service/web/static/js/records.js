// One record: copied, used in another dossier, told to be revoked, sent once more.
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

/** A question in a dialog, opened by the button of that name; `act` ends in a word to say. */
function asks(name, act) {
  const dialog = document.getElementById(`${name}-dialog`);
  if (!dialog) return;
  const wrong = dialog.querySelector(".wrong");
  document.getElementById(name).addEventListener("click", () => {
    wrong.hidden = true;
    dialog.showModal();
  });
  dialog.querySelector(".cancel").addEventListener("click", () => dialog.close());
  dialog.querySelector("form").addEventListener("submit", async (event) => {
    event.preventDefault();
    try {
      sessionStorage.setItem("record-told", await act());
      location.reload();
    } catch (trouble) {
      wrong.textContent = sentence(trouble);
      wrong.hidden = false;
    }
  });
}

asks("use", async () => {
  const body = { dossier_code: value("dossier_code"), purpose: value("purpose"), consent: value("consent") };
  const { status } = await call("POST", `records/${id}/uses`, { body });
  return status === 201 ? "used" : "used_before";
});
asks("revoke", async () => {
  const body = {
    reason: value("reason"), document_number: value("document_number"), decided_on: value("decided_on") || null,
  };
  await call("POST", `records/${id}/revocation`, { body });
  return "revoked";
});
asks("reinstate", async () => {
  await call("DELETE", `records/${id}/revocation`);
  return "reinstated";
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

document.getElementById("sign")?.addEventListener("click", async (event) => {
  const button = event.currentTarget;
  button.disabled = true;
  try {
    await call("POST", `documents/${id}/signed-copies`);
    sessionStorage.setItem("record-told", "signed");
    location.reload();
  } catch (trouble) {
    button.disabled = false;
    tell(trouble);
  }
});

const before = sessionStorage.getItem("record-told");
if (before) {
  sessionStorage.removeItem("record-told");
  toast(word(before));
}
