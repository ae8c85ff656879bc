// Keeps the figures of the house fresh: asks the API every few seconds while somebody looks.

import { call, word } from "./house.js";

const EVERY_MS = 5000;
const ZONE = "Asia/Ho_Chi_Minh"; // as all times of the pages
const UNITS = [["days", 86400], ["hours", 3600], ["minutes", 60], ["seconds", 1]];
const speaking = document.documentElement.lang;

function at(told, path) {
  return path.split(".").reduce((inner, name) => inner?.[name], told);
}

function age(then, now) {
  if (!then) return null;
  const seconds = Math.max(0, Math.round((new Date(now) - new Date(then)) / 1000));
  const [unit, length] = UNITS.find(([, long]) => seconds >= long) ?? UNITS[UNITS.length - 1];
  return word(unit, { n: Math.floor(seconds / length) });
}

function size(bytes) {
  if (bytes === null || bytes === undefined) return word("none");
  const steps = ["B", "KB", "MB", "GB", "TB"];
  const step = Math.min(Math.floor(Math.log(Math.max(1, bytes)) / Math.log(1024)), 4);
  const shown = new Intl.NumberFormat(speaking, { maximumFractionDigits: step > 2 ? 1 : 0 });
  return `${shown.format(bytes / 1024 ** step)} ${steps[step]}`;
}

function put(place, text) {
  if (place.textContent !== text) place.textContent = text;
}

function each(name, show) {
  for (const place of document.querySelectorAll(`[data-${name}]`)) show(place, place.dataset[name]);
}

function ages(now, told) {
  each("age", (place, path) => {
    if (told) place.dataset.then = at(told, path) ?? "";
    const never = path === "house.backup_at" ? word("never") : word("none");
    put(place, age(place.dataset.then, now) ?? never);
  });
}

function fill(told) {
  const numbers = new Intl.NumberFormat(speaking);
  each("figure", (place, path) => {
    const value = at(told, path) ?? word("none");
    put(place, typeof value === "number" ? numbers.format(value) : String(value));
  });
  each("bytes", (place, path) => put(place, size(at(told, path))));
  ages(told.at, told);
  each("bad", (place, paths) => {
    place.classList.toggle("trouble", paths.split(" ").some((path) => at(told, path) > 0));
  });
  each("none", (place, path) => place.classList.toggle("trouble", !at(told, path)));
  each("low", (place, paths) => {
    const [left, least] = paths.split(" ").map((path) => at(told, path));
    place.classList.toggle("trouble", left === null || left < least * 2);
  });
  put(document.getElementById("fresh"), word("fresh", { time: new Date(told.at).toLocaleTimeString(speaking, { timeZone: ZONE }) }));
}

async function refresh() {
  const away = document.getElementById("away");
  if (!document.hidden) {
    try {
      fill((await call("GET", "operations")).body);
      away.hidden = true;
    } catch {
      away.hidden = false;
    }
  }
  setTimeout(refresh, EVERY_MS);
}

ages(new Date());
refresh();
