// What the person has said of the paper so far. None of it is saved yet, all of it can be taken back.

export class Draft {
  /** `paper` as the house tells it; see web/paper.py. */
  constructor(paper) {
    this.paper = paper;
    this.said = new Map();  // by field: {value, shown, rows, same, page, box}
    this.theirs = new Map();  // by field: what another person has saved meanwhile
    this.problems = new Map();  // by field: why the house does not take it
    this.offers = new Map();  // by field: what was read again there, nobody having said it yet
    this.steps = [];
  }

  field(name) {
    return this.paper.fields.find((field) => field.name === name);
  }

  get changed() {
    return this.said.size > 0;
  }

  /** What stands in the field now: as said, else as read. */
  now(name) {
    const field = this.field(name);
    return this.said.get(name) ?? { shown: field.shown, rows: field.rows, value: field.value };
  }

  say(name, word) {
    this.steps.push([name, this.said.get(name)]);
    this.said.set(name, word);
    this.problems.delete(name);
    this.offers.delete(name);
  }

  /** The value as it stands is right: said by a person, it is no longer in doubt. */
  confirm(name) {
    const { value, shown, rows } = this.field(name);
    if (this.said.has(name)) return;
    this.say(name, { value, shown, rows, same: true });
  }

  /** Takes the last word back; the field that it was about, or null. */
  undo() {
    const step = this.steps.pop();
    if (!step) return null;
    const [name, before] = step;
    if (before) this.said.set(name, before);
    else this.said.delete(name);
    this.problems.delete(name);
    return name;
  }

  isOpen(field) {
    if (this.problems.has(field.name)) return true;
    if (field.blind && field.keyed) return false;
    return (field.blind || field.doubts.length > 0) && !this.said.has(field.name);
  }

  /** Whether only a word typed for it will do: a key pressed in passing does not settle it. */
  wantsWord(field) {
    if (field.blind || this.problems.has(field.name)) return true;
    return field.differs && !this.said.has(field.name);
  }

  get open() {
    return this.paper.fields.filter((field) => this.isOpen(field));
  }

  /** Answers as the house wants them; blind fields go another way. */
  get answers() {
    return this.#words((field) => !field.blind).map(([name, { value, page, box }]) => (
      box ? { name, value, page, box } : { name, value }
    ));
  }

  /** What was keyed unseen, by the name of the field. */
  get keyings() {
    return Object.fromEntries(this.#words((field) => field.blind).map(([name, { value }]) => [name, value]));
  }

  #words(wanted) {
    return [...this.said].filter(([name]) => this.field(name) && wanted(this.field(name)));
  }

  /** Forgets what was saved. */
  saved(names) {
    for (const name of names) this.said.delete(name);
    this.steps = this.steps.filter(([name]) => !names.includes(name));
  }

  /** The paper as it is now; words stay, where their fields do. */
  refresh(paper) {
    this.paper = paper;
    this.theirs.clear();
    for (const told of [this.said, this.offers]) {
      for (const name of told.keys()) if (!this.field(name)) told.delete(name);
    }
    this.steps = this.steps.filter(([name]) => this.field(name));
  }

  /** The same; and what others have saved meanwhile (not in `mine`) stands beside what was said. */
  catchUp(paper, mine = []) {
    const before = new Map(this.paper.fields.map((field) => [field.name, field]));
    this.refresh(paper);
    for (const field of paper.fields) {
      const was = before.get(field.name);
      if (!was || mine.includes(field.name) || standing(was) === standing(field)) continue;
      this.theirs.set(field.name, { before: was.shown, after: field.shown });
      if (this.said.get(field.name)?.same) this.said.delete(field.name);  // they saw another value
    }
  }
}

const standing = ({ shown, rows }) => JSON.stringify([shown, rows]);
