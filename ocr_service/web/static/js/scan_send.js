// Sends files piece by piece (tus): a few at once, stopped and gone on with as people like.

import { problemOf, renewToken, token } from "./house.js";

const ENDPOINT = "/api/v1/uploads";
const AT_ONCE = 3;
const RETRY_MS = [0, 1000, 3000, 6000, 12000];
const GIVE_UP = (status) => status >= 400 && status < 500 && ![409, 423, 429].includes(status);

export class Sender {
  /** `changed` hears of each row that has gone on, `finished` of each whose bytes are all there. */
  constructor({ changed, finished }) {
    this.changed = changed;
    this.finished = finished;
    this.waiting = [];
    this.going = new Map();
    this.paused = false;
  }

  get busy() {
    return this.going.size > 0 || this.waiting.length > 0;
  }

  add(row) {
    row.state = "waiting";
    row.trouble = null;
    this.waiting.push(row);
    this.changed(row);
    this.#next();
  }

  remove(row) {
    this.waiting = this.waiting.filter((it) => it !== row);
    this.going.get(row)?.abort();
    this.going.delete(row);
    if (row.url) forget(row.url);
    this.#next();
  }

  pause() {
    this.paused = true;
    for (const [row, upload] of this.going) {
      upload.abort();
      row.state = "paused";
      this.waiting.unshift(row);
      this.changed(row);
    }
    this.going.clear();
  }

  goOn() {
    this.paused = false;
    this.#next();
  }

  #next() {
    while (!this.paused && this.going.size < AT_ONCE && this.waiting.length) {
      this.#send(this.waiting.shift());
    }
  }

  #send(row) {
    const upload = new window.tus.Upload(row.file, {
      endpoint: ENDPOINT,
      uploadUrl: row.url || null,
      metadata: { filename: row.name },
      onBeforeRequest: (request) => request.setHeader("X-CSRF-Token", token()),
      retryDelays: RETRY_MS,
      storeFingerprintForResuming: false,
      onShouldRetry: (error) => this.#worthIt(row, error),
      onUploadUrlAvailable: () => { row.url = new URL(upload.url, location.href).pathname; this.changed(row); },
      onProgress: (sent) => { row.sent = sent; this.changed(row); },
      onError: (error) => this.#failed(row, error),
      onSuccess: () => this.#done(row),
    });
    row.state = "sending";
    this.going.set(row, upload);
    this.changed(row);
    upload.start();
  }

  #worthIt(row, { originalResponse: answer }) {
    if (!answer) this.#lookFor(row);
    return !GIVE_UP(answer?.getStatus() ?? 0);
  }

  /** With no answer it may be the file that is away, not the network: then no trying again helps. */
  async #lookFor(row) {
    const upload = this.going.get(row);
    if (await readable(row.file) || this.going.get(row) !== upload) return;
    upload.abort();
    this.#stopped(row, { code: "gone", again: false });
  }

  #stopped(row, why) {
    this.going.delete(row);
    row.state = "failed";
    row.trouble = why;
    this.changed(row);
    this.#next();
  }

  async #failed(row, error) {
    this.#stopped(row, trouble(error));
    if (row.trouble.code === "foreign_request" && !row.renewed) await this.#renewed(row);
  }

  /** Somebody signed in anew in another tab. */
  async #renewed(row) {
    row.renewed = true;
    try {
      await renewToken();
      this.add(row);
    } catch (wrong) {
      row.trouble = wrong;
      this.changed(row);
    }
  }

  async #done(row) {
    this.going.delete(row);
    row.sent = row.size;
    row.url ||= "";
    row.state = "sent";
    row.renewed = false;
    this.changed(row);
    this.#next();
    await this.finished(row);
  }
}

function readable(file) {
  return file.slice(0, 1).arrayBuffer().then(() => true, () => false);
}

/** What the house said of it, or that nothing was heard. */
function trouble(error) {
  const answer = error.originalResponse;
  if (!answer) return { code: "network" };
  return problemOf(answer.getStatus(), toldBy(answer));
}

function toldBy(answer) {
  try {
    return JSON.parse(answer.getBody());
  } catch {
    return null;
  }
}

/** An upload that nobody wants any more; should that fail, the house forgets it in a day. */
function forget(url) {
  const headers = { "X-CSRF-Token": token(), "Tus-Resumable": "1.0.0" };
  fetch(url, { method: "DELETE", headers, keepalive: true }).catch(() => {});
}
