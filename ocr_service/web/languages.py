"""The two languages of the pages: Vietnamese as written in the templates, English from words/en."""

import re
from collections.abc import Mapping
from functools import cache
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations
from flask import Flask, request
from flask_babel import Babel, Domain, get_locale

COOKIE = "ocr-language"
API = "/api/"
# What code fills into its phrases: numbers, and names in quotes (several as a list).
VALUE = re.compile(r"\d+(?:,\d+)?|“[^“”]*”(?:, “[^“”]*”)*")
NUMBER, QUOTED = "{n}", "{q}"
PLACE = re.compile(r"\{[nq]\}")
VIETNAMESE, ENGLISH = "vi", "en"
LANGUAGES = {VIETNAMESE: "Tiếng Việt", ENGLISH: "English"}
ENGLISH_WORDS = Path(__file__).parent / "words" / ENGLISH
ZONE = "Asia/Ho_Chi_Minh"


class Spoken(Domain):  # type: ignore[misc]
    """The words in the language of the request, straight from the .po files: nothing to build."""

    def get_translations(self) -> NullTranslations:
        locale = get_locale()
        return words_of(locale.language if locale else VIETNAMESE)


class Speech(Babel):  # type: ignore[misc]
    domain_instance = Spoken()


def add_languages(app: Flask) -> None:
    Speech(
        app,
        default_locale=VIETNAMESE,
        default_timezone=ZONE,
        locale_selector=language,
    )


def language() -> str:
    """As the person chose in this browser; else Vietnamese, whatever the browser speaks.

    A program that calls the API comes without cookies, and says what it wants to hear.
    """
    if request.path.startswith(API) and not request.cookies:
        wanted = (
            tag.partition("-")[0].lower() for tag, weight in request.accept_languages if weight
        )
        return next((it for it in wanted if it in LANGUAGES), VIETNAMESE)
    chosen = request.cookies.get(COOKIE, "")
    return chosen if chosen in LANGUAGES else VIETNAMESE


def words_of(spoken: str) -> NullTranslations:
    return english() if spoken == ENGLISH else NullTranslations()


@cache
def english() -> Translations:
    """All of words/en, one file a room."""
    words = Translations()
    for place in sorted(ENGLISH_WORDS.glob("*.po")):
        with place.open("rb") as file:
            catalogue = read_po(file, locale=ENGLISH)
        compiled = BytesIO()
        write_mo(compiled, catalogue)
        compiled.seek(0)
        words.merge(Translations(compiled))
    return words


def said(text: str, spoken: str = "") -> str:
    """A phrase that code tells in Vietnamese; numbers and names in it stand apart from its words.

    It is told as it is where nobody has put it into the language ``spoken``, else the request's.
    """
    if not text:  # by gettext "" is the head of the catalogue
        return ""
    gettext = words_of(spoken or language()).gettext
    known = gettext(text)
    if known != text:
        return known
    values: dict[str, list[str]] = {NUMBER: [], QUOTED: []}

    def apart(found: re.Match[str]) -> str:
        kind = QUOTED if found[0].startswith("“") else NUMBER
        values[kind].append(found[0])
        return kind

    pattern = VALUE.sub(apart, text)
    known = gettext(pattern)
    if known == pattern:
        return text
    return PLACE.sub(lambda place: values[place[0]].pop(0), known)


def in_words(phrases: Mapping[str, object]) -> dict[str, str]:
    """Lazy phrases in the language of the request, for a page's script."""
    return {name: str(phrase) for name, phrase in phrases.items()}
