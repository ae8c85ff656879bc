// One change at a time, while nothing is being read; a step back waits for that.

import { tell, toast, word } from "./house.js";

export class Turn {
  /** `settled()`: whether nothing is being read; `redraw()` shows how things stand, then `goOn()`. */
  constructor({ settled, redraw, busy }) {
    this.settled = settled;
    this.redraw = redraw;
    this.busy = busy;
    this.working = false;
    this.waiting = [];
    this.told = null;
  }

  get free() {
    return !this.working && this.settled();
  }

  /** Whether something may be changed now; where it may not, that is said. */
  asked() {
    if (!this.free) this.say(word("busy"));
    return this.free;
  }

  /** Does it as soon as it may be done. */
  later(act) {
    if (this.free) {
      act();
      return;
    }
    this.waiting.push(act);
    this.say(word("waits"));
  }

  /** After each redrawing: what waited goes. */
  goOn() {
    this.busy(!this.free);
    if (!this.free || !this.waiting.length) return;
    this.told?.remove();
    this.waiting.shift()();
  }

  /** Does it, says so, and offers the way `back`: its label, and what it does. */
  async change(act, said, back) {
    if (!this.asked()) return;
    this.working = true;
    this.busy(true);
    try {
      await act();
      toast(said, back && { undo: () => this.later(back.undo), label: back.label });
    } catch (trouble) {
      this.waiting.length = 0; // they meant the change that did not come about
      tell(trouble, trouble.code === "stale" ? word("stale") : undefined);
    } finally {
      await this.redraw(); // until then the page shows how things stood before
      this.working = false;
      this.goOn();
    }
  }

  say(text) {
    this.told?.remove();
    this.told = toast(text);
  }
}
