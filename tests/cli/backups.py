"""Backups made and put back at the command line."""

from pathlib import Path
from typing import Any

from ocr_service.actions.keys import add_key
from tests.cli.place import Place
from tests.web.client import Client


def answers(place: Place, key: str) -> list[Any]:
    """All that the API tells of each dossier, with the bytes of each picture."""
    client = Client(place.house(), key)
    told: list[Any] = []
    for dossier in client.get("/dossiers").json["items"]:
        whole = client.get(f"/dossiers/{dossier['id']}").json
        told.append(whole)
        for paper in whole["documents"]:
            pages = [client.get(f"/documents/{paper['id']}/pages/{it}") for it in paper["pages"]]
            told += [client.get(f"/documents/{paper['id']}").json, *[it.data for it in pages]]
    return told


def key_of(place: Place) -> str:
    return add_key("reader", keys=place.house().services.keys)[1]


def same_keys(place: Place) -> dict[str, str]:
    return {name: it for name, it in place.settings.items() if name == "OCR_FILES_KEYS"}


def backed_up(place: Place, target: Path) -> Path:
    made = place.run("backup", target)
    assert made.exit_code == 0, made.output
    return target


def put_back(place: Place, source: Path, *words: object) -> None:
    done = place.run("restore", source, *words)
    assert done.exit_code == 0, done.output


def everything(place: Place, key: str) -> list[Any]:
    client, cursor, found = Client(place.house(), key), "", []
    while cursor is not None:
        page = client.get("/dossiers", query_string={"cursor": cursor} if cursor else {}).json
        found += [client.get(f"/dossiers/{it['id']}").json for it in page["items"]]
        cursor = page["next"]
    return found


def is_empty(place: Place) -> bool:
    return not any(place.rows().values())
