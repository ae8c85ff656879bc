// Where chosen pages go: one step, to a page by its number, or to where they are dropped.

export class Moves {
  /** `move({ before, join })` carries it out. */
  constructor(leaves, move) {
    this.leaves = leaves;
    this.move = move;
  }

  shift(by) {
    const [all, meant] = [this.leaves.all(), this.leaves.meant()];
    if (!meant.length) return;
    const at = by < 0 ? all.indexOf(meant[0]) - 1 : all.indexOf(meant.at(-1)) + 2;
    if (at < 0 || at > all.length) return;
    this.before(all[at]);
  }

  /** Before that page, or to the end; among the pages of a document they belong to it. */
  before(leaf, belongs) {
    const meant = this.leaves.meant();
    const rest = this.leaves.all().filter((it) => !meant.includes(it));
    const last = rest[leaf ? rest.indexOf(leaf) - 1 : rest.length - 1]?.dataset.document;
    const own = last && last === meant[0].dataset.document;
    const within = last && last === leaf?.dataset.document;
    const join = belongs ?? Boolean(within || own);
    return this.move({ before: leaf ? Number(leaf.dataset.page) : null, join });
  }

  /** Those dropped behind a page of a document belong to it. */
  dropped(leaf, after) {
    const moving = this.leaves.meant();
    if (moving.includes(leaf)) return;
    const rest = this.leaves.all().filter((it) => !moving.includes(it));
    const next = after ? rest[rest.indexOf(leaf) + 1] : leaf;
    this.before(next, after && leaf.dataset.document ? true : undefined);
  }

  askWhere() {
    if (!this.leaves.meant().length) return;
    const dialog = document.getElementById("target");
    dialog.returnValue = "";
    dialog.showModal();
    dialog.addEventListener("close", () => {
      if (dialog.returnValue !== "move") return;
      const number = document.getElementById("before").value;
      const leaf = this.leaves.all().find((it) => it.dataset.page === number);
      this.before(leaf, document.getElementById("belongs").checked);
    }, { once: true });
  }
}
