"""What it takes to hand dossiers over and to take them over, for the command line."""

from dataclasses import dataclass
from pathlib import Path

from ocr_service.actions.hand_over import packed
from ocr_service.config import Settings
from ocr_service.schema.catalogue import Catalogue, load
from ocr_service.storage import DossierStore, FileStore
from ocr_service.storage.audit import AuditStore
from ocr_service.storage.erased_list import ErasedList
from ocr_service.storage.handover import HandoverStore
from ocr_service.storage.sql_audit import SqlAudit
from ocr_service.storage.sql_dossiers import SqlDossiers
from ocr_service.storage.sql_handover import SqlHandover
from ocr_service.understanding.filing import Filer
from ocr_service.wiring.envelope import enveloped
from ocr_service.wiring.stores import file_store, migrated


@dataclass(frozen=True)
class HandingOver:
    handover: HandoverStore
    dossiers: DossierStore
    files: FileStore
    catalogue: Catalogue
    audit: AuditStore
    erased: ErasedList
    aside: Path  # for packages that nobody keeps

    def packed(self, dossier_id: str) -> str:
        """The hash of the package that the dossier would make now."""
        return packed(
            dossier_id,
            self.aside,
            handover=self.handover,
            dossiers=self.dossiers,
            files=self.files,
            catalogue=self.catalogue,
        )


def handing_over(settings: Settings) -> HandingOver:
    """With the tables brought up to date; raises Unavailable, BadSchema."""
    database = migrated(settings)
    files = enveloped(file_store(settings), settings, database)
    catalogue = load(settings.schemas_dir)
    filing = Filer(catalogue, settings.record_code)
    return HandingOver(
        SqlHandover(database, files, filing),
        SqlDossiers(database, files),
        files,
        catalogue,
        SqlAudit(database),
        ErasedList(settings.erased_list),
        settings.opened,
    )
