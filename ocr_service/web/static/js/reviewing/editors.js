// Editors of values: a line, several lines, a choice, a table. Nothing is rewritten while typing.

import { make, word } from "../house.js";

/** The editor of a field, filled with what stands there; `read()` gives its word. */
export function editorOf(field, now) {
  if (field.columns.length) return tableEditor(field, now);
  if (field.choices.length) return choiceEditor(field, now);
  return textEditor(field, now);
}

function textEditor(field, now) {
  const many = field.lines || now.shown.includes("\n") || now.shown.length > 60;
  const place = many
    ? make("textarea", { rows: Math.min(Math.max(now.shown.split("\n").length, 2), 8), spellcheck: "false" })
    : make("input", { type: "text", autocomplete: "off", spellcheck: "false" });
  place.value = now.shown;
  place.setAttribute("aria-label", field.label);
  return {
    element: place,
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
  const head = make("tr", {}, ...field.columns.map(({ label }) => make("th", { scope: "col" }, label)), make("td", {}));
  const body = make("tbody", {});
  const rowOf = (row) => {
    const made = make("tr", {});
    for (const { name, label } of field.columns) {
      const cell = make("input", { type: "text", autocomplete: "off", spellcheck: "false", "data-name": name });
      cell.setAttribute("aria-label", `${label} (${body.children.length + 1})`);
      cell.value = row[name] ?? "";
      made.append(make("td", {}, cell));
    }
    const gone = make("button", { type: "button", class: "plain", title: word("row_gone") }, "✕");
    gone.setAttribute("aria-label", word("row_gone"));
    gone.addEventListener("click", () => made.remove());
    made.append(make("td", {}, gone));
    return made;
  };
  for (const row of now.rows ?? []) body.append(rowOf(row));
  if (!body.children.length) body.append(rowOf({}));
  const more = make("button", { type: "button", class: "quiet" }, word("row_more"));
  more.addEventListener("click", () => {
    body.append(rowOf({}));
    body.lastElementChild.querySelector("input").focus();
  });
  const table = make("div", { class: "table" }, make("table", {}, make("thead", {}, head), body));
  return {
    element: make("div", { class: "rows" }, table, more),
    focus() { body.querySelector("input")?.focus(); },
    read() {
      const rows = [...body.children].map((row) => Object.fromEntries(
        [...row.querySelectorAll("input")].map((cell) => [cell.dataset.name, cell.value.normalize("NFC").trim()]),
      )).filter((row) => Object.values(row).some(Boolean));
      return { value: rows.length ? rows : null, rows, shown: rows.map((row) => Object.values(row).filter(Boolean).join(" · ")).join("\n") };
    },
  };
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

