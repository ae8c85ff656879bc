// What this browser remembers of a batch (so that a reload loses nothing), and of the last choices.

const LASTING = ["name", "path", "size", "modified", "url", "decided", "given", "fileId", "replaces"];
const MOST_CODES = 8;

export class Kept {
  /** `into`: the dossier that more is sent into, "" for a new one: each has a batch of its own. */
  constructor(account, into) {
    this.batchKey = `scan:${account}${into && `:${into}`}`;
    this.choicesKey = `scan-choices:${account}`;
  }

  /** The batch as it was left: its rows, the dossier they were sent into, orders without answer. */
  batch() {
    return { rows: [], dossier: "", told: null, orders: [], gone: [], ...read(this.batchKey) };
  }

  keepBatch({ rows, dossier, told, orders, gone }) {
    const lasting = rows.map((row) => Object.fromEntries(LASTING.map((name) => [name, row[name]])));
    write(this.batchKey, rows.length ? { rows: lasting, dossier, told, orders, gone: [...gone] } : null);
  }

  choices() {
    return read(this.choicesKey) ?? { codes: [] };
  }

  keepChoices({ code, ...choices }) {
    const codes = this.choices().codes.filter((it) => it !== code);
    write(this.choicesKey, { ...choices, codes: [code, ...codes].filter(Boolean).slice(0, MOST_CODES) });
  }

  keepCode(code) {
    this.keepChoices({ ...this.choices(), code });
  }
}

function read(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
}

/** Where the browser keeps nothing for us, a reload begins anew: no more than that is lost. */
function write(key, content) {
  try {
    if (content === null) localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify(content));
  } catch {
    // full, or forbidden
  }
}
