"""A day at the office, with the real service: web, Redis, two workers, Tesseract, Chromium."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

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
SAMPLES = Path(__file__).parents[2] / "samples"
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


@pytest.fixture(scope="module")
def up(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    folder = tmp_path_factory.mktemp("day")
    with service(folder, workers=2) as running:
        database = Database(f"sqlite:///{folder / 'ocr.sqlite'}")
        accounts = people(database, Settings()).accounts
        for name, role in (("Lan", Role.CLERK), ("Hoa", Role.AUDITOR)):
            accounts.add(Account(new_id(), name, role, utc_now(), OWN, password=hashed()))
        yield running


@pytest.fixture
def windows(
    up: Service, chromium: Browser, pytestconfig: pytest.Config
) -> Iterator[tuple[Screen, Screen]]:
    shots = bool(pytestconfig.getoption("--shots"))
    url = str(up.client.base_url).removesuffix("/api/v1/")
    both = new_screen(chromium, url, shots=shots), new_screen(chromium, url, shots=shots)
    yield both
    for screen in both:
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


def test_a_clerk_scans_twelve_files_in_and_an_auditor_settles_them(
    windows: tuple[Screen, Screen], up: Service, tmp_path: Path
) -> None:
    desk, auditor = windows
    dossier_id = scan_in(desk, tmp_path)
    dossier = up.settled(dossier_id)
    assert [file["status"] for file in dossier["files"]] == ["read"] * len(SENT) + ["read"]
    assert (dossier["missing"], dossier["dossier_code"]) == ([], CODE)
    desk.go(f"/dossiers/{dossier_id}").wait_for_selector("main img")
    desk.sound()
    desk.picture("dossier-of-twelve-files")
    doubtful = [it["id"] for it in dossier["documents"] if it["status"] == "needs_review"]
    assert len(doubtful) >= 5
    done = settle_all(auditor, len(doubtful))
    assert done.count("accepted") >= 5
    after = [it["status"] for it in up.get(dossier_id)["documents"] if it["id"] in doubtful]
    assert after.count("accepted") == done.count("accepted")
    assert after.count("rejected") == done.count("rejected")


def settle_all(auditor: Screen, many: int) -> list[str]:
    """From the queue on, paper by paper: what became of each."""
    page = auditor.sign_in("Hoa", "/review")
    auditor.picture("queue-of-papers")
    page.keyboard.press("Enter")
    page.wait_for_url("**/review/*")
    page.wait_for_selector("html[data-ready]")
    auditor.picture("paper-under-review")
    done: list[str] = []
    while len(done) < many and "/review/" in page.url:
        done.append(settle_one(page))
    auditor.sound()
    return done
