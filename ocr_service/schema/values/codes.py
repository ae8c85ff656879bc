"""Numbers of businesses, taxpayers and insured people."""

import re

from stdnum.vn import mst

from ocr_service.schema.letters import DIGIT_SHAPES, tidy
from ocr_service.schema.values.identifiers import personal_id
from ocr_service.schema.values.registry import NOTHING, Options, Parsed, value_kind

CHECK_DIGIT = "check_digit_fails"
# Before 2021 a household business bore the district's number, letter and year: 01A8001234.
_HOUSEHOLD = re.compile(r"(?<!\w)(\d{2}[A-Z]\d{7}(?:/\w+)?)(?!\w)")
_TEN = re.compile(
    r"(?<![\dA-Za-z])([\dOoQDlI|SsBZ]{10})(?:\s?[-–]\s?([\dOoQDlI|]{3}))?(?![\dA-Za-z])"
)
# Two letters for the holder's group, one figure for the benefit, then 12 figures; or 10 figures.
_CARD = re.compile(r"(?<!\w)([A-Z]{2})\s?([1-5])\s?((?:\d\s?){12})(?!\d)")
_INSURED = re.compile(r"(?<!\d)((?:\d\s?){9}\d)(?!\d)")


def proved(code: str) -> str:
    """What is wrong with a tax number of 10 figures (or 13): its check digit, or nothing."""
    plain = code.replace("-", "")
    return (
        CHECK_DIGIT if len(plain) in (10, 13) and plain.isdigit() and not mst.is_valid(code) else ""
    )


@value_kind("tax_code", flaw=proved)
def tax_code(text: str, options: Options) -> Parsed:
    """``0312742744`` or ``0312742744-001``; a personal number since 1 July 2025 (TT 86/2024).

    Weights 31, 29, 23, 19, 17, 13, 7, 5, 3 and the check digit: python-stdnum, ``vn.mst``.
    """
    bare = re.sub(r"(?<=[\w|])[\s.](?=[\w|])", "", tidy(text))
    for found in _TEN.finditer(bare):
        code = found[1].translate(DIGIT_SHAPES) + (
            f"-{found[2].translate(DIGIT_SHAPES)}" if found[2] else ""
        )
        if not proved(code):
            return Parsed(code, 0.99 if code in bare.replace(" ", "") else 0.95)
        if found[1].isdigit():
            return Parsed(code, 0.6)
    return personal_id(text, options)


@value_kind("business_code", flaw=proved)
def business_code(text: str, options: Options) -> Parsed:
    """A tax number, or the number of a household business as it was before: ``01A8001234``."""
    household = _HOUSEHOLD.search(re.sub(r"(?<=\w) (?=\w)", "", tidy(text)))
    return Parsed(household[1], 0.93) if household else tax_code(text, options)


@value_kind("insurance_number")
def insurance_number(text: str, options: Options) -> Parsed:
    """``DN4010123456789`` (QĐ 1351/QĐ-BHXH), the last 10 figures (QĐ 1666/QĐ-BHXH), or 12."""
    bare = " ".join(re.sub(r"[\[\](){}|]", " ", tidy(text).upper()).split())  # its boxes
    if found := _CARD.search(bare):
        return Parsed(found[1] + found[2] + re.sub(r"\s", "", found[3]), 0.95)
    if (long := personal_id(text, options)).value:
        return long
    found = _INSURED.search(bare)
    return Parsed(re.sub(r"\s", "", found[1]), 0.9) if found else NOTHING
