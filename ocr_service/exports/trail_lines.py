"""The audit trail as lines: JSON for programs (each can be checked later), CSV for spreadsheets."""

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import fields

from ocr_service.domain.audit import Entry, canonical, entry_json
from ocr_service.exports.cells import plain

COLUMNS = [it.name for it in fields(Entry)]


def json_lines(entries: Iterable[Entry]) -> Iterator[str]:
    """One entry a line, in the order of its hash: its members by name."""
    for entry in entries:
        yield canonical(entry_json(entry)).decode() + "\n"


def csv_lines(entries: Iterable[Entry]) -> Iterator[str]:
    """A heading, then one entry a line; texts that a spreadsheet would take for formulas quoted."""
    yield csv_line(COLUMNS)
    for entry in entries:
        told = entry_json(entry) | {"remark": canonical(entry.remark).decode()}
        yield csv_line([plain(told[name]) for name in COLUMNS])


def csv_line(cells: list[str]) -> str:
    line = io.StringIO()
    csv.writer(line).writerow(cells)
    return line.getvalue()
