"""`manage.py classify`: one JSON object out, exit 0 for an answer and 2 for bad input, no database, nothing stored."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import call_command

from classification.classifying import MAX_BYTES
from classification.facts_schema import schema

ROOT = Path(__file__).resolve().parents[2]
PORTAL = {
    "regime": "nd85-2016",
    "name": "Cổng thông tin điện tử",
    "system_type": "public_service",
    "information": ["public", "personal"],
    "online_service": True,
    "users": 12000,
}


def ask(*arguments: str) -> tuple[int, dict]:
    """What the command answers inside this process; a query to the database fails the test."""
    out = io.StringIO()
    try:
        call_command("classify", *arguments, stdout=out)
    except SystemExit as stopped:
        return stopped.code, json.loads(out.getvalue())
    return 0, json.loads(out.getvalue())


@pytest.fixture
def told(tmp_path):
    """Asks about a file with this content."""

    def ask_about(content: str | bytes) -> tuple[int, dict]:
        file = tmp_path / "facts.json"
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
        return ask(str(file))

    return ask_about


def test_facts_in_level_out(told):
    code, answer = told(json.dumps(PORTAL))
    assert code == 0
    assert (answer["regime"], answer["level"]) == ("nd85-2016", 3)
    assert [met["code"] for met in answer["criteria"]] == ["ND85-9.2.c"]
    assert {"fact": "conditional_business", "could_become": 3} not in answer["missing"]
    assert {"fact": "national_critical_data", "could_become": 5} in answer["missing"]


def test_an_undetermined_level_is_an_answer_too(told):
    code, answer = told('{"system_type": "other"}')
    assert (code, answer["level"]) == (0, None)


def test_a_byte_order_mark_is_no_fault(told):
    assert told(b"\xef\xbb\xbf" + json.dumps(PORTAL, ensure_ascii=False).encode())[0] == 0


def test_every_fault_is_told_at_its_path(told):
    code, answer = told('{"owners": 2, "components": [{}, {"users": "nhiều"}]}')
    assert code == 2
    assert list(answer) == ["errors"]
    assert [error["path"] for error in answer["errors"]] == ["/owners", "/components/1/users"]


@pytest.mark.parametrize(
    "content",
    [
        "",
        "{",
        "[]",
        '"x"',
        "null",
        "{'users': 1}",
        '{"users": NaN}',
        '{"users": -Infinity}',
        '{"users": 1, "users": 2}',
        '{"users": ' + "9" * 5000 + "}",
        "[" * 100_000,
        b"\xff\xfe\x00",
        "Cổng thông tin".encode("utf-16"),
        b"%PDF-1.7 \xe2\xe3",
        b" " * (MAX_BYTES + 1),
    ],
)
def test_what_is_not_facts_at_all_gets_one_sentence_at_the_root(told, content):
    code, answer = told(content)
    assert code == 2
    [error] = answer["errors"]
    assert error["path"] == ""
    assert error["message"].endswith(".") and "Traceback" not in error["message"]


def test_infinity_by_way_of_a_huge_exponent_is_refused_at_its_fact(told):
    assert [error["path"] for error in told('{"users": 1e999}')[1]["errors"]] == ["/users"]


@pytest.mark.parametrize("place", ["không-có.json", ".", "a\0b", "x" * 5000])
def test_a_file_that_cannot_be_read_gets_a_sentence(place, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    code, answer = ask(place)
    assert (code, [error["path"] for error in answer["errors"]]) == (2, [""])


def test_no_file_at_all_gets_the_way_to_use_the_command():
    code, answer = ask()
    assert code == 2
    assert "FILE.json" in answer["errors"][0]["message"]


def test_an_endless_file_is_refused():
    code, answer = ask("/dev/zero")
    assert (code, answer["errors"][0]["path"]) == (2, "")


def test_the_schema_is_printed():
    assert ask("--schema") == (0, schema())


def run(given: bytes, **environment: str) -> subprocess.CompletedProcess:
    """The command in a process of its own, with a database that nobody can reach."""
    unreachable = {"DATABASE_URL": "postgres://nobody:nothing@127.0.0.1:1/nowhere", **environment}
    return subprocess.run(
        [sys.executable, "manage.py", "classify", "-"],
        cwd=ROOT,
        input=given,
        capture_output=True,
        env={**os.environ, **unreachable},
        check=False,
    )


def test_standard_input_without_a_database_on_a_terminal_that_knows_only_ascii():
    done = run(json.dumps(PORTAL).encode(), LC_ALL="C", PYTHONIOENCODING="ascii")
    assert done.returncode == 0, done.stderr
    assert "12.000 người sử dụng" in done.stdout.decode("utf-8")
    assert json.loads(done.stdout)["level"] == 3


def test_half_characters_in_a_key_are_printed_as_json_can_hold_them():
    done = run(b'{"\\ud800": 1}')
    assert (done.returncode, done.stderr) == (2, b"")
    assert json.loads(done.stdout)["errors"][0]["path"] == "/\ud800"
