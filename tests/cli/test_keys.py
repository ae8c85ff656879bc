"""Keys from the command line: shown once, listed by their beginning, revoked."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from ocr_service.__main__ import commands


@pytest.fixture
def run(tmp_path: Path) -> object:
    runner = CliRunner(env={"OCR_DATA_DIR": str(tmp_path)})
    return lambda *words: runner.invoke(commands, words)


def test_a_key_is_added_listed_and_revoked(run) -> None:
    added = run("keys", "add", "one-stop", "--role", "clerk", "--agency", "H42", "--days", "30")
    secret = added.output.strip()
    assert secret.startswith("ocr_")
    listed = run("keys", "list").output
    assert secret not in listed
    assert "one-stop\tclerk\tH42" in listed
    assert "valid" in listed
    assert run("keys", "revoke", secret[:12]).exit_code == 0
    assert "revoked" in run("keys", "list").output


def test_an_unset_variable_of_a_shell_opens_nothing(run) -> None:
    assert run("keys", "add", "one-stop", "--agency", "").exit_code == 2
    assert run("keys", "list").output == ""


def test_every_command_explains_itself(run) -> None:
    for name in ("up", "web", "worker", "reconcile", "submit", "keys"):
        shown = run(name, "--help")
        assert shown.exit_code == 0, shown.output
        assert "Usage" in shown.output


def test_bad_usage_ends_with_2(run) -> None:
    assert run("nonsense").exit_code == 2
    assert run("up", "--workers", "0").exit_code == 2
    assert run("submit", "--key", "k", "no-such-file").exit_code == 2
