"""Settings come from the environment alone; secrets may lie in files and are never shown."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from ocr_service.config import Settings


def test_a_setting_may_lie_in_a_file(tmp_path: Path) -> None:
    file = tmp_path / "url"
    file.write_text("redis://:hidden@redis/0\n")
    settings = Settings.from_environment({"OCR_REDIS_URL_FILE": str(file), "OCR_PORT": "9"})
    assert settings.redis == "redis://:hidden@redis/0"
    assert settings.port == 9
    assert "hidden" not in str(settings.shown())


def test_settings_are_frozen() -> None:
    with pytest.raises(ValidationError):
        Settings().port = 1  # type: ignore[misc]


def test_a_wrong_value_names_its_setting() -> None:
    with pytest.raises(ValidationError, match="port"):
        Settings.from_environment({"OCR_PORT": "many"})


def test_places_follow_the_data_folder(tmp_path: Path) -> None:
    settings = Settings.from_environment({"OCR_DATA_DIR": str(tmp_path)})
    assert settings.files_dir == tmp_path / "files"
    assert settings.database == f"sqlite:///{tmp_path}/ocr.sqlite"
    assert settings.redis == f"unix://{tmp_path}/redis.sock"
    with pytest.raises(ValueError, match="OCR_FILES_URL"):
        _ = Settings.from_environment({"OCR_FILES_URL": "s3://x/y"}).files_dir
