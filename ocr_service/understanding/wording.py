"""Values as the office writes them, for messages: a day as 05/03/2024, a sex as Nam or Nữ."""

import re

from ocr_service.domain.record import Value

SEXES = {"male": "Nam", "female": "Nữ"}
_DAY = re.compile(r"\d{4}(?:-\d\d){1,2}")


def written(value: Value) -> str:
    """A value in words for people; others than days and sexes as they are."""
    text = str(value)
    if found := _DAY.match(text):
        return "/".join(reversed(found[0].split("-"))) + text[found.end() :].replace("T", " ")
    return SEXES.get(text, text)
