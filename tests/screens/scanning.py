"""What tests of the scan page share: files to send, lines of the list, dossiers that came of it."""

from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from ocr_service.domain.dossier import Dossier
from ocr_service.storage import Search
from tests.fakes import House, scan_of

CODE = "H42.1-261124-0007"
LARGE = scan_of("sure " + "trang dài " * 30_000)


def filled(folder: Path, **files: bytes) -> Path:
    folder.mkdir(exist_ok=True)
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return folder


def row(page: Page, name: str) -> Any:
    return page.locator(".file").filter(has=page.get_by_text(name, exact=True))


def dossiers(house: House) -> tuple[Dossier, ...]:
    return house.services.dossiers.find(Search())
