"""What was read at a place that a person pointed at, as a value of the field they meant."""

from collections.abc import Sequence

from ocr_service.domain.glance import Seen
from ocr_service.domain.page import Box, Line, Word
from ocr_service.schema.document_type import FieldSpec
from ocr_service.schema.syllables import NOT_LETTERS, is_spelt
from ocr_service.schema.values import NOTHING, parse
from ocr_service.understanding.confidence import Evidence, by_hand, probability
from ocr_service.understanding.spelling import spelling

ANY = FieldSpec("", "", "text", ())  # where no field is meant: the words as they stand
WORDED = ("name", "place", "address", "text", "list", "office", "agency")


def seen(lines: Sequence[Line], spec: FieldSpec | None) -> Seen | None:
    """None where nothing stands; the value is None where it is none of the field's kind."""
    words = [word for line in lines for word in line.words]
    if not words:
        return None
    spec = spec or ANY
    text = " ".join(line.text for line in lines)
    box = Box.around(word.box for word in words)
    # Rows are put together from a whole table, not from a place in it.
    parsed = NOTHING if spec.columns else parse(spec.kind, text, spec.options)
    if parsed.value is None:
        return Seen(text, None, 0.0, box)
    spelt = spelling(spec, parsed.value)
    evidence = Evidence(
        heard=[word.confidence for word in words],
        label=1.0,  # the person has shown the place
        sure=parsed.sure,
        known=spelt.known,
        contested=spelt.lost,
        strange=sum(map(strange, words)) if spec.kind in WORDED else 0,
        lines=len(lines),
    )
    sure = probability(spec.kind, evidence)
    penned = [word.confidence for word in words if word.handwritten]
    return Seen(text, spelt.value, by_hand(sure, penned) if penned else sure, box)


def strange(word: Word) -> bool:
    letters = NOT_LETTERS.sub("", word.text)
    return bool(letters) and not is_spelt(letters)
