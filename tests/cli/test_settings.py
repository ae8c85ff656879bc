"""Settings come from the environment alone; secrets may lie in files and are never shown."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from ocr_service.config import Settings
from ocr_service.domain.access import Role


def test_a_setting_may_lie_in_a_file(tmp_path: Path) -> None:
    file = tmp_path / "url"
    file.write_text("redis://:hidden@redis/0\n")
    settings = Settings.from_environment({"OCR_REDIS_URL_FILE": str(file), "OCR_PORT": "9"})
    assert settings.redis == "redis://:hidden@redis/0"
    assert settings.port == 9
    assert "hidden" not in str(settings.shown())


def test_where_redis_is_may_be_told_without_its_password() -> None:
    url = "rediss://ocr:hidden@redis:6380/2?password=hidden"
    assert Settings.from_environment({"OCR_REDIS_URL": url}).redis_place == "rediss://redis:6380/2"
    assert Settings().redis_place.endswith("/data/redis.sock")


def test_settings_are_frozen() -> None:
    with pytest.raises(ValidationError):
        Settings().port = 1  # type: ignore[misc]


def test_a_wrong_value_names_its_setting() -> None:
    with pytest.raises(ValidationError, match="port"):
        Settings.from_environment({"OCR_PORT": "many"})


@pytest.mark.parametrize("name", ["SIGN_TSA_URL", "PORTAL_URL", "POPULATION_URL"])
def test_an_address_that_is_shown_holds_no_password(name: str) -> None:
    with pytest.raises(ValidationError, match=name.lower()) as wrong:
        Settings.from_environment({f"OCR_{name}": "https://ocr:hidden@tsa.example.vn/x"})
    assert "hidden" not in str(wrong.value)


def test_places_follow_the_data_folder(tmp_path: Path) -> None:
    settings = Settings.from_environment({"OCR_DATA_DIR": str(tmp_path)})
    assert settings.files_dir == tmp_path / "files"
    assert settings.database == f"sqlite:///{tmp_path}/ocr.sqlite"
    assert settings.redis == f"unix://{tmp_path}/redis.sock"
    named = Settings.from_environment({"OCR_FILES_URL": f"file://{tmp_path}/papers"})
    assert named.files_dir == tmp_path / "papers"


@pytest.mark.parametrize("url", ["ftp://x/y", "file://relative", "s3://", "s3://Not_A_Bucket"])
def test_files_lie_where_we_can_keep_them(url: str) -> None:
    with pytest.raises(ValidationError, match="files_url"):
        Settings.from_environment({"OCR_FILES_URL": url})


@pytest.mark.parametrize(
    "issuer", ["http://id.example.gov.vn", "http://localhost.example", "ftp://x", "id.example"]
)
def test_a_provider_is_asked_over_tls_only(issuer: str) -> None:
    with pytest.raises(ValidationError, match="oidc_issuer"):
        Settings.from_environment({"OCR_OIDC_ISSUER": issuer})


def test_roles_are_listed_by_commas() -> None:
    settings = Settings.from_environment({"OCR_TOTP_ROLES": "admin, auditor"})
    assert settings.totp_roles == (Role.ADMIN, Role.AUDITOR)
    with pytest.raises(ValidationError, match="totp_roles"):
        Settings.from_environment({"OCR_TOTP_ROLES": "king"})
