"""What storage promises to those who watch dossiers: how far each has come, at little cost."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from ocr_service.domain.dossier import Dossier
from ocr_service.domain.page import Problem


@dataclass(frozen=True, slots=True)
class PoorPage:
    """A page that should be scanned again; ``file_page`` is its number in the file."""

    file: str
    file_page: int
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Progress:
    """A dossier without pages and documents, and those pages read so far that are poor."""

    dossier: Dossier
    poor: tuple[PoorPage, ...] = ()


class ProgressStore(Protocol):
    def versions(self, dossier_ids: Sequence[str]) -> Mapping[str, int]:
        """Of those that are here."""
        ...

    def of(self, dossier_id: str) -> Progress:
        """Raises NotFound, Erased."""
        ...
