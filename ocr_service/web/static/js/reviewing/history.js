// Crops of the page beside what was changed there.

import { make, word } from "../house.js";

const AROUND = 0.012;  // of the page's width, on each side
const WIDE = 400;  // pixels of a crop, at most
const HIGH = 44;

const pictures = new Map();

/** Each page is loaded once. */
function picture(place) {
  if (!pictures.has(place)) {
    pictures.set(place, new Promise((resolve, reject) => {
      const loaded = new Image();
      loaded.addEventListener("load", () => resolve(loaded));
      loaded.addEventListener("error", reject);
      loaded.src = place;
    }));
  }
  return pictures.get(place);
}

async function fill(crop) {
  const [left, top, right, bottom] = JSON.parse(crop.dataset.box);
  const page = await picture(crop.dataset.picture);
  const [x, y] = [Math.max(left - AROUND, 0) * page.width, Math.max(top - AROUND / 2, 0) * page.height];
  const wide = Math.min(right + AROUND, 1) * page.width - x;
  const high = Math.min(bottom + AROUND / 2, 1) * page.height - y;
  const scale = Math.min(WIDE / wide, Math.max(HIGH / high, 0.35), 1);
  const shown = make("canvas", { width: Math.round(wide * scale), height: Math.round(high * scale), role: "img" });
  shown.setAttribute("aria-label", `${word("crop")}: ${crop.dataset.alt}`);
  shown.getContext("2d").drawImage(page, x, y, wide, high, 0, 0, shown.width, shown.height);
  crop.append(shown);
}

await Promise.allSettled([...document.querySelectorAll(".crop")].map(fill));
document.documentElement.dataset.ready = "yes";
