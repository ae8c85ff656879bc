"""The dossiers that are one actor's to see; all others are not here, whatever is asked of them.

The front door reaches dossiers through this alone, so that no view can forget whose they are. The
agency that took a dossier in, and those above it, may do with it what their roles may; the agency
that is competent for it, and those above that, may look at it (``looking``) and nothing else.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from ocr_service.domain.access import Actor
from ocr_service.domain.arranging import Place
from ocr_service.domain.dossier import Document, Dossier, Scan, Status
from ocr_service.domain.erasure import Erased
from ocr_service.domain.errors import Forbidden, NotFound
from ocr_service.domain.page import Page
from ocr_service.domain.work import Work
from ocr_service.storage import DossierStore, Lying, Once, SameFile, Search


class OwnDossiers:
    """A DossierStore that ends at the borders of an agency; ``looking``: nothing is changed now."""

    def __init__(self, actor: Actor, dossiers: DossierStore, looking: bool = False) -> None:
        self._actor = actor
        self._dossiers = dossiers
        self._looking = looking
        self._known: set[str] = set()

    def agencies(self, dossier_id: str) -> tuple[str, str]:
        """Raises NotFound, and Forbidden for one that is to be changed but only looked at."""
        try:
            whose = self._dossiers.agencies(dossier_id)
        except Erased as gone:  # another agency's was never here
            raise (gone if self._actor.sees(gone.agency_code) else NotFound(str(gone))) from None
        self._admit(dossier_id, whose)
        return whose

    def _admit(self, dossier_id: str, whose: tuple[str, str]) -> None:
        """The one rule of whose dossiers are whose; in SQL: ``storage.agencies``."""
        if not self._actor.sees(*whose):
            raise NotFound(f"no dossier {dossier_id} for this caller")
        if not self._looking and not self._actor.sees(whose[0]):
            raise Forbidden(f"dossier {dossier_id} is another agency's to change")
        self._known.add(dossier_id)

    def add(self, dossier: Dossier, works: Sequence[Work], once: Once | None = None) -> None:
        """Raises Forbidden for another agency's dossier."""
        self._actor.must_see(dossier.agency_code)
        self._dossiers.add(dossier, works, once)
        self._known.add(dossier.id)

    def add_scans(
        self, dossier_id: str, scans: Sequence[Scan], once: Once | None = None
    ) -> tuple[Work, ...]:
        return self._dossiers.add_scans(self._own(dossier_id), scans, once)

    def retry(self, dossier_id: str, force: bool = False) -> tuple[Work, ...]:
        return self._dossiers.retry(self._own(dossier_id), force)

    def get(self, dossier_id: str) -> Dossier:
        return self._dossiers.get(self._own(dossier_id))

    def outline(self, dossier_id: str) -> Dossier:
        return self._dossiers.outline(self._own(dossier_id))

    def unsettled(self, dossier_id: str) -> Dossier:
        return self._dossiers.unsettled(self._own(dossier_id))

    def summary(self, dossier_id: str) -> Dossier:
        return self._dossiers.summary(self._own(dossier_id))

    def parts(self, dossier_id: str, scope: str = "") -> Mapping[str, str]:
        return self._dossiers.parts(self._own(dossier_id), scope or self._actor.agency_code)

    def status(self, dossier_id: str) -> Status:
        return self._dossiers.status(self._own(dossier_id))

    def find(self, search: Search) -> tuple[Dossier, ...]:
        """Raises Forbidden when another agency's are asked for by its code."""
        if search.agency_code:
            self._actor.must_see(search.agency_code)
        scope = self._actor.agency_code
        return self._dossiers.find(replace(search, scope=scope, or_competent=self._looking))

    def failed(self, search: Search) -> tuple[Dossier, ...]:
        return self._dossiers.failed(replace(search, scope=self._actor.agency_code))

    def same_file(self, sha256: str, scope: str = "") -> tuple[SameFile, ...]:
        """Raises Forbidden when another agency's are asked for."""
        if scope:
            self._actor.must_see(scope)
        return self._dossiers.same_file(sha256, scope or self._actor.agency_code)

    def document(self, document_id: str) -> tuple[Dossier, Document]:
        dossier, document = self._dossiers.document(document_id)
        self._admit(dossier.id, dossier.agencies)
        return dossier, document

    def leaves(self, dossier_id: str, numbers: Sequence[int]) -> Sequence[Lying]:
        return self._dossiers.leaves(self._own(dossier_id), numbers)

    def leaf(self, dossier_id: str, place: Place) -> Page:
        return self._dossiers.leaf(self._own(dossier_id), place)

    def picture(self, dossier_id: str, number: int) -> str:
        return self._dossiers.picture(self._own(dossier_id), number)

    def _own(self, dossier_id: str) -> str:
        if dossier_id not in self._known:
            self.agencies(dossier_id)
        return dossier_id
