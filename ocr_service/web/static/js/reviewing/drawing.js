// Draws a box on the page, by mouse or by keys, and has that place read again.

import { announce, call, make, typing, word } from "../house.js";
import { put } from "./picture.js";

const FIRST = [0.3, 0.3, 0.7, 0.34];
const STEP = 0.005;
const NARROWEST = 0.004;
const WAIT = 8;  // seconds that one request may wait
const TRIES = 4;

export class Drawing {
  /** `onRead(seen, box, page)` with what stands there. */
  constructor(picture, onRead) {
    this.picture = picture;
    this.onRead = onRead;
    this.on = false;
    this.frame = make("div", { class: "frame", hidden: "" });
    this.how = picture.window.querySelector(".how");
    this.asked = null;  // stops what is being read, while anything is
    picture.sheet.append(this.frame);
    picture.onTurn = () => this.#show();
    this.#listen();
  }

  /** From where the field in focus stands, or the middle of the page. */
  start(id, field) {
    this.stop();
    const here = field?.box && field.page === this.picture.number;
    this.id = id;
    this.field = field?.name ?? "";
    this.box = here ? [...field.box] : [...FIRST];
    this.#draws(true);
    if (!here) this.picture.show(this.picture.number, this.box);
    this.#show();
    this.#tell("draw");
  }

  /** No box any more; what is still being read is not waited for. */
  stop() {
    this.asked?.abort();
    this.asked = null;
    this.frame.classList.remove("reading");
    this.#draws(false);
    this.#show();
    this.how.hidden = true;
  }

  /** What one can do now: heard, and seen on the picture. */
  #tell(name) {
    this.how.textContent = word(name);
    this.how.hidden = false;
    announce(this.how.textContent);
  }

  #draws(on) {
    this.on = this.picture.drawing = on;
    this.picture.window.classList.toggle("drawing", on);
  }

  /** Whether the key was for the box: arrows move it, with Shift they size it, Enter reads. */
  key(event) {
    const gives_up = event.key === "Escape" && this.asked;
    if (typing(event) || !(this.on || gives_up)) return false;
    const moves = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
    if (event.key === "Escape") {
      this.stop();
      announce(word("draw_given_up"));
    } else if (event.key === "Enter") this.#read();
    else if (moves[event.key]) this.#move(...moves[event.key], event.shiftKey);
    else return false;
    return true;
  }

  #move(across, down, size) {
    const [left, top, right, bottom] = this.box;
    const [x, y] = [across * STEP, down * STEP];
    if (size) this.box = [left, top, Math.max(right + x, left + NARROWEST), Math.max(bottom + y, top + NARROWEST)];
    else this.box = [left + x, top + y, right + x, bottom + y];
    this.box = this.box.map((side) => Math.min(Math.max(side, 0), 1));
    this.#show();
  }

  #show() {
    const elsewhere = this.asked && this.page !== this.picture.number;
    this.frame.hidden = elsewhere || !(this.on || this.asked);
    if (!this.frame.hidden) put(this.frame, this.box);
  }

  #listen() {
    const { window: place } = this.picture;
    let from = null;
    place.addEventListener("pointerdown", (event) => {
      if (!this.on) return;
      event.preventDefault();
      from = this.picture.shares(event);
      place.setPointerCapture(event.pointerId);
    });
    place.addEventListener("pointermove", (event) => {
      if (!from) return;
      const to = this.picture.shares(event);
      this.box = [Math.min(from[0], to[0]), Math.min(from[1], to[1]), Math.max(from[0], to[0]), Math.max(from[1], to[1])];
      this.#show();
    });
    place.addEventListener("pointerup", () => {
      if (!from) return;
      from = null;
      if (this.box[2] - this.box[0] > NARROWEST && this.box[3] - this.box[1] > NARROWEST) this.#read();
    });
  }

  /** Meanwhile the person does what they like; another box takes the place of this one. */
  async #read() {
    const { box, field, id } = this;
    const page = this.page = this.picture.number;
    const { signal } = this.asked = new AbortController();
    this.#draws(false);
    this.frame.classList.add("reading");
    this.#tell("reading_box");
    const order = { page, box: box.map((side) => Math.round(side * 1e4) / 1e4), field };
    const seen = await glance(id, order, signal).catch((trouble) => ({ trouble }));
    if (signal.aborted) return;
    this.stop();
    this.onRead({ field, page, ...seen });
  }
}

/** What a worker reads there; the house may need a little. Throws Problem, Silence. */
async function glance(id, order, signal) {
  let { status, body, headers } = await call("POST", `documents/${id}/glances?wait=${WAIT}`, { body: order, signal });
  const place = headers.get("Location");
  for (let tried = 0; status === 202 && tried < TRIES; tried += 1) {
    ({ status, body } = await call("GET", `${place}?wait=${WAIT}`, { signal }));
  }
  if (status === 202) throw new Error(word("no_worker"));
  return body;
}
