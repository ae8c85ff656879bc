// A secret that is shown once: copied by a button; loading the page again leads on, and makes none.

import { toast, word } from "./house.js";

const secret = document.getElementById("secret");
history.replaceState(null, "", secret.dataset.back);
secret.addEventListener("focus", () => secret.select());

const button = document.getElementById("copy");
if (navigator.clipboard) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(secret.value);
    toast(word("copied"));
  });
}
