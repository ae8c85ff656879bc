"""The parts that every process of the service has: files, rows, keys and the bell."""

from redis import Redis

from ocr_service.actions.people import People
from ocr_service.actions.services import Services
from ocr_service.config import Settings
from ocr_service.courier.post import HttpCourier
from ocr_service.jobs import RqBell, connect
from ocr_service.production import refuse_unsafe
from ocr_service.schema.catalogue import load
from ocr_service.stages import RedisStages
from ocr_service.storage.audit import AuditStore
from ocr_service.storage.database import Database
from ocr_service.storage.grants import grant
from ocr_service.storage.keys import KeyStore
from ocr_service.storage.local_files import LocalFiles
from ocr_service.storage.migrate import migrate, migrate_in_time
from ocr_service.storage.sealing import Seal, trail_key
from ocr_service.storage.shelf import Shelf
from ocr_service.storage.sql_access import SqlKeys, SqlPromises
from ocr_service.storage.sql_audit import SqlAudit
from ocr_service.storage.sql_dossiers import SqlDossiers
from ocr_service.storage.sql_figures import SqlFigures
from ocr_service.storage.sql_reviews import SqlReviews
from ocr_service.storage.sql_webhooks import SqlWebhooks
from ocr_service.storage.sql_work import SqlWork
from ocr_service.throttle import Throttle, redis_throttle
from ocr_service.wiring.custody import custody
from ocr_service.wiring.envelope import enveloped
from ocr_service.wiring.people import people

S3 = "s3://"
PATIENCE = 60.0  # seconds that a process waits for its database when it starts


def services(settings: Settings) -> Services:
    """All parts of a process, the tables brought up to date; raises Unavailable, BadSchema."""
    database, redis = database_of(settings), connect(settings.redis)
    migrate_in_time(database, PATIENCE)
    shelf = file_store(settings)
    files = enveloped(shelf, settings, database)
    return Services(
        settings=settings,
        catalogue=load(settings.schemas_dir),
        files=files,
        dossiers=SqlDossiers(database, files),
        work=SqlWork(database, files),
        promises=SqlPromises(database),
        reviews=SqlReviews(database),
        keys=SqlKeys(database),
        people=people(database, settings),
        audit=SqlAudit(database),
        custody=custody(shelf, settings, database),
        webhooks=SqlWebhooks(database, Seal(settings.secret_key.get_secret_value())),
        courier=HttpCourier(settings.webhook_private),
        bell=RqBell(redis, settings.range_pages),
        figures=SqlFigures(database),
        stages=RedisStages(redis),
        throttle=throttle_of(settings, redis),
    )


def throttle_of(settings: Settings, redis: Redis) -> Throttle:
    most = settings.calls_per_minute, settings.failures_per_minute
    return redis_throttle(redis.connection_pool, *most)


def database_of(settings: Settings) -> Database:
    """The database, with what seals its audit trail; raises BadSettings for unsafe settings."""
    refuse_unsafe(settings)
    return Database(settings.database, trail_key(settings.secret_key.get_secret_value()))


def prepare(settings: Settings) -> None:
    """The tables up to date and open to the service's role; the bucket made if files lie in one.

    Raises Unavailable.
    """
    database = database_of(settings)
    migrate(database)
    if settings.database_role:
        grant(database, settings.database_role)
    if settings.files_url.startswith(S3):
        from ocr_service.wiring.bucket import s3_files

        s3_files(settings).make()


def file_store(settings: Settings) -> Shelf:
    """Where files lie: on the local disk or in a bucket, as OCR_FILES_URL says."""
    if not settings.files_url.startswith(S3):
        return LocalFiles(settings.files_dir)
    from ocr_service.wiring.bucket import s3_files  # it loads boto3, which takes long

    return s3_files(settings)


def audit_store(settings: Settings) -> AuditStore:
    """The audit trail alone, for the command line; raises Unavailable."""
    database = database_of(settings)
    migrate(database)
    return SqlAudit(database)


def people_of(settings: Settings) -> People:
    """People alone, for the command line; raises Unavailable."""
    database = database_of(settings)
    migrate(database)
    return people(database, settings)


def key_store(settings: Settings) -> KeyStore:
    """The keys alone, for the command line; raises Unavailable."""
    database = database_of(settings)
    migrate(database)
    return SqlKeys(database)
