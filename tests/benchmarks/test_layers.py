"""The benchmark of text layers: what it draws is read without OCR, what it encodes comes back."""

from benchmarks.layers import Nobody, born_digital, conversions
from ocr_service.pipeline import read


def test_what_it_draws_is_read_as_it_is() -> None:
    source, text = born_digital(1, seed=3)
    pages = list(read(source, Nobody()))
    assert " ".join(page.text.replace("\n", " ") for page in pages) == text


def test_every_word_comes_back_from_the_encodings_that_have_all_letters() -> None:
    wrong = {row["encoding"]: row["named"] + row["unnamed"] for row in conversions(5000, seed=3)}
    assert (wrong["TCVN3"], wrong["VNI"], wrong["Unicode"]) == (0, 0, 0)
