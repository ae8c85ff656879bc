"""Styles and scripts, at an address that changes whenever one of them does.

A browser asks for each once: a page of many small modules is as quick as one of a big bundle,
and never runs yesterday's script.
"""

from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from flask import Blueprint, Response, send_from_directory

FOLDER = Path(__file__).parents[1] / "static"
YEAR = 365 * 24 * 60 * 60
KEPT, ASKED_AGAIN = f"public, max-age={YEAR}, immutable", "no-cache"


def add_assets(pages: Blueprint) -> None:
    stamp = stamp_of(FOLDER)

    def static(told: str, filename: str) -> Response:
        """Whatever stamp is told: while some still run the version before, all pages go on."""
        response = send_from_directory(FOLDER, filename)
        response.headers["Cache-Control"] = KEPT if told == stamp else ASKED_AGAIN
        return response

    def with_stamp(endpoint: str, values: dict[str, Any]) -> None:
        if endpoint == f"{pages.name}.{static.__name__}":
            values.setdefault("told", stamp)

    pages.add_url_rule("/static/<told>/<path:filename>", view_func=static)
    pages.app_url_defaults(with_stamp)


@cache
def stamp_of(folder: Path) -> str:
    """Of all that lies in it, names and contents."""
    digest = sha256()
    for path in sorted(it for it in folder.rglob("*") if it.is_file()):
        digest.update(f"{path.relative_to(folder)}\0{path.stat().st_size}\0".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]
