"""Tells whether the words of a text layer are language, or what a broken font left of it."""

import re
from collections.abc import Sequence

from ocr_service.domain.page import Word
from ocr_service.reading.syllables import share_of_syllables

MOST_BROKEN = 0.01  # of the signs, that stand for no letter
MOST_FOREIGN = 0.03  # of the signs, that no Vietnamese text has
LEAST_SYLLABLES = 0.75  # of the words, that could be Vietnamese
LEAST_WORDLIKE = 0.9  # of the words, that could be of a language written without marks
LETTERS = "áàảãạăắằẳẵặâấầẩẫậđéèẻẽẹêếềểễệíìỉĩịóòỏõọôốồổỗộơớờởỡợúùủũụưứừửữựýỳỷỹỵ"
FOREIGN = re.compile(rf"[^\x00-\x7f{LETTERS}{LETTERS.upper()}“”‘’–—…•·°²³₫☐☑☒□■✓]")
BROKEN = re.compile(r"[\ufffd\ue000-\uf8ff\x00-\x1f\x7f-\x9f]")  # stands for no letter
WORDLIKE = re.compile(r"(?:[A-Z]?[a-z]+|[A-Z]+)(?:['’-](?:[A-Z]?[a-z]+|[A-Z]+))*")
VOWEL = re.compile(r"[aeiouy]", re.IGNORECASE)
CROWDED = re.compile(r"[^aeiouy'’-]{6}", re.IGNORECASE)
AROUND = ".,;:!?()[]\"'“”"


def is_foreign(text: str) -> bool:
    """Whether the text has any sign that Vietnamese text has not."""
    return FOREIGN.search(text) is not None


def is_sound(words: Sequence[Word]) -> bool:
    """Whether the words are letters, and could be Vietnamese or another living language."""
    signs = "".join(word.text for word in words)
    broken, foreign = len(BROKEN.findall(signs)), len(FOREIGN.findall(signs))
    if broken > MOST_BROKEN * len(signs) or foreign > MOST_FOREIGN * len(signs):
        return False
    texts = [word.text for word in words]
    return share_of_syllables(texts) >= LEAST_SYLLABLES or _share_wordlike(texts) >= LEAST_WORDLIKE


def _share_wordlike(texts: Sequence[str]) -> float:
    """The share of words that are of ASCII letters, written and built as words are."""
    told = [text.strip(AROUND) for text in texts]
    told = [text for text in told if len(text) > 2 and text[0].isalpha()]
    fit = [t for t in told if WORDLIKE.fullmatch(t) and (VOWEL.search(t) or t.isupper())]
    return sum(not CROWDED.search(text) for text in fit) / len(told) if told else 0.0
