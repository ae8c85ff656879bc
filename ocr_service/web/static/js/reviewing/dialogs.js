// The dialogs of the review page: another type, a reason to reject, a time to come back, the keys.

import { make } from "../house.js";

/** The text without marks, for a search that heeds none. */
const bare = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").replace(/đ/gi, "d").toLowerCase();

/** Opens the dialog; gives its form's values once it is sent, or null when it is closed. */
export function ask(id) {
  const dialog = document.getElementById(id);
  const before = document.activeElement;
  return new Promise((resolve) => {
    dialog.returnValue = "";
    dialog.addEventListener("close", () => {
      const form = dialog.querySelector("form");
      const told = dialog.returnValue === "go" && form ? Object.fromEntries(new FormData(form)) : null;
      before?.focus?.();
      resolve(told);
    }, { once: true });
    dialog.showModal();
  });
}

/** A list of types that is searched by typing, walked by arrows, chosen by Enter. */
export class TypePicker {
  constructor(types) {
    this.types = types;
    this.dialog = document.getElementById("types");
    this.input = this.dialog.querySelector("input");
    this.list = this.dialog.querySelector("[role=listbox]");
    this.input.addEventListener("input", () => this.#filter());
    this.input.addEventListener("keydown", (event) => this.#key(event));
    this.list.addEventListener("click", (event) => this.#choose(event.target.closest("[role=option]")));
  }

  /** The code of the type that was chosen, or null. */
  async ask(current) {
    this.current = current;
    this.chosen = null;
    this.input.value = "";
    this.#filter();
    await ask("types");
    return this.chosen;
  }

  #filter() {
    const wanted = bare(this.input.value).split(/\s+/);
    const found = this.types.filter(({ code, title }) => code !== this.current && wanted.every((part) => bare(title).includes(part)));
    this.list.replaceChildren(...found.map(({ code, title }) => make("li", { role: "option", id: `type-${code}`, "data-code": code, lang: "vi" }, title)));
    this.#point(0);
  }

  #point(at) {
    const options = [...this.list.children];
    this.at = Math.min(Math.max(at, 0), options.length - 1);
    options.forEach((option, place) => option.setAttribute("aria-selected", String(place === this.at)));
    const option = options[this.at];
    option?.scrollIntoView({ block: "nearest" });
    if (option) this.input.setAttribute("aria-activedescendant", option.id);
    else this.input.removeAttribute("aria-activedescendant");
  }

  #key(event) {
    if (event.isComposing || event.keyCode === 229) return;
    if (event.key === "ArrowDown") this.#point(this.at + 1);
    else if (event.key === "ArrowUp") this.#point(this.at - 1);
    else if (event.key === "Enter") this.#choose(this.list.children[this.at]);
    else return;
    event.preventDefault();
  }

  #choose(option) {
    if (!option) return;
    this.chosen = option.dataset.code;
    this.dialog.close("go");
  }
}
