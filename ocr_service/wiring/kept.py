"""All that is kept in one database: for a process, and for a test's house alike."""

from typing import TypedDict

from ocr_service.domain.reuse import Filing
from ocr_service.storage import DossierStore, FileStore
from ocr_service.storage.audit import AuditStore
from ocr_service.storage.codes import CodeStore
from ocr_service.storage.database import Database
from ocr_service.storage.desk import DeskStore
from ocr_service.storage.edits import EditStore
from ocr_service.storage.figures import FiguresStore
from ocr_service.storage.glances import GlanceStore
from ocr_service.storage.handover import HandoverStore
from ocr_service.storage.keyings import KeyingStore
from ocr_service.storage.keys import KeyStore
from ocr_service.storage.progress import ProgressStore
from ocr_service.storage.promises import PromiseStore
from ocr_service.storage.records import RecordStore
from ocr_service.storage.reports import ReportStore
from ocr_service.storage.reviews import ReviewStore
from ocr_service.storage.samples import SampleStore
from ocr_service.storage.signed_copies import SignedCopyStore
from ocr_service.storage.sql_access import SqlKeys, SqlPromises
from ocr_service.storage.sql_audit import SqlAudit
from ocr_service.storage.sql_codes import SqlCodes
from ocr_service.storage.sql_desk import SqlDesk
from ocr_service.storage.sql_dossiers import SqlDossiers
from ocr_service.storage.sql_edits import SqlEdits
from ocr_service.storage.sql_figures import SqlFigures
from ocr_service.storage.sql_glances import SqlGlances
from ocr_service.storage.sql_handover import SqlHandover
from ocr_service.storage.sql_keyings import SqlKeyings
from ocr_service.storage.sql_progress import SqlProgress
from ocr_service.storage.sql_records import SqlRecords
from ocr_service.storage.sql_reports import SqlReports
from ocr_service.storage.sql_reviews import SqlReviews
from ocr_service.storage.sql_samples import SqlSamples
from ocr_service.storage.sql_signed_copies import SqlSignedCopies
from ocr_service.storage.sql_uploads import SqlUploads
from ocr_service.storage.sql_work import SqlWork
from ocr_service.storage.uploads import UploadStore
from ocr_service.storage.work import WorkStore


class Kept(TypedDict):
    dossiers: DossierStore
    work: WorkStore
    promises: PromiseStore
    reviews: ReviewStore
    glances: GlanceStore
    desk: DeskStore
    edits: EditStore
    codes: CodeStore
    progress: ProgressStore
    keyings: KeyingStore
    uploads: UploadStore
    samples: SampleStore
    records: RecordStore
    signed: SignedCopyStore
    keys: KeyStore
    audit: AuditStore
    handover: HandoverStore
    figures: FiguresStore
    reports: ReportStore


def kept(database: Database, files: FileStore, filing: Filing, sample_share: float) -> Kept:
    return Kept(
        dossiers=SqlDossiers(database, files),
        work=SqlWork(database, files, filing, sample_share),
        promises=SqlPromises(database),
        reviews=SqlReviews(database, filing),
        glances=SqlGlances(database),
        desk=SqlDesk(database),
        edits=SqlEdits(database, files),
        codes=SqlCodes(database, filing),
        progress=SqlProgress(database),
        keyings=SqlKeyings(database, filing),
        uploads=SqlUploads(database, files),
        samples=SqlSamples(database),
        records=SqlRecords(database, filing),
        signed=SqlSignedCopies(database, files),
        keys=SqlKeys(database),
        audit=SqlAudit(database),
        handover=SqlHandover(database, files, filing),
        figures=SqlFigures(database),
        reports=SqlReports(database),
    )
