"""A day at the office, with the real service: web, Redis, two workers, Tesseract, Chromium."""

import shutil
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from playwright.sync_api import TimeoutError as TookTooLong

from ocr_service.config import Settings
from ocr_service.domain.access import Role
from ocr_service.domain.account import Account
from ocr_service.domain.ids import new_id, utc_now
from ocr_service.storage.database import Database
from ocr_service.wiring.people import people
from tests.screens.screen import Screen, new_screen
from tests.web.browser import hashed
from tests.workers.service import Service, service

pytestmark = pytest.mark.slow
SAMPLES, SCHEMAS = (Path(__file__).parents[2] / it for it in ("samples", "schemas"))
SENT = (
    "birth-complete/can-cuoc.png",
    "birth-complete/giay-tiep-nhan.pdf",
    "birth-complete/to-khai.pdf",
    "form-missing/can-cuoc.pdf",
    "form-missing/giay-khai-sinh-ban-sao.tif",
    "phone-photos/IMG_0412.jpg",
    "phone-photos/IMG_0413.jpg",
    "phone-photos/IMG_0414.jpg",
    "fax-and-turned/fax.tif",
    "fax-and-turned/quet-nguoc.pdf",
    "several-in-one-file/ho-so.pdf",
)
CORRUPT = "hỏng.pdf"
READ_MS = 240_000
OWN, CODE = "H42.1", "H42.1-261126-0001"


def marked(folder: Path) -> Path:
    """Our schemas, of an office that has the day until which a card holds keyed by two people."""
    shutil.copytree(SCHEMAS, folder, dirs_exist_ok=True)
    card = folder / "documents" / "citizen_id_card.yaml"
    words = card.read_text("utf-8")
    card.write_text(words.replace("    mrz: expiry\n", "    mrz: expiry\n    keyed_twice: true\n"))
    return folder


@pytest.fixture(scope="module")
def up(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    folder = tmp_path_factory.mktemp("day")
    schemas = marked(tmp_path_factory.mktemp("schemas"))
    with service(folder, workers=2, OCR_SCHEMAS_DIR=str(schemas)) as running:
        database = Database(f"sqlite:///{folder / 'ocr.sqlite'}")
        accounts = people(database, Settings()).accounts
        for name, role in (("Lan", Role.CLERK), ("Hoa", Role.AUDITOR), ("Minh", Role.AUDITOR)):
            accounts.add(Account(new_id(), name, role, utc_now(), OWN, password=hashed()))
        yield running


@pytest.fixture
def windows(up: Service, chromium: Browser, pytestconfig: pytest.Config) -> Iterator[list[Screen]]:
    """A clerk's, and two auditors'."""
    shots = bool(pytestconfig.getoption("--shots"))
    url = str(up.client.base_url).removesuffix("/api/v1/")
    opened = [new_screen(chromium, url, shots=shots) for _ in range(3)]
    yield opened
    for screen in opened:
        screen.page.context.close()


def folder_of(tmp_path: Path) -> Path:
    """Twelve files, one of them corrupt."""
    folder = tmp_path / "hồ sơ"
    folder.mkdir()
    for place, name in enumerate(SENT):
        source = SAMPLES / name
        (folder / f"{place:02}-{source.name}").write_bytes(source.read_bytes())
    (folder / CORRUPT).write_bytes((SAMPLES / SENT[2]).read_bytes()[:3000])
    return folder


def scan_in(desk: Screen, tmp_path: Path) -> str:
    """Drops the folder, hands in a good file for the corrupt one; the id of the dossier."""
    page = desk.sign_in("Lan", "/scan")
    page.set_input_files("#folder", folder_of(tmp_path))
    page.fill("#code", CODE)
    page.select_option("#procedure", "birth_registration")
    expect(page.locator("#batch-told")).to_contain_text("cả 12 tệp", timeout=READ_MS)
    page.click("#send")
    bad = page.locator(".file").filter(has=page.get_by_text(CORRUPT))
    again = bad.get_by_role("button", name="Thay tệp này")
    again.wait_for(timeout=READ_MS)
    desk.sound()
    fresh = tmp_path / "tốt.pdf"
    fresh.write_bytes((SAMPLES / SENT[2]).read_bytes() + b"\n")
    with page.expect_file_chooser() as chooser:
        again.click()
    chooser.value.set_files(fresh)
    expect(bad).to_have_count(0, timeout=READ_MS)
    expect(page.locator("#batch-told")).to_contain_text("Đã đọc xong", timeout=READ_MS)
    link = page.locator("#end-link").get_attribute("href")
    assert link
    return link.rsplit("/", 1)[1]


def settle_one(page: Page) -> str:
    """By keys alone: what became of the paper on the page."""
    page.wait_for_selector("html[data-ready]")
    before = page.url
    if page.get_by_text("nhập độc lập", exact=True).count():  # two people are to key it: put off
        done, keys = "postponed", ("p", "Enter")
    elif not page.locator("#fields > li").count():  # no schema knows it: no paper of this dossier
        done, keys = "rejected", ("x", "Enter")
    else:
        doubts = page.locator("#fields > li.open").count()
        done, keys = "accepted", (*["Enter"] * doubts, "Control+Enter")
    for key in keys:
        page.keyboard.press(key)
    page.wait_for_url(lambda url: url != before)
    return done


def come_second(screen: Screen, place: str) -> None:
    """To a paper that Hoa looks at."""
    screen.expected |= {409}
    screen.sign_in("Minh", "/review")
    page = screen.go(place)
    page.wait_for_selector("#held:not([hidden])")
    assert "Hoa" in page.inner_text("#held")
    screen.sound()


def read_again(page: Page) -> None:
    """A box around the field in focus, by keys; what a worker reads there is offered."""
    for key in ("r", "Shift+ArrowRight", "Enter"):
        page.keyboard.press(key)
    page.wait_for_selector("#fields :is(input, textarea)")
    assert page.locator("#fields :is(input, textarea)").first.input_value()
    page.keyboard.press("Escape")


def key_in(screen: Screen, document_id: str, values: dict[str, str]) -> None:
    """What stands on paper, without having seen what was read or keyed by another."""
    screen.expected |= {409}
    page = screen.go(f"/review/{document_id}")
    page.wait_for_selector("html[data-ready]")
    while document_id in page.url:  # what comes of the second keying may be doubted in its turn
        for _ in range(page.locator("#fields > li.open").count()):
            say(page, values)
        page.keyboard.press("Control+Enter")
        with suppress(TookTooLong):
            page.wait_for_url(lambda url: document_id not in url, timeout=4000)


def say(page: Page, values: dict[str, str]) -> None:
    """Of the field in focus: typed where it is to be keyed, else as it was read."""
    name = str(page.evaluate("document.activeElement.id")).removeprefix("f-")
    page.keyboard.press("Enter")
    if page.locator(f"[data-name={name}] :is(input, textarea)").count():
        page.keyboard.type(values[name])
        page.keyboard.press("Enter")


def test_a_clerk_scans_twelve_files_in_and_an_auditor_settles_them(
    windows: list[Screen], up: Service, tmp_path: Path
) -> None:
    desk, auditor, second = windows
    dossier_id = scan_in(desk, tmp_path)
    dossier = up.settled(dossier_id)
    assert [file["status"] for file in dossier["files"]] == ["read"] * len(SENT) + ["read"]
    assert (dossier["missing"], dossier["dossier_code"]) == ([], CODE)
    desk.go(f"/dossiers/{dossier_id}").wait_for_selector("main img")
    desk.sound()
    desk.picture("dossier-of-twelve-files")
    doubtful = [it["id"] for it in dossier["documents"] if it["status"] == "needs_review"]
    assert len(doubtful) >= 5
    done = work_off(auditor, second, len(doubtful))
    check_settled(up, dossier_id, done)
    (to_be_keyed, *_) = [it for it, what in done.items() if what == "postponed"]
    check_keyed_twice(up, [auditor, second], to_be_keyed)
    stands = [it["status"] for it in up.get(dossier_id)["documents"] if it["id"] in doubtful]
    assert stands.count("accepted") >= 5


def work_off(auditor: Screen, second: Screen, many: int) -> dict[str, str]:
    """What became of each paper, by its id."""
    page = auditor.sign_in("Hoa", "/review")
    auditor.picture("queue-of-papers")
    page.keyboard.press("Enter")
    page.wait_for_url("**/review/*")
    page.wait_for_selector("html[data-ready]")
    auditor.picture("paper-under-review")
    come_second(second, page.url.removeprefix(auditor.url))
    read_again(page)
    done: dict[str, str] = {}
    while len(done) < many and "/review/" in page.url:
        document_id = page.url.partition("/review/")[2].partition("?")[0]
        done[document_id] = settle_one(page)
    auditor.sound()
    return done


def check_settled(up: Service, dossier_id: str, done: dict[str, str]) -> None:
    stands = {it["id"]: it["status"] for it in up.get(dossier_id)["documents"]}
    for document_id, what in done.items():
        assert stands[document_id] == ("needs_review" if what == "postponed" else what)


def check_keyed_twice(up: Service, auditors: list[Screen], document_id: str) -> None:
    """Neither accepts it alone; the second finds what the first had keyed, and it is told."""
    read = up.client.get(f"documents/{document_id}").json()  # programs see what was read
    values = {field["name"]: field["text"] for field in read["fields"]}
    for screen in auditors:
        before = up.client.get(f"documents/{document_id}").json()
        assert before["status"] == "needs_review"
        key_in(screen, document_id, values)
    after = up.client.get(f"documents/{document_id}").json()
    (keyed,) = [field for field in after["fields"] if field["name"] == "expiry_date"]
    assert (after["status"], keyed["source"]) == ("accepted", "person")
