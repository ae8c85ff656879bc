"""How soon an auditor sees the picture of the paper, in Chromium."""

import logging
import statistics
from collections.abc import Mapping

from flask import Flask
from playwright.sync_api import Page

from benchmarks.screens.browser import chromium, served

TIMES = 15
PICTURE = "main img"
# From the beginning of the navigation until the picture is decoded and may be painted.
SHOWN = """async (wanted) => {
    const picture = document.querySelector(wanted);
    await picture.decode();
    const own = performance.getEntriesByName(picture.currentSrc)[0];
    return [performance.now(), own ? own.duration : 0];
}"""


def seen(app: Flask, name: str, password: str, known: Mapping[str, str]) -> dict[str, float]:
    """Milliseconds at the median: until the picture stands, and of its own request."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    with served(app) as url, chromium() as browser:
        page = browser.new_page(viewport={"width": 1366, "height": 768})
        sign_in(page, url, name, password)
        # Each look is the first: nothing comes from what the browser kept.
        page.context.new_cdp_session(page).send("Network.setCacheDisabled", {"cacheDisabled": True})
        place = f"{url}/review/{known['document']}"
        looks = [look(page, place) for _ in range(TIMES)]
    return {
        "shown_ms": round(statistics.median(whole for whole, _ in looks)),
        "request_ms": round(statistics.median(own for _, own in looks)),
    }


def look(page: Page, place: str) -> tuple[float, float]:
    page.goto("about:blank")
    page.goto(place, wait_until="commit")
    page.wait_for_selector(PICTURE, state="attached")
    whole, own = page.evaluate(SHOWN, PICTURE)
    return whole, own


def sign_in(page: Page, url: str, name: str, password: str) -> None:
    page.goto(f"{url}/sign-in")
    page.fill("#name", name)
    page.fill("#password", password)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{url}/")
