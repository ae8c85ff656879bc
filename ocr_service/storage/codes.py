"""What storage promises of corrected codes: the dossier, its queue and its records at once."""

from typing import Protocol

from ocr_service.domain.dossier import Dossier


class CodeStore(Protocol):
    def correct(self, before: Dossier, after: Dossier) -> None:
        """Keeps the codes of ``after``, what it lacks by them, and its status.

        Raises Stale when the dossier is no longer as in ``before``, NotFound.
        """
        ...
