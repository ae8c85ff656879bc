"""Stands in for the population database: it knows a few invented people.

`python -m samples.simulators.population` listens on port 8090 for a service that was started with
OCR_POPULATION_URL=http://127.0.0.1:8090/ OCR_POPULATION_PRIVATE=127.0.0.0/8 and the key below.
"""

import argparse
from collections.abc import Mapping
from dataclasses import dataclass
from hmac import compare_digest

from flask import Flask, Response, jsonify, request

from ocr_service.domain.reuse import folded_words

PORT = 8090
KEY = "population-of-the-simulator"  # nobody else's


@dataclass(frozen=True)
class Known:
    name: str
    date_of_birth: str


# Invented, as the people of all samples.
PEOPLE: Mapping[str, Known] = {
    "001304005678": Known("Nguyễn Thị Minh An", "2004-09-02"),
    "045326776542": Known("Kim Thị Ngọc Lịnh", "2026-04-24"),
    "001215000123": Known("Trần Văn Bình", "2015-03-05"),
}


def population(people: Mapping[str, Known] = PEOPLE, key: str = KEY) -> Flask:
    """An application that answers `POST /`."""
    app = Flask(__name__)

    @app.post("/")
    def look_up() -> tuple[Response, int]:
        if not compare_digest(request.headers.get("Authorization", ""), f"Bearer {key}"):
            return jsonify(error="not_authenticated"), 401
        asked = request.get_json()
        return jsonify(answer=answer(people.get(asked["number"]), asked)), 200

    return app


def answer(known: Known | None, asked: Mapping[str, str | None]) -> str:
    """What was not told is not compared."""
    if known is None:
        return "not_found"
    name, born = asked.get("name"), asked.get("date_of_birth")
    named = not name or folded_words(name) == folded_words(known.name)
    return "matches" if named and (not born or born == known.date_of_birth) else "differs"


def main() -> None:
    parser = argparse.ArgumentParser(description="A population database of invented people.")
    parser.add_argument("--port", type=int, default=PORT)
    population().run(port=parser.parse_args().port)


if __name__ == "__main__":
    main()
