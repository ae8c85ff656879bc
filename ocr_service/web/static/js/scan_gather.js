// Files from wherever people give them: dropped (folders too), chosen, photographed.

import { word } from "./house.js";

const HIDDEN = /^(\.|~\$)|^(thumbs\.db|desktop\.ini)$/i;
const order = new Intl.Collator("vi", { numeric: true });

/** Takes what is dropped anywhere on the page; meanwhile the curtain says so. */
export function onDrop(curtain, take) {
  let deep = 0; // the pointer is in so many elements that hear of it
  const carries = (event) => event.dataTransfer?.types.includes("Files");
  const show = (change) => {
    deep = Math.max(0, deep + change);
    curtain.hidden = deep === 0;
  };
  addEventListener("dragenter", (event) => carries(event) && show(1));
  addEventListener("dragleave", (event) => carries(event) && show(-1));
  addEventListener("dragover", (event) => carries(event) && event.preventDefault());
  addEventListener("drop", async (event) => {
    if (!carries(event)) return;
    event.preventDefault();
    show(-deep);
    take(await dropped(event.dataTransfer));
  });
}

/** Every picture that a tablet takes has the same name: they are numbered. */
export function shots({ files }, rows) {
  const name = (file, number) => `${word("shot", { number })}.${file.name.split(".").pop()}`;
  const taken = new Set(rows.map((row) => row.name));
  let number = 1;
  return { files: files.map(({ file }) => {
    while (taken.has(name(file, number))) number += 1;
    const own = name(file, number);
    taken.add(own);
    return { file: new File([file], own, { type: file.type, lastModified: Date.now() }), path: own };
  }) };
}

/** All files of a drop, folders walked; in the order of their paths, as people number them. */
async function dropped(transfer) {
  const entries = [...transfer.items]
    .filter((it) => it.kind === "file")
    .map((it) => it.webkitGetAsEntry?.() ?? it.getAsFile());
  return sorted(await all(entries));
}

/** What cannot be read is named, and keeps back nothing else. */
async function all(entries) {
  const walks = await Promise.allSettled(entries.map(walk));
  return walks.flatMap((it, place) => (it.status === "fulfilled" ? it.value : { unread: pathOf(entries[place]) }));
}

/** Files of a chooser. */
export function chosen(input) {
  const files = [...input.files].map((file) => ({ file, path: file.webkitRelativePath || file.name }));
  input.value = "";
  return sorted(files);
}

function sorted(found) {
  const read = found.filter(({ file }) => file);
  const files = read.filter(({ file }) => !HIDDEN.test(file.name));
  files.sort((one, other) => order.compare(one.path, other.path));
  return { files, hidden: read.length - files.length, unread: found.map((it) => it.unread).filter(Boolean) };
}

async function walk(entry) {
  if (!entry) return [];
  if (entry instanceof File) return [{ file: entry, path: entry.name }];
  if (entry.isFile) {
    const file = await new Promise((done, fail) => entry.file(done, fail));
    return [{ file, path: pathOf(entry) }];
  }
  return all(await inside(entry.createReader()));
}

function pathOf(entry) {
  return entry.fullPath.replace(/^\//, "");
}

/** A folder tells what is in it a hundred at a time. */
async function inside(reader) {
  const found = [];
  for (;;) {
    const some = await new Promise((done, fail) => reader.readEntries(done, fail));
    if (!some.length) return found;
    found.push(...some);
  }
}
