// The pages of a dossier as one chooses them: by mouse, by keys, by dragging.

const KIND = "application/x-ocr-pages";

/** Which pages are chosen, and which one the keys speak of. Survives that the page is drawn anew. */
export class Leaves {
  constructor(root, changed) {
    this.root = root;
    this.changed = changed;
    this.chosen = new Set();
    this.current = "";
    this.many = false; // whether each click chooses one more
  }

  /** All in their order. */
  all() {
    return [...this.root().querySelectorAll(".leaf")];
  }

  at(place) {
    return this.all().find((leaf) => leaf.dataset.place === place);
  }

  /** Those that an act is meant for: the chosen ones, else the one in focus. */
  meant() {
    const chosen = this.all().filter((leaf) => this.chosen.has(leaf.dataset.place));
    if (chosen.length) return chosen;
    const current = this.at(this.current);
    return current ? [current] : [];
  }

  /** After the page was drawn anew: what is gone is chosen no more. */
  restore(focused) {
    const here = new Set(this.all().map((leaf) => leaf.dataset.place));
    for (const place of this.chosen) if (!here.has(place)) this.chosen.delete(place);
    if (!here.has(this.current)) this.current = this.all()[0]?.dataset.place ?? "";
    this.show();
    if (focused) this.at(this.current)?.querySelector(".picture").focus({ preventScroll: true });
  }

  show() {
    for (const leaf of this.all()) {
      const button = leaf.querySelector(".picture");
      button.setAttribute("aria-pressed", this.chosen.has(leaf.dataset.place));
      button.tabIndex = leaf.dataset.place === this.current ? 0 : -1;
    }
    this.changed(this.meant());
  }

  toggle(place) {
    if (!this.chosen.delete(place)) this.chosen.add(place);
    this.current = place;
    this.show();
  }

  /** From the one in focus to this one. */
  stretch(place) {
    const places = this.all().map((leaf) => leaf.dataset.place);
    const [first, last] = [places.indexOf(this.current), places.indexOf(place)].sort((a, b) => a - b);
    for (const one of places.slice(Math.max(first, 0), last + 1)) this.chosen.add(one);
    this.current = place;
    this.show();
  }

  only(place) {
    const alone = this.chosen.size === 1 && this.chosen.has(place);
    this.chosen.clear();
    if (!alone) this.chosen.add(place);
    this.current = place;
    this.show();
  }

  step(by) {
    const leaves = this.all();
    const at = leaves.findIndex((leaf) => leaf.dataset.place === this.current);
    const next = leaves[Math.min(Math.max(at + by, 0), leaves.length - 1)];
    if (!next) return;
    this.current = next.dataset.place;
    this.show();
    next.querySelector(".picture").focus();
  }
}

/** Lets pages be dragged; `drop(leaf, after)` is called with where the chosen ones are let go. */
export function draggable(place, leaves, drop) {
  place.addEventListener("dragstart", (event) => pickUp(event, leaves));
  place.addEventListener("dragover", (event) => {
    const leaf = under(event);
    if (!leaf) return;
    event.preventDefault();
    clear(place);
    leaf.classList.add(isAfter(event, leaf) ? "over-after" : "over-before");
  });
  place.addEventListener("drop", (event) => {
    const leaf = under(event);
    if (!leaf) return;
    event.preventDefault();
    clear(place);
    drop(leaf, isAfter(event, leaf));
  });
  place.addEventListener("dragend", () => {
    clear(place);
    leaves.all().forEach((leaf) => leaf.classList.remove("going"));
  });
}

function pickUp(event, leaves) {
  const leaf = event.target.closest?.(".leaf");
  if (!leaf) return;
  if (!leaves.chosen.has(leaf.dataset.place)) leaves.only(leaf.dataset.place);
  event.dataTransfer.setData(KIND, leaf.dataset.place);
  event.dataTransfer.effectAllowed = "move";
  leaves.meant().forEach((it) => it.classList.add("going"));
}

/** The page that dragged pages are held over, if any. */
function under(event) {
  return event.dataTransfer.types.includes(KIND) ? event.target.closest?.(".leaf") : null;
}

function clear(place) {
  const over = place.querySelectorAll(".over-before, .over-after");
  over.forEach((leaf) => leaf.classList.remove("over-before", "over-after"));
}

function isAfter(event, leaf) {
  const { left, width } = leaf.getBoundingClientRect();
  return event.clientX > left + width / 2;
}
