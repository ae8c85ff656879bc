"""A browser before the real front door: what it shows, what it complains of, what it looks like."""

import re
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import cast

from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import Browser, ConsoleMessage, Page

from ocr_service.domain.access import Role
from tests.fakes import House
from tests.web.browser import PASSWORD, person

DESK, TABLET = (1366, 768), (820, 1180)
LANGUAGES = ("vi", "en")
COOKIE = "ocr-language"
PICTURES = Path(__file__).parents[2] / "docs" / "screens"
COLOURS = 64  # of a picture in the README: small, and no one sees the difference
REFUSED = re.compile(r"the server responded with a status of (\d{3})")
AXE = Axe()


@dataclass
class Screen:
    """One person's window. ``expected``: statuses of answers that this test means to get."""

    page: Page
    url: str
    shots: bool = False
    expected: set[int] = field(default_factory=set)
    complaints: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type != "error":
            return
        refused = REFUSED.search(message.text)
        if not (refused and int(refused[1]) in self.expected):
            self.complaints.append(f"{message.text} ({message.location.get('url')})")

    def go(self, path: str) -> Page:
        self.page.goto(self.url + path)
        return self.page

    def sign_in(self, name: str, next: str = "/") -> Page:  # noqa: A002
        self.go(f"/sign-in?next={next}")
        self.page.fill("#name", name)
        self.page.fill("#password", PASSWORD)
        self.page.keyboard.press("Enter")
        self.page.wait_for_url(self.url + next)
        return self.page

    def speak(self, language: str) -> None:
        self.page.context.add_cookies([{"name": COOKIE, "value": language, "url": self.url}])

    def breakable(self) -> None:
        """Asked before a page opens; else what it asks next may pass by a route made later."""
        self.page.context.route("**/asked-by-nobody", lambda it: it.continue_())

    def size(self, size: tuple[int, int]) -> None:
        self.page.set_viewport_size({"width": size[0], "height": size[1]})

    def sound(self) -> None:
        """Nothing for axe to blame, no complaint in the console, no sideways scrolling."""
        results = AXE.run(self.page)
        blamed = [
            f"{it['id']}: {[node['target'] for node in it['nodes']]}"
            for it in results.response["violations"]
        ]
        assert not blamed, f"{self.page.url}: {blamed}"
        wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert self.page.evaluate(wide) <= 0, f"{self.page.url} scrolls sideways"
        assert not self.complaints, self.complaints

    def sound_everywhere(self, path: str, ready: str = "main") -> None:
        """Sound in both languages at both sizes; ends in Vietnamese at a desk."""
        for language in reversed(LANGUAGES):
            self.speak(language)
            self.size(TABLET)
            self.go(path)
            self.page.wait_for_selector(ready)
            for size in (TABLET, DESK):
                self.size(size)
                self.sound()

    def picture(self, name: str) -> None:
        """Kept for the README, when asked for by --shots."""
        if not self.shots:
            return
        PICTURES.mkdir(parents=True, exist_ok=True)
        seen = Image.open(BytesIO(self.page.screenshot())).convert("RGB")
        seen.quantize(COLOURS, dither=Image.Dither.NONE).save(
            PICTURES / f"{name}.png", optimize=True
        )


def new_screen(
    chromium: Browser, url: str, size: tuple[int, int] = DESK, shots: bool = False
) -> Screen:
    context = chromium.new_context(
        viewport={"width": size[0], "height": size[1]},
        locale="vi-VN",
        timezone_id="Asia/Ho_Chi_Minh",
        reduced_motion="reduce",
    )
    context.set_default_timeout(30_000)
    return Screen(context.new_page(), url, shots)


def signed_in(
    screen: Screen,
    house: House,
    name: str,
    role: Role,
    agency_code: str = "",
    next: str = "/",  # noqa: A002
) -> Page:
    """The page after signing in; the account is made if there is none."""
    if house.services.people.accounts.named(name) is None:
        person(house, name, role, agency_code)
    return cast(Page, screen.sign_in(name, next))
