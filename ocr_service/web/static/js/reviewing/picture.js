// The picture of a page with the places of all fields on it; zooms to the one in focus.

import { make, word } from "../house.js";

const STEP = 1.25;
const WIDEST = 4;  // screen pixels for each of the picture's
const LINE = 36;  // screen pixels that a line of text is zoomed to
const RIGHT = 0.7;  // a place stands right of the middle: its label is left of it
const FREE = 0.78;  // of the window's width, at most, for a place
const EDGE = 0.97;  // of the window's width, as far as a place may reach
const MARGIN = 24;

export class Picture {
  /** `place` holds .window > .sheet > img; `onChoose(name)` when a box is clicked. */
  constructor(place, onChoose) {
    this.window = place.querySelector(".window");
    this.sheet = place.querySelector(".sheet");
    this.image = place.querySelector("img");
    this.tabs = place.querySelector(".tabs");
    this.boxes = make("div", { class: "boxes", "aria-hidden": "true" });
    this.sheet.append(this.boxes);
    this.onChoose = onChoose;
    this.onTurn = () => {};
    this.scale = 1;
    this.left = this.top = 0;
    this.place = null;
    this.whole = false;
    this.image.addEventListener("load", () => this.#fit());
    new ResizeObserver(() => this.#fit()).observe(this.window);
    this.#listen();
  }

  get ready() {
    return this.image.complete && this.image.naturalWidth > 0;
  }

  /** Pages as tabs; the first is shown unless another was. */
  setPaper(paper) {
    this.pages = paper.pages;
    this.tabs.replaceChildren(...(this.pages.length > 1 ? this.pages.map((page) => this.#tab(page)) : []));
    this.turn(this.pages.find((page) => page.number === this.number) ?? this.pages[0]);
    for (const page of this.pages) if (page.number !== this.number) new Image().src = page.picture;
  }

  #tab(page) {
    const at = this.pages.indexOf(page) + 1;
    const tab = make("button", { type: "button", class: "quiet tab" }, word("page", { n: at }));
    tab.addEventListener("click", () => { this.place = null; this.turn(page); });
    return tab;
  }

  turn(page) {
    if (!page || page.number === this.number) return;
    this.number = page.number;
    if (this.image.getAttribute("src") !== page.picture) this.image.src = page.picture;
    const at = this.pages.indexOf(page);
    this.image.alt = word("picture_of", { n: at + 1, of: this.pages.length });
    [...this.tabs.children].forEach((tab, other) => tab.setAttribute("aria-pressed", String(other === at)));
    this.draw(this.fields ?? [], this.current);
    this.onTurn();
  }

  /** The next page, or the one before; whether there is one. */
  leaf(step) {
    const page = this.pages[this.pages.findIndex((one) => one.number === this.number) + step];
    if (!page) return false;
    this.place = null;
    this.turn(page);
    return true;
  }

  /** The places of fields: those in doubt marked, the current one plain to see. */
  draw(fields, current) {
    this.fields = fields;
    this.current = current;
    const here = fields.filter((field) => field.box && field.page === this.number);
    this.boxes.replaceChildren(...here.map((field) => this.#box(field)));
  }

  #box(field) {
    const shade = field.name === this.current ? "current" : field.open ? "open" : field.said ? "said" : "";
    const box = make("div", { class: `box ${shade}`, title: field.label });
    put(box, field.box);
    box.addEventListener("click", () => this.onChoose(field.name));
    return box;
  }

  /** Brings a place into view; without one, the page as wide as the window. */
  show(number, box) {
    this.place = box ?? null;
    const page = this.pages.find((one) => one.number === number);
    if (page) this.turn(page);
    this.#fit();
  }

  /** The whole page, or back to the place. */
  toggleWhole() {
    this.whole = !this.whole;
    this.#fit();
    return this.whole;
  }

  zoom(direction) {
    const { clientWidth: wide, clientHeight: high } = this.window;
    const to = this.#held(this.scale * (direction > 0 ? STEP : 1 / STEP));
    const x = (wide / 2 - this.left) / this.scale;
    const y = (high / 2 - this.top) / this.scale;
    this.#move(to, wide / 2 - x * to, high / 2 - y * to);
  }

  get #fitting() {
    return (this.window.clientWidth - 2 * MARGIN) / (this.image.naturalWidth || 1);
  }

  #held(scale) {
    return Math.min(Math.max(scale, this.#fitting * 0.5), WIDEST);
  }

  #fit() {
    if (!this.ready || !this.window.clientWidth) return;
    const { naturalWidth: wide, naturalHeight: high } = this.image;
    this.sheet.style.setProperty("width", `${wide}px`);
    this.sheet.style.setProperty("height", `${high}px`);
    const { clientWidth, clientHeight } = this.window;
    if (!this.place || this.whole) {
      const scale = this.whole ? Math.min(this.#fitting, (clientHeight - 2 * MARGIN) / high) : this.#fitting;
      const top = this.whole ? (clientHeight - high * scale) / 2 : MARGIN;
      this.#move(scale, (clientWidth - wide * scale) / 2, top);
      return;
    }
    const [left, top, right, bottom] = this.place;
    const across = (right - left) * wide;
    const down = (bottom - top) * high;
    const asked = Math.min(FREE * clientWidth / across, LINE / Math.min(down, wide / 20), FREE * clientHeight / down);
    const scale = this.#held(Math.max(asked, this.#fitting));
    const middle = Math.min(clientWidth * RIGHT, clientWidth * EDGE - across * scale / 2);
    const x = middle - (left + right) / 2 * wide * scale;
    this.#move(scale, x, clientHeight / 2 - (top + bottom) / 2 * high * scale);
  }

  #move(scale, left, top) {
    const { clientWidth, clientHeight } = this.window;
    this.scale = scale;
    this.left = kept(left, clientWidth, this.image.naturalWidth * scale);
    this.top = kept(top, clientHeight, this.image.naturalHeight * scale);
    this.sheet.style.setProperty("transform", `translate(${this.left}px, ${this.top}px) scale(${scale})`);
    this.sheet.style.setProperty("--thin", `${1 / scale}px`);
  }

  #listen() {
    this.window.addEventListener("wheel", (event) => {
      event.preventDefault();
      if (event.ctrlKey) this.zoom(-event.deltaY);
      else this.#move(this.scale, this.left - event.deltaX, this.top - event.deltaY);
    }, { passive: false });
    let from = null;
    this.window.addEventListener("pointerdown", (event) => {
      if (!this.drawing && event.button === 0) from = [event.clientX - this.left, event.clientY - this.top];
    });
    addEventListener("pointermove", (event) => {
      if (!from || !event.buttons) return;
      this.sheet.classList.add("held");
      this.#move(this.scale, event.clientX - from[0], event.clientY - from[1]);
    });
    addEventListener("pointerup", () => { from = null; this.sheet.classList.remove("held"); });
  }

  /** Shares of the page for a point of the screen. */
  shares(event) {
    const { left, top, width, height } = this.sheet.getBoundingClientRect();
    const held = (share) => Math.min(Math.max(share, 0), 1);
    return [held((event.clientX - left) / width), held((event.clientY - top) / height)];
  }
}

/** Sets an element on a place of the page: left, top, right, bottom in shares. */
export function put(element, [left, top, right, bottom]) {
  const sides = { left, top, width: right - left, height: bottom - top };
  for (const [side, share] of Object.entries(sides)) element.style.setProperty(side, `${share * 100}%`);
}

/** No further than a margin beyond its edges; what is smaller than the window stays within it. */
function kept(start, room, size) {
  const free = room - size;
  const [low, high] = free < 0 ? [free - MARGIN, MARGIN] : [0, free];
  return Math.min(Math.max(start, low), high);
}
