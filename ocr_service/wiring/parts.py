"""The parts that every process of the service has: files, rows, keys and the bell."""

from redis import Redis

from ocr_service.actions.people import People
from ocr_service.actions.services import Services
from ocr_service.config import Settings
from ocr_service.courier.population import HttpPopulation
from ocr_service.courier.post import HttpCourier
from ocr_service.domain.population import Population
from ocr_service.jobs import RqBell, connect
from ocr_service.schema.agencies_file import agencies
from ocr_service.schema.catalogue import load
from ocr_service.schema.targets_file import targets
from ocr_service.stages import RedisStages
from ocr_service.storage.audit import AuditStore
from ocr_service.storage.keys import KeyStore
from ocr_service.storage.migrate import migrate_in_time
from ocr_service.storage.reports import ReportStore
from ocr_service.storage.sealing import Seal
from ocr_service.storage.sql_access import SqlKeys
from ocr_service.storage.sql_audit import SqlAudit
from ocr_service.storage.sql_reports import SqlReports
from ocr_service.storage.sql_webhooks import SqlWebhooks
from ocr_service.throttle import Throttle, redis_throttle
from ocr_service.understanding.filing import Filer
from ocr_service.wiring.custody import custody
from ocr_service.wiring.envelope import enveloped
from ocr_service.wiring.kept import kept
from ocr_service.wiring.people import people
from ocr_service.wiring.signing import signer_of
from ocr_service.wiring.stores import database_of, file_store, migrated

PATIENCE = 60.0  # seconds that a process waits for its database when it starts


def services(settings: Settings) -> Services:
    """All parts of a process, the tables brought up to date; raises Unavailable, BadSchema."""
    database, redis = database_of(settings), connect(settings.redis)
    migrate_in_time(database, PATIENCE)
    shelf = file_store(settings)
    files = enveloped(shelf, settings, database)
    catalogue = load(settings.schemas_dir)
    filing = Filer(catalogue, settings.record_code)
    return Services(
        **kept(database, files, filing, settings.sample_share),
        settings=settings,
        catalogue=catalogue,
        files=files,
        people=people(database, settings),
        custody=custody(shelf, settings, database),
        webhooks=SqlWebhooks(database, Seal(settings.secret_key.get_secret_value())),
        courier=HttpCourier(settings.webhook_private),
        population=population(settings),
        bell=RqBell(redis, settings.range_pages),
        targets=targets(settings.targets_file),
        agencies=agencies(settings.agencies_file),
        stages=RedisStages(redis),
        throttle=throttle_of(settings, redis),
        signer=signer_of(settings),
    )


def population(settings: Settings) -> Population | None:
    if not settings.population_url:
        return None
    key = settings.population_key.get_secret_value()
    return HttpPopulation(settings.population_url, key, settings.population_private)


def throttle_of(settings: Settings, redis: Redis) -> Throttle:
    most = settings.calls_per_minute, settings.failures_per_minute
    return redis_throttle(redis.connection_pool, *most)


def audit_store(settings: Settings) -> AuditStore:
    """The audit trail alone, for the command line; raises Unavailable."""
    return SqlAudit(migrated(settings))


def report_store(settings: Settings) -> ReportStore:
    """The reports alone, for the command line; raises Unavailable."""
    return SqlReports(migrated(settings))


def people_of(settings: Settings) -> People:
    """People alone, for the command line; raises Unavailable."""
    return people(migrated(settings), settings)


def key_store(settings: Settings) -> KeyStore:
    """The keys alone, for the command line; raises Unavailable."""
    return SqlKeys(migrated(settings))
