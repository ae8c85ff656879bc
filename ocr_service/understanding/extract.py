"""Fills a record from the places where a document type says its values stand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from ocr_service.domain.record import Field, Record
from ocr_service.schema.document_type import DocumentType, FieldSpec
from ocr_service.understanding.columns import unfolded
from ocr_service.understanding.comparisons import weigh
from ocr_service.understanding.confidence import Evidence, by_hand, probability
from ocr_service.understanding.layout import Layout
from ocr_service.understanding.marked import joined, marked
from ocr_service.understanding.printed import Taken, printed, told_again
from ocr_service.understanding.sheet import Sheet


@dataclass(frozen=True, slots=True)
class Extraction:
    """A record, what other sources said where they said something else, and the evidence."""

    record: Record
    rivals: tuple[Field, ...] = ()
    evidence: Mapping[str, Evidence] = field(default_factory=dict)


def extract(sheets: Sequence[Sheet], document_type: DocumentType | None) -> Extraction:
    """The fields found; one whose label does not stand on the pages is left out."""
    if document_type is None:
        return Extraction(Record())
    sections = document_type.sections.values()
    layout = Layout(document_type, tuple(unfolded(sheet, sections) for sheet in sheets))
    taken = {spec.name: found for spec in document_type.fields if (found := printed(layout, spec))}
    taken = _weighed(taken, document_type)
    fields: list[Field] = []
    rivals: list[Field] = []
    for spec in document_type.fields:
        stated, other = told_again(layout, spec, _with_probability(taken.get(spec.name), spec))
        chosen, rival = joined(stated, marked(layout, spec), spec)
        fields += [chosen] if chosen else []
        rivals += [each for each in (other, rival) if each]
    evidence = {name: found.evidence for name, found in taken.items()}
    return Extraction(Record(tuple(fields)), tuple(rivals), evidence)


def _weighed(taken: Mapping[str, Taken], document_type: DocumentType) -> dict[str, Taken]:
    """The rules between fields are evidence too: for what keeps them and against what does not."""
    fields = {name: found.field for name, found in taken.items()}
    kept, broken = weigh(fields, document_type.comparisons)
    return {
        name: replace(
            found, evidence=replace(found.evidence, borne=kept[name], against=broken[name])
        )
        for name, found in taken.items()
    }


def _with_probability(taken: Taken | None, spec: FieldSpec) -> Field | None:
    if taken is None:
        return None
    sure = probability(spec.kind, taken.evidence)
    return replace(taken.field, confidence=by_hand(sure, taken.penned) if taken.penned else sure)
