"""Handles of a record: single words, each with a sign before it, by which an index finds it.

What is asked for becomes tiers: whoever has the handles of the first one comes before all others.
Words that stand beside each other are one handle too, since an index of words knows no order.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ocr_service.domain.access import lineage
from ocr_service.domain.reuse import Facts, folded_words, key_of, spoken

# Folded words stand without a sign: none but them begins as a searched word begins.
WRITTEN, BARE = "=", "+"  # words of a name or heading, with their marks and without
NUMBER, KEY = "*", "~"  # of a person or an organisation; of the paper
TYPE, AGENCY, WITHIN = "#", "$", "@"
ISSUED = "^"  # a year, a month
LATER = ISSUED + "later"  # than the day on which it was filed
MOST_BESIDE = 3  # words in one handle; a longer phrase is told by those in it
MOST_HANDLES, LONGEST = 1500, 600  # bytes each: PostgreSQL takes no more than a megabyte in all
LONGEST_KEY = 200  # signs
BEGINS = 3  # signs from which on the last word of a search may be a beginning only
Alternatives = tuple[tuple[str, ...], ...]  # all handles of one of them


@dataclass(frozen=True, slots=True)
class Wanted:
    """All handles of at least one of ``either``, and a word that begins so."""

    either: Alternatives
    begins: str = ""


def handles_of(facts: Facts, document_type: str, agencies: Sequence[str], filed: date) -> list[str]:
    """All that a record is found by; ``agencies``: whose it is, then others that may find it."""
    key = key_of(facts.number)[:LONGEST_KEY]
    codes = [
        coded(TYPE, document_type),
        coded(AGENCY, agencies[0]),
        *(coded(WITHIN, above) for it in agencies for above in lineage(it) if above),
    ]
    found = [
        *(NUMBER + party.number[:LONGEST_KEY] for party in facts.parties if party.number),
        *([KEY + key] if key else []),
        *issued(facts.issued_on, filed),
        *facts.words,
    ]
    for line in facts.called:
        for many in range(1, MOST_BESIDE + 1):
            found += beside(WRITTEN, spoken(line).split(), many)
            found += beside(BARE, folded_words(line), many)
    words = [it for it in dict.fromkeys(found) if len(it.encode()) <= LONGEST]
    return [*dict.fromkeys(codes), *words[:MOST_HANDLES]]


def coded(sign: str, code: str) -> str:
    """A code of whatever letters, as one word that no index takes for another."""
    return sign + code.encode().hex()


def issued(day: str, filed: date) -> list[str]:
    """By year and month; ``day`` is ISO 8601, "" where it is not known."""
    later = [LATER] if day > filed.isoformat() else []
    return [ISSUED + day[:4], ISSUED + day[:4] + day[5:7], *later] if day else []


def beside(sign: str, words: Sequence[str], many: int) -> list[str]:
    """So many words each that follow one another."""
    return [sign + "_".join(words[place : place + many]) for place in range(len(words) - many + 1)]


def phrase(sign: str, words: Sequence[str]) -> Wanted:
    """Whatever holds these words in this order."""
    return Wanted((tuple(beside(sign, words, min(len(words), MOST_BESIDE))),))


def tiers(q: str, words: Sequence[str]) -> tuple[Wanted, ...]:
    """The best first: that number, that name as written, without its marks, all these words; at
    last all but the last of them, and a word that begins as it does.
    """
    if not words:
        return ()
    key, exact = key_of(q)[:LONGEST_KEY], spoken(q).split()
    *before, last = words
    return (
        Wanted(((KEY + key,), (NUMBER + key,))),
        phrase(WRITTEN, exact),
        phrase(BARE, folded_words(q)),
        Wanted((tuple(words),)),
        *([Wanted((tuple(before),), last)] if len(last) >= BEGINS else []),
    )


def months(year: int, month: int, many: int) -> Alternatives:
    """That one and those before it, so many in all."""
    last = year * 12 + month - 1
    each = range(last - many + 1, last + 1)
    return tuple((f"{ISSUED}{it // 12:04}{it % 12 + 1:02}",) for it in each)


def years(year: int, many: int) -> Alternatives:
    return tuple((f"{ISSUED}{it:04}",) for it in range(year - many + 1, year + 1))
