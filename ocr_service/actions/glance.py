"""A person draws a box: asks for it to be read again, and a worker does it at once."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Protocol

from ocr_service.domain.dossier import Document
from ocr_service.domain.errors import BadInput, NotFound, Unavailable
from ocr_service.domain.glance import GAVE_UP, NOTHING_THERE, TRIES, Glance, GlanceState, Seen
from ocr_service.domain.ids import new_id, utc_now
from ocr_service.domain.page import Box, Line
from ocr_service.jobs import Bell
from ocr_service.schema.catalogue import Catalogue
from ocr_service.schema.document_type import FieldSpec
from ocr_service.storage import DossierStore, FileStore
from ocr_service.storage.glances import GlanceStore
from ocr_service.understanding.glanced import seen

log = logging.getLogger(__name__)
LEASE = timedelta(seconds=20)
BESIDE = 0.25  # of the page's width: what stands left of figures says what they are


class Look(Protocol):
    def glance(self, path: Path, box: Box) -> Sequence[Line]:
        """The lines in a box of a kept picture; raises BadInput, Killed, EngineFailed."""
        ...


def ask(
    document: Document,
    dossier_id: str,
    place: tuple[int, Box],
    field: str,
    *,
    glances: GlanceStore,
    bell: Bell,
) -> Glance:
    """Asks a worker to read the place (page, box) again; raises NotFound, Unavailable."""
    bell.ping()
    page, box = place
    if page not in document.pages:
        raise NotFound(f"document {document.id} has no page {page}")
    glance = Glance(new_id(), dossier_id, document.id, document.document_type, page, box, field)
    glances.add(glance)
    bell.wake()
    return glance


@dataclass(frozen=True)
class Glancer:
    """What a worker needs to look at such places."""

    reader: Look
    files: FileStore
    dossiers: DossierStore
    glances: GlanceStore
    catalogue: Catalogue

    def serve(self) -> None:
        """Looks at all places that wait; never raises: reading goes on whatever comes of it."""
        try:
            while glance := self.glances.take(utc_now(), utc_now() + LEASE):
                self.glances.keep(self._attempt(glance))
        except Unavailable as trouble:
            log.warning("no glance can be taken up: %s", trouble)

    def _attempt(self, glance: Glance) -> Glance:
        """As it is to be kept; it waits again after a first failure."""
        if glance.attempts > TRIES:
            return replace(glance, state=GlanceState.FAILED, complaint=GAVE_UP)
        try:
            return self._look(glance)
        except Unavailable:
            raise
        except BadInput as bad:
            return replace(glance, state=GlanceState.FAILED, complaint=bad.complaint)
        except NotFound:
            return replace(glance, state=GlanceState.FAILED, complaint=GAVE_UP)
        except Exception:
            log.exception("glance %s stopped", glance.id)
            return replace(glance, state=GlanceState.WAITING)

    def _look(self, glance: Glance) -> Glance:
        known = self.catalogue.document_types.get(glance.document_type)
        spec = known.field(glance.field) if known else None
        path = self.files.path(self.dossiers.picture(glance.dossier_id, glance.page))
        found = seen(self.reader.glance(path, glance.box), spec)
        if found is None or found.value is None:
            found = self._wider(path, glance.box, spec) or found
        if found is None:
            return replace(glance, state=GlanceState.FAILED, complaint=NOTHING_THERE)
        return replace(glance, state=GlanceState.READ, seen=found)

    def _wider(self, path: Path, box: Box, spec: FieldSpec | None) -> Seen | None:
        """What stands in the box, read together with what stands beside it; None if no value.

        Figures by pen are told by the words before them.
        """
        around = replace(box, left=max(box.left - BESIDE, 0), right=min(box.right + BESIDE, 1))
        found = seen(within(self.reader.glance(path, around), box), spec)
        return found if found and found.value is not None else None


def within(lines: Sequence[Line], box: Box) -> list[Line]:
    """The words whose middles lie in the box, line by line."""
    inside = [[word for word in line.words if holds(box, word.box.middle)] for line in lines]
    return [Line(tuple(words)) for words in inside if words]


def holds(box: Box, point: tuple[float, float]) -> bool:
    return box.left <= point[0] <= box.right and box.top <= point[1] <= box.bottom
