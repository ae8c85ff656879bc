// Editors of values: a line, several lines, a choice, a table. Nothing is rewritten while typing.

import { make, word } from "../house.js";

const LONG = 60;  // letters that one line shows at once

/** The editor of a field, filled with what stands there; `read()` gives its word. */
export function editorOf(field, now) {
  if (field.columns.length) return tableEditor(field, now);
  if (field.choices.length) return choiceEditor(field, now);
  const many = field.lines || now.shown.includes("\n") || now.shown.length > LONG;
  return many ? linesEditor(field, now) : lineEditor(field, now);
}

function lineEditor(field, now) {
  const place = make("input", { type: "text", autocomplete: "off", spellcheck: "false", "aria-label": field.label });
  return { element: place, ...textIn(place, field, now) };
}

/** Enter saves here too: how to break a line is said beside it. */
function linesEditor(field, now) {
  const rows = Math.min(Math.max(now.shown.split("\n").length, 2), 8);
  const id = `f-${field.name}-lines`;
  const place = make("textarea", { rows, spellcheck: "false", "aria-label": field.label, "aria-describedby": id });
  const element = make("div", {}, place, make("p", { class: "hint", id }, word("lines")));
  return { element, lines: true, ...textIn(place, field, now) };
}

function textIn(place, field, now) {
  place.value = now.shown;
  return {
    focus() { place.focus(); place.select(); },
    read() {
      const text = place.value.normalize("NFC").trim();
      const value = field.kind === "list" ? text.split("\n").map((line) => line.trim()).filter(Boolean) : text;
      return { value: text ? value : null, shown: text };
    },
  };
}

function choiceEditor(field, now) {
  const place = make("select", { "aria-label": field.label }, make("option", { value: "" }, word("none")));
  for (const { value, shown } of field.choices) place.append(make("option", { value }, shown));
  const chosen = field.choices.find(({ value, shown }) => shown === now.shown || value === now.value);
  place.value = chosen ? chosen.value : "";
  return {
    element: place,
    focus() { place.focus(); },
    read() {
      const found = field.choices.find(({ value }) => value === place.value);
      return { value: found ? found.value : null, shown: found ? found.shown : "" };
    },
  };
}

function tableEditor(field, now) {
  const body = make("tbody", {});
  const add = (row) => body.append(rowOf(field, row, body.children.length + 1));
  for (const row of now.rows?.length ? now.rows : [{}]) add(row);
  const more = make("button", { type: "button", class: "quiet" }, word("row_more"));
  more.addEventListener("click", () => {
    add({});
    body.lastElementChild.querySelector("input").focus();
  });
  const headings = field.columns.map(({ label }) => make("th", { scope: "col", lang: "vi" }, label));
  const head = make("thead", {}, make("tr", {}, ...headings, make("td", {})));
  return {
    element: make("div", { class: "rows" }, make("div", { class: "table" }, make("table", {}, head, body)), more),
    focus() { (body.querySelector("input") ?? more).focus(); },
    read() {
      const rows = [...body.children].map(cellsOf).filter((row) => Object.values(row).some(Boolean));
      return { value: rows.length ? rows : null, rows, shown: rows.map((row) => Object.values(row).filter(Boolean).join(" · ")).join("\n") };
    },
  };
}

function rowOf(field, row, number) {
  const cells = field.columns.map(({ name, label }) => {
    const cell = make("input", { type: "text", autocomplete: "off", spellcheck: "false", "data-name": name, "aria-label": `${label} (${number})` });
    cell.value = row[name] ?? "";
    return make("td", {}, cell);
  });
  const gone = make("button", { type: "button", class: "plain", title: word("row_gone"), "aria-label": `${word("row_gone")} (${number})` }, "✕");
  const made = make("tr", {}, ...cells, make("td", {}, gone));
  gone.addEventListener("click", () => {
    const next = made.nextElementSibling ?? made.previousElementSibling;
    const place = next?.querySelector("input") ?? made.closest(".rows").querySelector("button.quiet");
    made.remove();
    place.focus();
  });
  return made;
}

function cellsOf(row) {
  const cells = [...row.querySelectorAll("input")];
  return Object.fromEntries(cells.map((cell) => [cell.dataset.name, cell.value.normalize("NFC").trim()]));
}

/** Whether a word is what stands there already; a table cell by cell, for a cell may have moved. */
export function same(field, said) {
  if (!field.columns.length) return said.shown === field.shown;
  const plain = (rows) => JSON.stringify(rows.map((row) => field.columns.map(({ name }) => row[name] ?? "")));
  return plain(said.rows) === plain(field.rows);
}

/** Enter saves, Esc gives up; neither while letters are being composed (Telex, VNI). */
export function heed(element, save, giveUp) {
  element.addEventListener("keydown", (event) => {
    if (event.isComposing || event.keyCode === 229) return;
    const button = event.target.tagName === "BUTTON";
    if (event.key === "Enter" && !event.shiftKey && !event.ctrlKey && !button) save();
    else if (event.key === "Escape") giveUp();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
}
