// Keys of one letter can be switched off (WCAG 2.1.4): a voice or a slip of the hand presses them
// unmeant. This browser remembers it.

const KEPT = "review-letters";
const OFF = "off";

export class Letters {
  /** `box` is the switch; whatever names a letter has it in data-letter. */
  constructor(box) {
    this.box = box;
    box.checked = kept() !== OFF;
    box.addEventListener("change", () => this.#changed());
    this.#show();
  }

  get on() {
    return this.box.checked;
  }

  #changed() {
    try {
      localStorage.setItem(KEPT, this.on ? "" : OFF);
    } catch {
      // nothing is kept here: it holds until the page is left
    }
    this.#show();
  }

  #show() {
    for (const place of document.querySelectorAll("[data-letter]")) {
      if (this.on) place.setAttribute("aria-keyshortcuts", place.dataset.letter);
      else place.removeAttribute("aria-keyshortcuts");
      for (const key of place.querySelectorAll("kbd")) key.hidden = !this.on;
    }
  }
}

function kept() {
  try {
    return localStorage.getItem(KEPT);
  } catch {
    return null;
  }
}
