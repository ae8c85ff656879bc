"""Tells whether the words of a text layer are language, or what a broken font left of it."""

import re
from collections.abc import Sequence

from ocr_service.domain.page import Word
from ocr_service.schema.syllables import share_of_syllables

MOST_BROKEN = 0.01  # of the signs, that stand for no letter
MOST_FOREIGN = 0.03  # of the signs, that no Vietnamese text has
LEAST_SYLLABLES = 0.75  # of the words, that could be Vietnamese
LEAST_WORDLIKE = 0.9  # of the words, that could be of a language written without marks
LEAST_PLAIN = 0.75  # of the signs, that are letters, figures and marks between words
LETTERS = "áàảãạăắằẳẵặâấầẩẫậđéèẻẽẹêếềểễệíìỉĩịóòỏõọôốồổỗộơớờởỡợúùủũụưứừửữựýỳỷỹỵ"
FOREIGN = re.compile(rf"[^\x00-\x7f{LETTERS}{LETTERS.upper()}“”‘’–—…•·°²³₫☐☑☒□■✓]")
BROKEN = re.compile(r"[\ufffd\ue000-\uf8ff\x00-\x1f\x7f-\x9f]")  # stands for no letter
WORD = re.compile(r"[^\W\d_]{3,}")
WORDLIKE = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")
VOWEL = re.compile(r"[aeiouy]", re.IGNORECASE)
CROWDED = re.compile(r"[^aeiouy]{6}", re.IGNORECASE)
PLAIN = re.compile(r"[\w.,;:!?()/'\"“”’…-]")


def is_foreign(text: str) -> bool:
    """Whether the text has any sign that Vietnamese text has not."""
    return FOREIGN.search(text) is not None


def is_sound(words: Sequence[Word]) -> bool:
    """Whether the words are letters, and could be Vietnamese or another living language."""
    texts = [word.text for word in words]
    signs = "".join(texts)
    broken, foreign = len(BROKEN.findall(signs)), len(FOREIGN.findall(signs))
    if broken > MOST_BROKEN * len(signs) or foreign > MOST_FOREIGN * len(signs):
        return False
    return share_of_syllables(texts) >= LEAST_SYLLABLES or _is_of_words(" ".join(texts))


def _is_of_words(text: str) -> bool:
    """Whether a text in ASCII letters is written and built as words are."""
    if len(PLAIN.findall(text)) < LEAST_PLAIN * len(text.replace(" ", "")):
        return False
    told = WORD.findall(text)
    fit = [word for word in told if WORDLIKE.fullmatch(word) and not CROWDED.search(word)]
    pronounced = sum(word.isupper() or VOWEL.search(word) is not None for word in fit)
    return bool(told) and pronounced >= LEAST_WORDLIKE * len(told)
