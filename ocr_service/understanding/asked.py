"""The phrases that a document type asks for, and the regions of the page where each may stand."""

from collections.abc import Iterator, Mapping

from ocr_service.schema.document_type import DocumentType, FieldSpec, Position, Region, Way
from ocr_service.schema.letters import squash

_LABELLED = (
    Position.RIGHT_OF, Position.LEFT_OF, Position.BELOW, Position.SIGNATURE,
    Position.UNDER_TITLE, Position.TABLE, Position.BLOCKS,
)  # fmt: skip


def phrases(document_type: DocumentType) -> Mapping[str, tuple[str, set[Region]]]:
    """Every phrase that may end a value or begin one, and the regions where it may stand."""
    found: dict[str, tuple[str, set[Region]]] = {}
    for text, region in _asked(document_type):
        found.setdefault(squash(text), (text, set()))[1].add(region)
    return found


def _asked(document_type: DocumentType) -> Iterator[tuple[str, Region]]:
    for spec in document_type.fields:
        for way in spec.ways:
            yield from _of_way(spec, way)
        yield from ((label, Region.ANYWHERE) for label in spec.repeated)
    sections = (one for labels in document_type.sections.values() for one in labels)
    yield from ((label, Region.ANYWHERE) for label in (*document_type.stops, *sections))


def _of_way(spec: FieldSpec, way: Way) -> Iterator[tuple[str, Region]]:
    # The phrases that end a head stand in it, whatever they mean further down.
    ends = Region.TOP_LEFT if way.position is Position.HEAD else way.region
    yield from ((label, ends) for label in way.until)
    if way.position in _LABELLED:
        yield from ((label, way.region) for label in way.labels)
    if way.position is Position.BLOCKS:
        headed = (text for column in spec.columns for text in column.headed)
        yield from ((label, Region.ANYWHERE) for label in headed)
