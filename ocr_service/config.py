"""Every setting of the service, read once from the environment (prefix ``OCR_``) and frozen."""

import os
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import Self
from urllib.parse import urlsplit

from pydantic import Field, SecretStr
from pydantic_settings import SettingsConfigDict

from ocr_service.reuse_settings import ReuseSettings
from ocr_service.setting_kinds import Networks, Roles, Senders, default_tessdata
from ocr_service.signing_settings import SigningSettings

PREFIX = "OCR_"
FROM_FILE = "_FILE"


class LogFormat(StrEnum):
    """``json`` for programs, ``text`` for eyes."""

    JSON = "json"
    TEXT = "text"


class Settings(ReuseSettings, SigningSettings):
    """What may differ between machines. ``OCR_X_FILE`` names a file that holds ``OCR_X``."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, frozen=True, extra="ignore", hide_input_in_errors=True
    )

    data_dir: Path = Path("data")
    database_url: SecretStr = SecretStr("")
    database_role: str = Field(
        "",
        pattern=r"^([a-z_][a-z0-9_]{0,62})?$",
        description="what all but `migrate` work as on PostgreSQL; `migrate` lets it do its work",
    )
    redis_url: SecretStr = SecretStr("")
    files_url: str = Field(
        "",
        pattern=r"^(file:///.+|s3://[a-z0-9][a-z0-9.-]+(/.*)?)?$",
        description="file:///folder, or s3://bucket/prefix",
    )
    s3_endpoint: str = Field(
        "", pattern=r"^(https?://.+)?$", description="of a store that is not Amazon's"
    )
    s3_region: str = ""
    s3_access_key: SecretStr = SecretStr("")
    s3_secret_key: SecretStr = SecretStr("")
    cache_mb: int = Field(4096, ge=0, description="files of the bucket kept on the local disk")
    files_keys: SecretStr = Field(
        SecretStr(""), description="files lie encrypted under the first; the others are older"
    )
    opened_dir: Path | None = Field(None, description="for files being read; best in memory")
    secret_key: SecretStr = SecretStr("")
    production: bool = Field(
        default=False, description="refuses to start with weak secrets or no public address"
    )
    public_url: str = Field(
        "",
        pattern=r"^(https?://[^/?#@]+/?)?$",
        description="what people type, where a proxy stands before us: https://ocr.example.gov.vn",
    )
    session_idle_minutes: float = Field(30, gt=0, description="unused for so long, it ends")
    session_hours: float = Field(12, gt=0, description="then people sign in anew")
    totp_roles: Roles = Field((), description="roles that need a second factor")
    oidc_issuer: str = Field(
        "",
        pattern=r"^(https://.+|http://(127\.0\.0\.1|localhost)(:\d+)?(/.*)?)?$",
        description="the office's own sign-in (OpenID Connect)",
    )
    oidc_client_id: str = ""
    oidc_client_secret: SecretStr = SecretStr("")
    oidc_claim: str = Field("preferred_username", description="the claim that names the account")
    host: str = "127.0.0.1"
    port: int = 8080
    workers: int = Field(default_factory=lambda: os.cpu_count() or 1, ge=1)
    web_threads: int = Field(48, ge=2, description="half of them for uploads")

    engine: str = "joined"
    tessdata: Path = Field(default_factory=default_tessdata)
    schemas_dir: Path = Path(__file__).parent.parent / "schemas"

    targets: Path | None = Field(
        None,
        description="the file of targets; none: targets.yaml in the data folder, if it is there",
    )
    agencies: Path | None = Field(
        None,
        description="the file of agencies: names, and which were merged into which; none: "
        "agencies.yaml in the data folder, if it is there",
    )

    retention_days: int | None = Field(
        None, ge=1, description="after settling a dossier is erased; none: it is kept"
    )

    max_file_mb: int = Field(100, ge=1)
    max_request_mb: int = Field(500, ge=1)
    max_files: int = Field(100, ge=1)
    max_pages: int = Field(2000, ge=1)
    max_pixels: int = Field(150_000_000, ge=1)
    min_free_mb: int = Field(200, ge=0)
    max_waiting: int = Field(
        100_000, ge=1, description="pieces of work that wait, before uploads are turned away"
    )

    child_memory_mb: int = Field(2048, ge=64, description="beyond the models, for one reader")
    child_cpu_seconds: int = Field(90, ge=1, description="of one reader for one page")
    child_seconds: float = Field(110, gt=0, description="by the clock, for one page")
    child_files: int = Field(64, ge=16, description="open at once in one reader")
    clamd: str = Field(
        "",
        pattern=r"^(unix:///.+|tcp://.+:\d{1,5})?$",
        description="the virus scanner that each file is shown to before it is opened",
    )

    calls_per_minute: int = Field(12000, ge=0, description="of one key or account; 0: no limit")
    failures_per_minute: int = Field(
        30, ge=0, description="wrong keys and passwords from one address; 0: no limit"
    )
    proxies: int = Field(
        0, ge=0, description="proxies before the front door that tell whom they speak for"
    )

    range_pages: int = Field(3, ge=1, description="pages that one worker takes at a time")
    lease_seconds: float = Field(30, gt=0, description="how long a silent worker is believed")
    max_attempts: int = Field(3, ge=1, description="tries without one more page read")
    reconcile_seconds: float = Field(2, gt=0)
    review_lease_seconds: float = Field(
        300, gt=0, description="how long a paper is kept for whoever looks at it, unless renewed"
    )
    sample_share: float = Field(
        0.02, ge=0, le=1, description="of papers without doubt that people look at all the same"
    )
    webhook_private: Networks = Field(
        (), description="private networks that webhooks may be posted to, also by plain http"
    )
    imap_url: str = Field(
        "",
        pattern=r"^(imaps://[^:@/?#]+@[^/?#@]+(/.*)?"
        r"|imap://[^:@/?#]+@(127\.0\.0\.1|localhost)(:\d+)?(/.*)?)?$",
        description="the mailbox that letters are taken from: imaps://name@host/INBOX",
    )
    imap_password: SecretStr = SecretStr("")
    imap_from: Senders = Field(
        (), description="whose letters become dossiers: addresses, and domains; nobody else's"
    )
    imap_agency: str = Field("", description="the agency of these dossiers")
    imap_procedure: str = Field("", description="their procedure, if they all have the same")
    imap_max_mb: int = Field(50, ge=1, description="of one letter, which is read whole in memory")
    log_level: str = "INFO"
    log_format: LogFormat = LogFormat.TEXT

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> Self:
        """The settings; raises pydantic.ValidationError for a wrong value, OSError for a file."""
        if environment is None:
            environment = os.environ
        named = {key.upper(): value for key, value in environment.items()}
        given: dict[str, str] = {}
        for field in cls.model_fields:
            key = PREFIX + field.upper()
            if key + FROM_FILE in named:
                given[field] = Path(named[key + FROM_FILE]).read_text("utf-8").strip()
            elif key in named:
                given[field] = named[key]
        return cls(**given)  # type: ignore[arg-type]  # pydantic turns the words into values

    @property
    def database(self) -> str:
        """The database's URL; by default a SQLite file in the data folder."""
        given = self.database_url.get_secret_value()
        return given or f"sqlite:///{self.data_dir.absolute() / 'ocr.sqlite'}"

    @property
    def redis(self) -> str:
        """Redis' URL; by default the private socket that `up` opens in the data folder."""
        return self.redis_url.get_secret_value() or f"unix://{self.redis_socket}"

    @property
    def redis_place(self) -> str:
        """Redis' URL as it may be shown: without name, password and query."""
        url = urlsplit(self.redis)
        return url._replace(netloc=url.netloc.rpartition("@")[2], query="").geturl()

    @property
    def redis_socket(self) -> Path:
        return self.data_dir.absolute() / "redis.sock"

    @property
    def typing_model(self) -> Path:
        """Where `learn` keeps what it has learnt; the service's own model serves without it."""
        return self.data_dir.absolute() / "typing.json.gz"

    @property
    def targets_file(self) -> Path | None:
        """The file that sets targets, if there is one; one that is named must be there."""
        return self.targets or self._usual("targets.yaml")

    @property
    def agencies_file(self) -> Path | None:
        """The file that names agencies, if there is one; one that is named must be there."""
        return self.agencies or self._usual("agencies.yaml")

    def _usual(self, name: str) -> Path | None:
        place = self.data_dir.absolute() / name
        return place if place.exists() else None

    @property
    def files_dir(self) -> Path:
        """The folder of a file store on the local disk."""
        place = self.files_url.removeprefix("file://")
        return Path(place) if place else self.data_dir.absolute() / "files"

    @property
    def opened(self) -> Path:
        """The folder for copies of encrypted files that are being read."""
        return (self.opened_dir or self.data_dir / "opened").absolute()

    @property
    def erased_list(self) -> Path:
        """The list of what was erased, which no backup brings back."""
        return self.data_dir.absolute() / "erased.jsonl"

    @property
    def cache_dir(self) -> Path:
        """The folder for files that lie in a bucket."""
        return self.data_dir.absolute() / "cache"

    def shown(self) -> dict[str, str]:
        """Each setting by its environment name, secrets masked."""
        return {
            PREFIX + field.upper(): shown(getattr(self, field)) for field in type(self).model_fields
        }


def shown(setting: object) -> str:
    return ",".join(map(str, setting)) if isinstance(setting, tuple) else str(setting)
