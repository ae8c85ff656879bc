"""Goes through all files: each must be there, and be what its name says; then counts the others."""

import hashlib
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import islice

from ocr_service.domain.errors import NotFound
from ocr_service.storage.shelf import Shelf
from ocr_service.storage.snapshots import Inventory, Named

AT_A_TIME = 256
Tick = Callable[[int, int], None]


def verify_files(jobs: int, tick: Tick, *, shelf: Shelf, inventory: Inventory) -> Iterator[str]:
    """A line for each fault, as it is found; files that were erased meanwhile are none."""

    def fault(named: Named) -> str:
        sha256, name = named
        wrong = what_is_wrong(name, shelf)
        if not wrong or not inventory.names(sha256):
            return ""
        return f"file {sha256}: {wrong}"

    done, total, files = 0, inventory.count(), inventory.named()
    with ThreadPoolExecutor(jobs) as pool:
        while some := list(islice(files, AT_A_TIME)):
            yield from filter(None, pool.map(fault, some))
            done += len(some)
            tick(done, total)


def what_is_wrong(name: str, shelf: Shelf) -> str:
    """What lies encrypted is named by its encrypted bytes: no key is needed to tell."""
    seen = hashlib.sha256()
    try:
        shelf.copy(name, seen.update)
    except NotFound:
        return "missing"
    return "" if seen.hexdigest() == name else "damaged"


def nameless(*, shelf: Shelf, inventory: Inventory) -> int:
    """How many files no row needs: kept for what was never committed, or put there by hand."""
    count, names = 0, shelf.names()
    while some := list(islice(names, AT_A_TIME)):
        count += len(inventory.nameless(some))
    return count
