"""The two commands and what they promise: locks that agree, one sentence for what is wrong, a server that is ready."""

import os
import re
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import call_command, get_commands
from django.db import connection

from systems.management.commands import serve

ROOT = Path(__file__).resolve().parent.parent
SCRIPTS = sorted((ROOT / "scripts").glob("*.sh"))


def pins(name: str) -> dict[str, str]:
    """Package to version, of a lock."""
    return dict(re.findall(r"^([a-z0-9._-]+)(?:\[[^]]*\])?==([^ ;\\]+)", (ROOT / name).read_text(), re.MULTILINE))


def asked(name: str) -> set[str]:
    """The packages somebody asked for, without their versions."""
    lines = (line.strip() for line in (ROOT / name).read_text().splitlines())
    return {re.split(r"[\[<>=~! ]", line)[0].lower() for line in lines if line and line[0] not in "#-"}


def preflight(**environment) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, "scripts/preflight.py"],
        cwd=ROOT, env={**os.environ, "HOST": "127.0.0.1", "PORT": "0", **environment},
        capture_output=True, text=True, check=False,
    )  # fmt: skip


# --- locks


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock", "requirements-uv.lock"])
def test_every_pin_of_a_lock_carries_hashes_and_no_place_of_origin(lock):
    text = (ROOT / lock).read_text()
    blocks = re.split(r"\n(?=[a-z0-9])", text)
    assert all("--hash=sha256:" in block for block in blocks if "==" in block)
    assert not re.search(r"index-url|find-links|file:|https?://", text)


def test_tests_run_on_the_very_packages_that_run_the_product():
    development = pins("requirements-dev.lock")
    assert {name: development.get(name) for name in pins("requirements.lock")} == pins("requirements.lock")


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_the_package_that_would_overwrite_our_state_machine_is_not_there(lock):
    assert "django-fsm" not in pins(lock)
    assert "django-fsm-2" in pins(lock)


def test_the_decision_on_dependencies_names_what_is_asked_for_and_nothing_else():
    rows = re.findall(r"^\| ([a-z0-9-]+)[ |]", (ROOT / "docs/decisions/0001-dependencies.md").read_text(), re.MULTILINE)
    assert set(rows) - {"package"} == asked("requirements.in") | asked("requirements-dev.in")


# --- scripts


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_a_script_is_readable_by_bash(script):
    subprocess.run(["bash", "-n", script], check=True)


def test_what_people_and_machines_call_is_executable():
    for name in ("setup.sh", "run.sh", "test.sh", "lint.sh"):
        assert os.access(ROOT / "scripts" / name, os.X_OK)
    assert os.access(ROOT / ".ci/run", os.X_OK)


def test_every_command_the_makefile_calls_exists():
    called = set(re.findall(r"manage\.py (\w+)", (ROOT / "Makefile").read_text()))
    assert called <= set(get_commands())


def test_ci_calls_lint_and_test():
    assert re.findall(r"^make (\w+)", (ROOT / ".ci/run").read_text(), re.MULTILINE) == ["lint", "test"]


def test_no_script_names_a_place_of_ours():
    for path in [*ROOT.glob("scripts/*"), ROOT / "Makefile", ROOT / ".ci/run"]:
        assert not re.search(r"/(?:work|root|home)/", path.read_text() if path.is_file() else ""), path


# --- one sentence each


def test_a_port_in_use_is_one_sentence_with_the_way_out(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        told = preflight(PORT=str(port), VAR_DIR=str(tmp_path))
    assert told.returncode == 1
    assert told.stderr.strip() == (
        f"Port {port} is in use by another program. Choose another: make run PORT={port % 65535 + 1}"
    )


@pytest.mark.parametrize("port", ["abc", "0", "70000", "-1", ""])
def test_a_port_that_is_no_port_is_refused_by_name(port, tmp_path):
    told = preflight(PORT=port, VAR_DIR=str(tmp_path))
    assert told.returncode == 1
    assert "must be a number from 1 to 65535" in told.stderr
    assert "Traceback" not in told.stderr


def test_a_data_folder_that_cannot_be_written_is_one_sentence(tmp_path):
    (tmp_path / "file").write_text("")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    told = preflight(PORT=str(port), VAR_DIR=str(tmp_path / "file" / "var"))
    assert told.returncode == 1
    assert re.fullmatch(r"The data folder .* cannot be written \(.*\)\. .*\n", told.stderr.lstrip())


def test_a_missing_library_is_named_by_its_debian_package(tmp_path):
    script = (ROOT / "scripts/native_libraries.py").read_text().replace("libpango-1.0", "libabsent-1.0")
    (tmp_path / "native_libraries.py").write_text(script)
    told = subprocess.run(
        [sys.executable, tmp_path / "native_libraries.py"], capture_output=True, text=True, check=True
    )
    assert "libabsent-1.0-0" in told.stdout.split()


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("rubbish", "DATABASE_URL is not an address"),
        ("oracle://user@host/name", "DATABASE_URL is not an address"),
        ("postgres://postgres@127.0.0.1:1/none", "No PostgreSQL answers at 127.0.0.1:1"),
        ("sqlite:////nowhere/at/all.db", "cannot be opened"),
    ],
)
def test_a_database_that_cannot_be_used_is_one_sentence(url, sentence, tmp_path):
    place = {"DJANGO_SETTINGS_MODULE": "config.settings", "DATABASE_URL": url, "VAR_DIR": str(tmp_path)}
    told = subprocess.run(
        [sys.executable, "manage.py", "serve", "--prepare-only"], cwd=ROOT, env={**os.environ, **place},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert told.returncode == 1
    assert sentence in told.stderr
    assert "Traceback" not in told.stderr
    assert len(told.stderr.strip().splitlines()) == 1


POSTGRES = {"NAME": "capdo", "HOST": "db", "PORT": "", "USER": "an", "PASSWORD": "bí mật"}


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (
            'connection to server at "db" failed: FATAL:  database "capdo" does not exist',
            "PostgreSQL at db:5432 has no database capdo. Create it: createdb -h db -p 5432 -U an capdo",
        ),
        ('FATAL:  password authentication failed for user "an"', "refuses user an: check the name and password"),
        ("fe_sendauth: no password supplied", "refuses user an"),
        ('FATAL:  role "an" does not exist', "knows no user an"),
        ('connection to server at "db" failed: Connection refused\n\tIs the server running?', "(Connection refused)"),
    ],
)
def test_what_postgresql_says_becomes_what_to_do(words, sentence, monkeypatch):
    monkeypatch.setattr(connection, "vendor", "postgresql")
    told = serve.unreachable(POSTGRES, words)
    assert sentence in told
    assert "bí mật" not in told


# --- the server's preparations


@pytest.fixture
def collected(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path / "static"
    settings.STATICFILES_DIRS = [tmp_path / "own"]
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "a.css").write_text("a{}")
    return tmp_path


def test_static_files_are_collected_once_and_again_when_one_changes(collected):
    serve.collect_static()
    copy = collected / "static" / "a.css"
    assert copy.read_text() == "a{}"
    copy.unlink()
    serve.collect_static()
    assert not copy.exists(), "nothing changed, nothing is done"
    (collected / "own" / "a.css").write_text("a{color:red}")
    serve.collect_static()
    assert copy.read_text() == "a{color:red}"


@pytest.mark.django_db(transaction=True)
def test_an_installation_for_real_use_gets_no_demonstration(collected, django_user_model):
    call_command("serve", "--prepare-only", "--no-demo")
    assert not django_user_model.objects.exists()
