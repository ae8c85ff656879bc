"""Gathers evidence with its truth: every field read from papers whose right values are known."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from benchmarks.scoring import right
from ocr_service.domain.page import Page
from ocr_service.schema.catalogue import Catalogue
from ocr_service.understanding.classify import classify
from ocr_service.understanding.confidence import Evidence
from ocr_service.understanding.extract import extract

Json = dict[str, Any]


@dataclass(frozen=True)
class Case:
    """One value that was read: its evidence and whether it is right.

    ``paper`` names the paper, so that no paper is both learnt from and judged by.
    """

    paper: str
    name: str
    kind: str
    evidence: Evidence
    right: bool


def cases(papers: Iterable[tuple[str, Json, list[Page]]], known: Catalogue) -> Iterator[Case]:
    """The values read by the engine on papers typed right; those by pen have their own measure."""
    for paper, truth, pages in papers:
        for group in classify(pages, known):
            kind = group.document_type
            if kind is None or kind.code != truth["document_type"]:
                continue
            taken = extract(group.sheets, kind)
            fields = {field.name: field for field in taken.record.fields}
            for name, evidence in taken.evidence.items():
                field, spec = fields.get(name), kind.field(name)
                if field is None or spec is None or field.value is None or field.handwritten:
                    continue
                if field.source.value not in ("ocr", "text_layer"):
                    continue
                good = right(name, field.value, truth)
                yield Case(paper, name, spec.kind, evidence, good)
