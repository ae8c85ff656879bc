"""What papers tell of the dossier that they lie in: its code, and the procedure it is for."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ocr_service.domain.dossier import Document
from ocr_service.schema.catalogue import Catalogue
from ocr_service.schema.document_type import Names
from ocr_service.schema.letters import squash


@dataclass(frozen=True, slots=True)
class Named:
    """ "" where no paper tells it for sure, or two papers tell it differently."""

    dossier_code: str = ""
    procedure_code: str = ""


def named_by(documents: Sequence[Document], catalogue: Catalogue) -> Named:
    """Of fields that their schemas mark so (``names``)."""
    codes = set(told(documents, catalogue, Names.DOSSIER))
    titles = set(told(documents, catalogue, Names.PROCEDURE))
    procedures = {procedure_of(title, catalogue) for title in titles} - {""}
    return Named(only(codes), only(procedures))


def told(documents: Sequence[Document], catalogue: Catalogue, names: Names) -> Iterator[str]:
    """Values that are sure: likely enough, of a paper that is not in doubt as a whole."""
    for document in documents:
        known = catalogue.document_types.get(document.document_type)
        doubted = {doubt.field for doubt in document.record.doubts}
        for spec in known.fields if known and "" not in doubted else ():
            found = document.record.field(spec.name)
            if spec.names is not names or found is None or spec.name in doubted:
                continue
            if isinstance(found.value, str) and found.confidence >= spec.threshold:
                yield found.value


def procedure_of(title: str, catalogue: Catalogue) -> str:
    """The code of the procedure of that name; "" for none. Marks and capitals do not matter."""
    wanted = squash(title)
    return only({it.code for it in catalogue.procedures.values() if squash(it.label) == wanted})


def only(found: set[str]) -> str:
    return next(iter(found)) if len(found) == 1 else ""
