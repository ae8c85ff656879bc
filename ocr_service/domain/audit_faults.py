"""What is wrong with a trail, told from its entries alone, in the order in which they stand."""

import hmac
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from ocr_service.domain.audit import GENESIS, Entry, hash_of, seal_of


class Wrong(StrEnum):
    """The kinds of faults."""

    MISSING = "missing"
    OUT_OF_ORDER = "out_of_order"
    CHANGED = "changed"
    UNCHAINED = "unchained"
    UNSEALED = "unsealed"
    WRONG_SEAL = "wrong_seal"
    UNREADABLE = "unreadable"
    CUT = "cut"


WORDS = {
    Wrong.MISSING: "removed",
    Wrong.OUT_OF_ORDER: "out of order, or there twice",
    Wrong.CHANGED: "changed after writing",
    Wrong.UNCHAINED: "not what follows the entry before: one of the two was written anew",
    Wrong.UNSEALED: "no seal, though OCR_SECRET_KEY is set (see --sealed-from)",
    Wrong.WRONG_SEAL: "sealed with another OCR_SECRET_KEY, or forged (see --sealed-from)",
    Wrong.UNREADABLE: "no entry of a trail",
    Wrong.CUT: "no entry has the hash given as --head: cut off at the end, or all written anew",
}


@dataclass(frozen=True, slots=True)
class Fault:
    """Entries ``first`` to ``last``, and what is wrong with them."""

    wrong: Wrong
    first: int
    last: int

    def __str__(self) -> str:
        if self.wrong is Wrong.CUT:
            return WORDS[self.wrong]
        one, many = ("line", "lines") if self.wrong is Wrong.UNREADABLE else ("entry", "entries")
        if self.first == self.last:
            return f"{one} {self.first}: {WORDS[self.wrong]}"
        return f"{many} {self.first} to {self.last}: {WORDS[self.wrong]}"


@dataclass
class Check:
    """Goes along a trail, entry by entry, and remembers only the last.

    ``extract``: of one agency or dossier, so that gaps are meant. ``key``: seals are looked at,
    from the entry ``sealed_from`` on. ``head``: the hash that some entry must have.
    """

    extract: bool = False
    key: bytes = b""
    sealed_from: int = 1
    head: str = ""
    number: int = 0
    newest: str = GENESIS
    seen: int = 0

    def faults(self, entries: Iterable[Entry]) -> Iterator[Fault]:
        return merged(fault for entry in entries for fault in self.look_at(entry))

    def look_at(self, entry: Entry) -> Iterator[Fault]:
        sound = hash_of(entry) == entry.hash
        yield from self.place(entry, sound)
        if not sound:
            yield Fault(Wrong.CHANGED, entry.number, entry.number)
        elif self.key and entry.number >= self.sealed_from:
            yield from self.seal(entry)
        if entry.hash == self.head:
            self.head = ""
        self.seen += 1
        if entry.number > self.number:
            self.number, self.newest = entry.number, entry.hash

    def place(self, entry: Entry, sound: bool) -> Iterator[Fault]:
        if entry.number <= self.number:
            yield Fault(Wrong.OUT_OF_ORDER, entry.number, entry.number)
        elif entry.number > self.number + 1:
            if not self.extract:
                yield Fault(Wrong.MISSING, self.number + 1, entry.number - 1)
        elif sound and entry.previous != self.newest:
            yield Fault(Wrong.UNCHAINED, entry.number, entry.number)

    def seal(self, entry: Entry) -> Iterator[Fault]:
        if not entry.seal:
            yield Fault(Wrong.UNSEALED, entry.number, entry.number)
        elif not hmac.compare_digest(
            str(entry.seal).encode(), seal_of(entry.hash, self.key).encode()
        ):
            yield Fault(Wrong.WRONG_SEAL, entry.number, entry.number)

    def end(self) -> Iterator[Fault]:
        """What is wrong once no more entries come."""
        if self.head not in ("", GENESIS):
            yield Fault(Wrong.CUT, self.number, self.number)


def merged(faults: Iterable[Fault]) -> Iterator[Fault]:
    """Those of one kind, one entry after the other, as one."""
    held: Fault | None = None
    for fault in faults:
        if held and fault.wrong is held.wrong and fault.first == held.last + 1:
            held = replace(held, last=fault.last)
            continue
        if held:
            yield held
        held = fault
    if held:
        yield held
