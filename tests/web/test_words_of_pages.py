"""What pages say: all of it in both languages, and never as markup."""

import re
from io import BytesIO
from pathlib import Path

from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

WEB = Path(__file__).parents[2] / "ocr_service" / "web"
METHODS = [("pages/**.py", "python"), ("**.py", "python"), ("templates/**.html", "jinja2")]
PLACEHOLDERS = re.compile(r"%\(\w+\)[sd]|\{\w+\}")
# What would turn text into markup, or run it.
MARKUP = re.compile(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function")
UNSAFE = re.compile(r"\|\s*safe\b|\bon[a-z]+=\"|<style|\sstyle=|javascript:")


def english() -> dict[str, str]:
    """Raises AssertionError where two rooms translate the same words otherwise."""
    words: dict[str, str] = {}
    for place in sorted((WEB / "words" / "en").glob("*.po")):
        for message in read_po(BytesIO(place.read_bytes())):
            if message.id:
                key = message.id if isinstance(message.id, str) else message.id[0]
                text = message.string if isinstance(message.string, str) else message.string[0]
                assert words.setdefault(key, text) == text, (place.name, key)
    return words


def spoken() -> set[str]:
    """Every message that templates and code mark as words for people."""
    keywords = {"_": None, "gettext": None, "lazy_gettext": None, "ngettext": (1, 2)}
    loud = {"templates/**.html": {"silent": "false"}}  # a template that is none is told
    found = extract_from_dir(str(WEB), METHODS, loud, keywords=keywords)
    return {it[2] if isinstance(it[2], str) else it[2][0] for it in found}


def test_all_that_is_said_is_said_in_english_too() -> None:
    known = english()
    assert spoken() - set(known) == set()
    assert [said for said, text in known.items() if not text] == []


def test_translations_keep_the_places_for_values() -> None:
    for said, text in english().items():
        assert set(PLACEHOLDERS.findall(said)) == set(PLACEHOLDERS.findall(text)), said


def test_text_never_becomes_markup() -> None:
    for place in [*WEB.glob("static/js/**/*.js"), *WEB.glob("templates/**/*.html")]:
        text = place.read_text()
        assert not MARKUP.search(text), place.name
        if place.suffix == ".html":
            assert not UNSAFE.search(text), place.name
