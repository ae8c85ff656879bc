"""In production weak secrets and a missing address are refused before anything is opened."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from ocr_service.config import Settings
from ocr_service.domain.errors import BadSettings
from ocr_service.production import refuse_unsafe
from ocr_service.weak_secrets import weak_secrets

GOOD = "wq8Zk3vT0yRb6LxN1mGd5JcHs7PfAa2e"
SAFE = {
    "OCR_PRODUCTION": "true",
    "OCR_PUBLIC_URL": "https://ocr.example.gov.vn",
    "OCR_SECRET_KEY": GOOD,
    "OCR_DATABASE_URL": f"postgresql+psycopg://ocr:{GOOD}@db/ocr",
    "OCR_REDIS_URL": f"redis://:{GOOD}@redis/0",
    "OCR_S3_ACCESS_KEY": "papers",
    "OCR_S3_SECRET_KEY": GOOD,
}


def test_good_secrets_are_taken() -> None:
    assert list(weak_secrets(Settings.from_environment(SAFE))) == []
    refuse_unsafe(Settings.from_environment(SAFE))


@pytest.mark.parametrize("address", ["", "http://ocr.example.gov.vn"])
def test_production_has_an_address_over_tls(address: str) -> None:
    settings = Settings.from_environment({**SAFE, "OCR_PUBLIC_URL": address})
    with pytest.raises(BadSettings, match="OCR_PUBLIC_URL names no https address"):
        refuse_unsafe(settings)
    refuse_unsafe(settings.model_copy(update={"production": False}))


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("OCR_SECRET_KEY", ""),
        ("OCR_SECRET_KEY", GOOD[:20]),
        ("OCR_SECRET_KEY", "change-me-change-me-change-me-change-me"),
        ("OCR_SECRET_KEY", "ababababababababababababababababab"),
        ("OCR_DATABASE_URL", "postgresql+psycopg://ocr@db/ocr"),
        ("OCR_DATABASE_URL", "postgresql+psycopg://ocr:my%20password%2012345@db/ocr"),
        ("OCR_REDIS_URL", "redis://redis/0"),
        ("OCR_REDIS_URL", "redis://:short@redis/0"),
        ("OCR_S3_SECRET_KEY", "minioadminminioadmin"),
        ("OCR_OIDC_CLIENT_SECRET", "x"),
        ("OCR_FILES_KEYS", "A" * 43 + "="),
    ],
)
def test_a_weak_secret_is_told_by_its_setting(setting: str, value: str) -> None:
    settings = Settings.from_environment({**SAFE, setting: value})
    with pytest.raises(BadSettings, match=setting) as refused:
        refuse_unsafe(settings)
    assert not value or value not in str(refused.value)


def test_the_service_does_not_start_with_one(tmp_path: Path) -> None:
    given = {**os.environ, **SAFE, "OCR_SECRET_KEY": "", "OCR_DATA_DIR": str(tmp_path / "data")}
    command = [sys.executable, "-m", "ocr_service", "migrate"]
    refused = subprocess.run(command, env=given, capture_output=True, text=True, check=False)
    assert refused.returncode == 1
    assert refused.stderr == "ocr-service: OCR_SECRET_KEY holds no secret\n"
    assert not (tmp_path / "data").exists()


def test_what_the_service_keeps_is_nobody_elses(tmp_path: Path) -> None:
    given = {**os.environ, "OCR_DATA_DIR": str(tmp_path / "data")}
    subprocess.run([sys.executable, "-m", "ocr_service", "migrate"], env=given, check=True)
    kept = [tmp_path / "data", *(tmp_path / "data").iterdir()]
    assert len(kept) > 1
    assert [path.name for path in kept if path.stat().st_mode & 0o077] == []


def test_elsewhere_they_are_only_told() -> None:
    weak = list(weak_secrets(Settings.from_environment({})))
    assert weak == ["OCR_SECRET_KEY holds no secret"]


def test_a_socket_needs_no_password() -> None:
    given = {**SAFE, "OCR_REDIS_URL": "unix:///run/redis.sock", "OCR_DATABASE_URL": "sqlite:///x"}
    assert list(weak_secrets(Settings.from_environment(given))) == []
