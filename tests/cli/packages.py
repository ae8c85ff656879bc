"""Houses that hand dossiers over to each other; packages opened, and made anew by forgers."""

import atexit
import shutil
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from hashlib import sha256
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from ocr_service.domain.package import MANIFEST, METS, Rep
from ocr_service.schema.catalogue import load
from ocr_service.wiring.envelope import enveloped
from ocr_service.wiring.stores import file_store, migrated
from tests.cli.place import SCHEMAS, Place
from tests.databases import new_sqlite
from tests.fakes import House, scan_of
from tests.records import CARD, said
from tests.screens.drawing import DrawingReader
from tests.web.client import Client

CODE, AGENCY = "H42.1-251126-0001", "H42.1"
FEW = ("documents/citizen_id_card.yaml", "procedures/birth_registration.yaml")
Files = dict[str, bytes]


@dataclass(frozen=True)
class Sent:
    """A house, its dossier, and the package that it made of it."""

    place: Place
    client: Client
    dossier: Any
    package: Path


def place_at(folder: Path, **settings: str) -> Place:
    """A house that starts quickly: its tables are made, and it knows few papers."""
    if "OCR_DATABASE_URL" not in settings:
        new_sqlite(folder / "ocr.sqlite")
    return Place(folder, {"OCR_SCHEMAS_DIR": str(few_schemas()), **settings})


@cache
def few_schemas() -> Path:
    folder = Path(mkdtemp(prefix="ocrt-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    for name in FEW:
        (folder / name).parent.mkdir()
        shutil.copyfile(SCHEMAS / name, folder / name)
    return folder


def client_of(place: Place) -> Client:
    """Of a house with the schemas that the command line has, whose eyes draw what they read."""
    settings = place.all_settings
    files = enveloped(file_store(settings), settings, migrated(settings))
    house = House.in_folder(place.folder, settings.database, files, load(settings.schemas_dir))
    return Client(replace(house, reader=DrawingReader()))


def filled(client: Client) -> Any:
    """A dossier that much was done to: a page turned, papers accepted, one used and revoked.

    A file of it could not be read.
    """
    sent = (
        ("Đơn của An.tif", scan_of("helo", "sure letter")),
        ("2.pdf", scan_of("to be looked at", "")),
        ("hỏng.dwg", b"x\nbroken"),  # of a kind that nobody reads
    )
    dossier = client.settled(*sent, dossier_code=CODE, agency_code=AGENCY)
    path = f"/dossiers/{dossier['id']}"
    tag = {"If-Match": client.get(path).headers["ETag"]}
    turned = client.post(
        f"{path}/edits", json={"kind": "turn", "pages": [2], "by": 90}, headers=tag
    )
    assert turned.status_code in (200, 202), turned.json
    client.house.work_all()
    paper = client.get(path).json["documents"][0]["id"]
    said(client, paper, document_type="citizen_id_card", fields=CARD)
    told = {"purpose": "Đăng ký thường trú", "dossier_code": "X-1"}
    assert client.post(f"/records/{paper}/uses", json=told).status_code == 201
    revoked = client.post(f"/records/{paper}/revocation", json={"reason": "Cấp sai"})
    assert revoked.status_code == 201
    return client.get(path).json


def exported(place: Place, name: str, out: Path) -> Path:
    done = place.run("export", name, "--out", out)
    assert done.exit_code == 0, (done.output, done.exception)
    hash_, _, made = done.stdout.strip().partition("  ")
    assert sha256(Path(made).read_bytes()).hexdigest() == hash_
    return Path(made)


def imported(place: Place, package: Path, said_: str = "đã nhập: hồ sơ") -> None:
    done = place.run("import", package)
    assert done.exit_code == 0, (done.output, done.exception)
    assert said_ in done.stdout


def files_of(package: Path) -> Files:
    """Names are as seen from the package's folder."""
    with zipfile.ZipFile(package) as zip_:
        return {name.partition("/")[2]: zip_.read(name) for name in zip_.namelist()}


def remade(package: Path, target: Path, change: Callable[[Files], None], sealed: bool) -> Path:
    """The package with other files; ``sealed``: its lists of hashes say so, too."""
    with zipfile.ZipFile(package) as zip_:
        folder = zip_.namelist()[0].partition("/")[0]
    before, after = files_of(package), files_of(package)
    change(after)
    if sealed:
        seal(before, after)
    with zipfile.ZipFile(target, "w") as zip_:
        for name, content in after.items():
            zip_.writestr(zipfile.ZipInfo(f"{folder}/{name}"), content)
    return target


def seal(before: Files, after: Files) -> None:
    """As a forger would who knows the format."""
    mets = [*(rep.mets for rep in Rep), METS]
    for name in [*(it for it in before if it not in (*mets, MANIFEST)), *mets]:
        old, new = (sha256(files[name]).hexdigest() for files in (before, after))
        for list_ in (*mets, MANIFEST):
            after[list_] = after[list_].replace(old.encode(), new.encode())


def acts(client: Client) -> list[str]:
    return [it["act"] for it in client.get("/audit").json["items"]]
