"""All the parts of one process, each known by its contract only."""

from dataclasses import dataclass

from ocr_service.actions.custody import Custody
from ocr_service.actions.people import People
from ocr_service.actions.report import Beside
from ocr_service.config import Settings
from ocr_service.courier import Courier
from ocr_service.domain.agencies import Agencies
from ocr_service.domain.population import Population
from ocr_service.domain.targets import Targets
from ocr_service.jobs import Bell
from ocr_service.schema.catalogue import Catalogue
from ocr_service.signing import Signer
from ocr_service.stages import Stages
from ocr_service.storage import DossierStore, FileStore
from ocr_service.storage.audit import AuditStore
from ocr_service.storage.codes import CodeStore
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
from ocr_service.storage.uploads import UploadStore
from ocr_service.storage.webhooks import WebhookStore
from ocr_service.storage.work import WorkStore
from ocr_service.throttle import Throttle


@dataclass(frozen=True)
class Services:
    """Made once in wiring (or of fakes in tests), handed to the front door and the workers."""

    settings: Settings
    catalogue: Catalogue
    files: FileStore
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
    people: People
    audit: AuditStore
    custody: Custody
    webhooks: WebhookStore
    courier: Courier
    population: Population | None
    bell: Bell
    figures: FiguresStore
    handover: HandoverStore
    reports: ReportStore
    targets: Targets
    agencies: Agencies
    stages: Stages
    throttle: Throttle
    signer: Signer | None = None

    @property
    def beside(self) -> Beside:
        """What is set beside the figures of reports."""
        return Beside(self.catalogue, self.targets, self.agencies)
