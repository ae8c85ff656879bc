// The auditor's queue: begins with whatever is next, and keeps the numbers fresh.

import { announce, call, tell, toast, typing, word } from "./house.js";

const EVERY_MS = 10_000;
const FILTERS = ["agency_code", "procedure_code", "document_type"];
const asked = new URLSearchParams(location.search);
const start = document.getElementById("start");
const changed = document.getElementById("changed");
const counts = [...document.querySelectorAll("[data-count]")];
const tab = document.querySelector(".tabs [aria-current] [data-count]").dataset.count;

/** The filters of the page, those that are set. */
function filters() {
  return Object.fromEntries(FILTERS.map((name) => [name, asked.get(name)]).filter(([, it]) => it));
}

async function begin() {
  start.disabled = true;
  try {
    const order = { ...filters(), kind: tab };
    const answer = await call("POST", "reviews/next", { body: order });
    if (answer.body) {
      location.assign(`/review/${answer.body.document_id}?${new URLSearchParams(order)}`);
      return;
    }
    toast(word("none_free"));
  } catch (trouble) {
    tell(trouble);
  }
  start.disabled = false;
  start.focus();
}

/** The numbers as they are now; when those of this list differ, that is said. */
async function refresh() {
  if (document.hidden) return;
  let told;
  try {
    told = (await call("GET", `reviews/queue/counts?${new URLSearchParams(filters())}`)).body;
  } catch {
    return; // the next look may do better
  }
  for (const place of counts) {
    const number = told[place.dataset.count];
    const text = number >= told.most ? `${told.most}+` : String(number);
    if (place.textContent.trim() === text) continue;
    place.textContent = text;
    if (place.dataset.count === tab && changed.hidden) {
      changed.hidden = false;
      announce(changed.textContent.trim());
    }
  }
}

async function resume(button) {
  button.disabled = true;
  try {
    await call("DELETE", `documents/${button.dataset.resume}/postpone`);
    location.reload();
  } catch (trouble) {
    tell(trouble);
    button.disabled = false;
  }
}

start?.addEventListener("click", begin);
document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.repeat || typing(event) || !start) return;
  if (event.target.closest("a, button, summary") || start.disabled) return;
  event.preventDefault();
  begin();
});
for (const button of document.querySelectorAll("[data-resume]")) {
  button.addEventListener("click", () => resume(button));
}
setInterval(refresh, EVERY_MS);
document.addEventListener("visibilitychange", refresh);
