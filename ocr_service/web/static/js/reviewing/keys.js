// The keys of the review page. Letters are keys only while nobody types, and may be switched off.

import { typing } from "../house.js";

const LETTERS = {
  r: "draw", t: "retype", x: "reject", p: "postpone", u: "undo", "?": "help",
  "+": "zoomIn", "=": "zoomIn", "-": "zoomOut", 0: "whole",
};
const GO_ON = /^(Arrow.*|Tab|[+=-])$/;  // keys that may be held down: they move, or zoom

/** `acts` has a function for each name; `drawing.key` comes first while a box is drawn. */
export function listen(acts, drawing, letters) {
  document.addEventListener("keydown", (event) => {
    if (!stillDown(event)) return;
    event.preventDefault();
    event.stopPropagation();
  }, true);
  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.keyCode === 229 || event.defaultPrevented) return;
    if (document.querySelector("dialog[open]")) return;
    if (drawing.key(event)) {
      event.preventDefault();
      return;
    }
    const name = meant(event, letters);
    if (!name) return;
    event.preventDefault();
    acts[name]();
  });
}

/** A key held down says its word once, also where it went down on the page before: nobody has
 * looked at what comes next.
 */
function stillDown(event) {
  if (!event.repeat || event.isComposing || event.keyCode === 229) return false;
  if (event.key === "Enter") return !(event.shiftKey && event.target.tagName === "TEXTAREA");
  if (event.key === "Escape") return true;
  return !typing(event) && !GO_ON.test(event.key);
}

/** What the key means here and now, if anything. */
function meant(event, letters) {
  const control = event.ctrlKey || event.metaKey;
  if (control && !event.altKey) return withControl(event);
  if (event.altKey || typing(event)) return null;
  if (event.key === "PageDown") return "nextPage";
  if (event.key === "PageUp") return "pageBefore";
  if (event.key === "F2") return "edit";
  if (event.key === "Escape") return "leave";
  if (event.key === "ArrowDown") return "down";
  if (event.key === "ArrowUp") return "up";
  if (event.key === "Enter") return event.target.closest(".value") ? "confirm" : null;
  return letters.on ? LETTERS[event.key.toLowerCase()] ?? null : null;
}

function withControl(event) {
  if (event.key === "Enter") return "accept";
  if (typing(event)) return null;
  if (event.key.toLowerCase() === "z") return "undo";
  if (event.key === "ArrowRight" || event.key === "ArrowDown") return "nextPage";
  if (event.key === "ArrowLeft" || event.key === "ArrowUp") return "pageBefore";
  return null;
}
