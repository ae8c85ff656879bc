"""The two languages of the pages: Vietnamese as written in the templates, English from words/en."""

import re
from functools import cache
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations
from flask import Flask, request
from flask_babel import Babel, Domain, get_locale, gettext

COOKIE = "ocr-language"
NUMBER, PLACE = re.compile(r"\d+(?:,\d+)?"), "{n}"
VIETNAMESE, ENGLISH = "vi", "en"
LANGUAGES = {VIETNAMESE: "Tiếng Việt", ENGLISH: "English"}
ENGLISH_WORDS = Path(__file__).parent / "words" / ENGLISH
ZONE = "Asia/Ho_Chi_Minh"


class Spoken(Domain):  # type: ignore[misc]
    """The words in the language of the request, straight from the .po files: nothing to build."""

    def get_translations(self) -> NullTranslations:
        locale = get_locale()
        return english() if locale and locale.language == ENGLISH else NullTranslations()


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
    """As the person chose in this browser; else Vietnamese, whatever the browser speaks."""
    chosen = request.cookies.get(COOKIE, "")
    return chosen if chosen in LANGUAGES else VIETNAMESE


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


def said(text: str) -> str:
    """A phrase that code tells in Vietnamese; its numbers stand apart from its words."""
    if not text:  # by gettext "" is the head of the catalogue
        return ""
    known = str(gettext(text))
    if known != text:
        return known
    pattern = str(gettext(NUMBER.sub(PLACE, text)))
    for number in NUMBER.findall(text):
        pattern = pattern.replace(PLACE, number, 1)
    return pattern
