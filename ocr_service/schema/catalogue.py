"""Reads the schemas folder into one catalogue, or says which file and key is wrong."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ocr_service.domain.errors import BadSchema
from ocr_service.schema.document_file import document_type
from ocr_service.schema.document_type import DocumentType
from ocr_service.schema.entries import read_file
from ocr_service.schema.procedure import Procedure
from ocr_service.schema.procedure_file import procedure


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All document types and procedures, by their codes.

    ``titles``: of papers that procedures name and no schema reads.
    """

    document_types: Mapping[str, DocumentType]
    procedures: Mapping[str, Procedure]
    titles: Mapping[str, str] = field(default_factory=dict)

    def label(self, code: str) -> str:
        """What people call a document type; the code itself where nobody has said."""
        known = self.document_types.get(code)
        return known.title if known else self.titles.get(code, code)

    def missing(self, procedure_code: str, found: Iterable[str]) -> tuple[str, ...]:
        """What the procedure asks for and was not found; nothing where nobody knows it."""
        procedure = self.procedures.get(procedure_code)
        return procedure.missing(found) if procedure else ()

    def judges(self, procedure_code: str) -> bool:
        """Whether a dossier can be told complete: not for a procedure that nobody knows."""
        return not procedure_code or procedure_code in self.procedures


def load(folder: Path) -> Catalogue:
    """Read documents/*.yaml and procedures/*.yaml of ``folder``; BadSchema names file and key."""
    types = {path.stem: document_type(read_file(path)) for path in _files(folder / "documents")}
    if not types:
        raise BadSchema(f"{folder}: no document types in {folder / 'documents'}")
    # A procedure may name papers that no schema reads yet: a person tells those.
    procedures = {path.stem: procedure(read_file(path)) for path in _files(folder / "procedures")}
    return Catalogue(types, procedures, _titles(folder / "titles.yaml"))


def _titles(place: Path) -> dict[str, str]:
    if not place.exists():
        return {}
    titles = read_file(place)
    return {code: titles.text(code) for code in titles.given}


def _files(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.yaml"))
