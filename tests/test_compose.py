"""`compose.yaml`: nobody is root, nothing is written but where it must be, secrets lie in files."""

import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml
from pydantic import SecretStr

from ocr_service.__main__ import COMMANDS
from ocr_service.config import FROM_FILE, PREFIX, Settings
from ocr_service.domain.errors import BadSettings
from ocr_service.production import refuse_unsafe

ROOT = Path(__file__).parent.parent
ADDRESS = "https://ocr.example.gov.vn"  # as an office writes it into .env
WRITTEN = (ROOT / "compose.yaml").read_text("utf-8")
COMPOSE: dict[str, Any] = yaml.safe_load(WRITTEN.replace("${OCR_PUBLIC_URL:-}", ADDRESS))
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
OURS = sorted(name for name, it in SERVICES.items() if it["image"] == "ocr-service")
SECRET = re.compile(r"PASSWORD|SECRET|KEY|TOKEN|_URL|_USER_FILE")
OPTIONAL = {
    "files_keys",
    "imap_password",
    "oidc_client_secret",
    "population_key",
    "portal_key",
    "sign_passphrase",
    "sign_pkcs11_pin",
    "sign_tsa_password",
}  # for offices that want what they are for
HARMLESS = {"OCR_FILES_URL", "OCR_PUBLIC_URL"}  # the bucket's name, and our own
SECRETS_FOLDER = "/run/secrets/"

every = pytest.mark.parametrize("name", SERVICES)
ours = pytest.mark.parametrize("name", OURS)


@pytest.fixture(scope="module")
def secrets(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `tools/make-secrets` makes."""
    folder = tmp_path_factory.mktemp("made") / "secrets"
    subprocess.run([ROOT / "tools" / "make-secrets", folder], check=True)
    return folder


def test_all_parts_are_there() -> None:
    assert OURS == ["migrate", "reconcile", "web", "webhooks", "worker"]
    assert set(SERVICES) - set(OURS) == {"postgres", "redis", "store"}


@every
def test_nobody_is_root(name: str) -> None:
    user, _, group = str(SERVICES[name]["user"]).partition(":")
    assert int(user) > 0
    assert int(group) > 0
    assert SERVICES[name]["cap_drop"] == ["ALL"]
    assert SERVICES[name]["security_opt"] == ["no-new-privileges:true"]
    assert "privileged" not in SERVICES[name]


@every
def test_nothing_is_written_but_where_it_must_be(name: str) -> None:
    assert SERVICES[name]["read_only"] is True
    assert SERVICES[name]["tmpfs"][0] == "/tmp"  # noqa: S108 - a place in memory
    for volume in SERVICES[name]["volumes"]:
        assert volume.partition(":")[0] in COMPOSE["volumes"], "no folder of the machine's"


@every
def test_each_is_looked_after(name: str) -> None:
    assert SERVICES[name]["healthcheck"]["test"][0] in ("CMD", "CMD-SHELL")
    for other, how in SERVICES[name].get("depends_on", {}).items():
        once = SERVICES[other]["restart"] == "no"
        assert how["condition"] == ("service_completed_successfully" if once else "service_healthy")


@every
def test_images_are_of_a_version(name: str) -> None:
    build = SERVICES[name].get("build")
    image = SERVICES[name]["image"]
    if isinstance(build, dict):
        image = build["dockerfile_inline"].split()[1]
    elif build is not None:
        return
    _, _, tag = image.partition(":")
    assert re.search(r"\d", tag)


@every
def test_secrets_lie_in_files(name: str) -> None:
    mine = {it if isinstance(it, str) else it["source"] for it in SERVICES[name]["secrets"]}
    assert mine <= set(COMPOSE["secrets"])
    for variable, value in SERVICES[name].get("environment", {}).items():
        if SECRET.search(variable) and variable not in HARMLESS:
            assert variable.endswith(FROM_FILE), variable
            assert value.removeprefix(SECRETS_FOLDER) in mine


@ours
def test_each_setting_is_one_of_ours(name: str, secrets: Path) -> None:
    environment = SERVICES[name]["environment"]
    for variable in environment:
        assert variable.startswith(PREFIX)
        assert (
            variable.removesuffix(FROM_FILE).removeprefix(PREFIX).lower() in Settings.model_fields
        )
    here = {key: it.replace(SECRETS_FOLDER, f"{secrets}/") for key, it in environment.items()}
    settings = Settings.from_environment(here)
    given = [it for name, it in settings if isinstance(it, SecretStr) and name not in OPTIONAL]
    assert all(secret.get_secret_value() for secret in given), "each secret has a file"


@ours
def test_each_command_is_one_of_ours(name: str) -> None:
    assert SERVICES[name]["command"][0] in COMMANDS
    check = SERVICES[name]["healthcheck"]["test"]
    assert check[1] == "python3" or check[2] in COMMANDS


@ours
def test_all_wait_for_the_tables(name: str) -> None:
    waits = SERVICES[name]["depends_on"]
    assert ("postgres" in waits and "store" in waits) if name == "migrate" else "migrate" in waits


def test_only_who_makes_the_tables_owns_them() -> None:
    """Whoever owns them could take the triggers off the audit trail."""
    role = SERVICES["migrate"]["environment"]["OCR_DATABASE_ROLE"]
    made = (ROOT / "tools" / "make-secrets").read_text("utf-8")
    assert f"CREATE ROLE {role} LOGIN" in made
    assert f"postgresql+psycopg://{role}:" in made
    owning = [name for name in OURS if "owner_url" in SERVICES[name]["secrets"]]
    assert owning == ["migrate"]


def test_only_the_door_is_open_to_others() -> None:
    assert [name for name, it in SERVICES.items() if "ports" in it] == ["web"]
    assert COMPOSE["networks"]["back"]["internal"] is True
    for name in ("postgres", "redis", "store", "worker"):
        assert SERVICES[name]["networks"] == ["back"]


def test_secrets_are_made_once_and_fit_each_other(secrets: Path) -> None:
    names = {Path(it["file"]).name for it in COMPOSE["secrets"].values()}
    made = {file.name: file.read_text() for file in secrets.iterdir()}
    assert set(made) == names | {"service_password"}
    assert made["postgres_password"] in made["owner_url"]
    assert made["service_password"] in made["database_url"]
    assert f"'{made['service_password']}'" in made["postgres_role.sql"]
    assert made["postgres_password"] not in made["database_url"]
    assert made["redis_conf"] == f"requirepass {made['redis_url'].split(':')[2].split('@')[0]}"
    assert secrets.stat().st_mode & 0o777 == 0o700
    assert len(made["secret_key"]) >= 40
    subprocess.run([ROOT / "tools" / "make-secrets", secrets], check=True)
    assert {file.name: file.read_text() for file in secrets.iterdir()} == made


def test_secrets_are_not_committed_nor_put_into_the_image() -> None:
    assert "/secrets/" in (ROOT / ".gitignore").read_text().splitlines()
    assert "secrets" in (ROOT / ".dockerignore").read_text().splitlines()


@ours
def test_its_secrets_are_good_enough_for_production(name: str, secrets: Path) -> None:
    named = SERVICES[name]["environment"]
    given = {
        key.removesuffix(FROM_FILE): (secrets / value.removeprefix(SECRETS_FOLDER)).read_text()
        if key.endswith(FROM_FILE)
        else value
        for key, value in named.items()
    }
    settings = Settings.from_environment(given)
    assert settings.production
    assert settings.public_url == ADDRESS
    refuse_unsafe(settings)
    with pytest.raises(BadSettings, match="OCR_PUBLIC_URL"):
        refuse_unsafe(settings.model_copy(update={"public_url": ""}))


def test_the_only_thing_to_fill_in_is_the_address() -> None:
    """And without it the file is still one that docker can read: the service itself refuses."""
    assert set(re.findall(r"(?<!\$)\$\{[^}]*\}", WRITTEN)) == {"${OCR_PUBLIC_URL:-}"}
    assert f"echo OCR_PUBLIC_URL={ADDRESS} > .env" in WRITTEN
    assert "/.env" in (ROOT / ".gitignore").read_text().splitlines()
    assert ".env" in (ROOT / ".dockerignore").read_text().splitlines()
