"""Strangers' files are read in a process of their own: limited, blind to secrets, without network."""

import datetime
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from documents.trust import TrustStore
from documents.verifying import isolation, verify_isolated
from documents.verifying.direct import verify
from documents.verifying.isolation import PROJECT, examine_isolated
from documents.verifying.order import Order, Report
from documents.verifying.verdict import Finding, SignatureVerdict
from tests.documents.forgeries import junk_at_the_end
from tests.documents.outside_signer import certificate
from tests.documents.signing_desk import NOW, authority, decision, prepared, put_signature, register_of, sealed, trust


def order() -> Order:
    return Order(moment=NOW)


@pytest.mark.parametrize("pdf", [sealed().pdf, junk_at_the_end(decision().pdf)], ids=["sealed", "junk"])
def test_the_verdict_is_the_same_as_in_our_own_process(pdf):
    assert verify_isolated(pdf, trust=trust()).to_json() == verify(pdf, trust=trust()).to_json()


def test_the_register_is_asked_outside_the_worker():
    verdict = verify_isolated(decision().pdf, trust=trust(), register=register_of(decision()))
    assert (verdict.verdict, verdict.registered) == ("valid", True)


def test_a_worker_that_takes_too_long_is_stopped_and_said_so():
    report = examine_isolated(decision().pdf, order(), wall_seconds=0.05)
    assert [str(finding) for finding in report.findings] == [
        "Kiểm tra tệp này mất quá nhiều thời gian hoặc bộ nhớ nên đã dừng."
    ]


def test_only_a_few_files_are_examined_at_once(monkeypatch):
    monkeypatch.setattr(isolation, "WAIT_SECONDS", 0.01)
    for _place in range(isolation.AT_ONCE):
        assert isolation._places.acquire(timeout=1)
    try:
        verdict = verify_isolated(decision().pdf, trust=trust())
    finally:
        for _place in range(isolation.AT_ONCE):
            isolation._places.release()
    assert verdict.verdict == "indeterminate" and "thử lại" in verdict.reasons[0]
    assert verify_isolated(decision().pdf, trust=trust()).verdict == "valid"


def limited(body: str) -> int:
    """Exit code of a process that takes on the worker's limits and then runs `body`."""
    code = f"from documents.verifying import worker; worker.CPU_SECONDS = 1; worker.limit_this_process(); {body}"
    return subprocess.run([sys.executable, "-c", code], cwd=PROJECT, capture_output=True, check=False).returncode


def test_the_limits_hold():
    assert limited("x = 1") == 0
    assert limited("b = bytearray(2 << 30)") == 1  # MemoryError
    assert limited("open('grown.txt', 'w').write('x' * 9999)") != 0
    (PROJECT / "grown.txt").unlink(missing_ok=True)
    assert limited("exec('while True: pass')") < 0  # killed


def test_the_worker_knows_no_settings_and_no_secrets(monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "không được lộ")
    code = (
        "import json, os, sys; from documents.verifying import examining; "
        "print(json.dumps([sorted(os.environ), 'django.conf' in sys.modules and sys.modules['django.conf']"
        ".settings.configured]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=PROJECT, env={"PYTHONPATH": str(PROJECT)}, capture_output=True, check=True
    )
    assert b"SECRET_KEY" not in done.stdout and b"false" in done.stdout
    assert "SECRET_KEY" in os.environ


def test_no_address_in_a_file_is_ever_called():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.setblocking(False)
        address = f"http://127.0.0.1:{listener.getsockname()[1]}/x"
        signed = put_signature(prepared(), certificate("Kẻ Dò Mạng", authority(), revocation_address=address))
        for store in (trust(), TrustStore()):
            assert verify_isolated(signed.pdf, trust=store).verdict == "indeterminate"
        with pytest.raises(BlockingIOError):
            listener.accept()


def test_orders_and_reports_survive_the_way_there_and_back():
    there = Order(NOW, (b"\0root",), (b"\xfflist",), {"ky-1": NOW - datetime.timedelta(days=1)}, True, True)
    assert Order.from_json(there.to_json().encode()) == there
    finding = Finding("unsupported", {"field": "ký"})
    back = Report((finding,), (SignatureVerdict("ky-1", "Lương Đình Khải", None, "00", (finding,)),), {"a": "00"})
    assert Report.from_json(back.to_json().encode()) == back


def test_a_worker_that_cannot_start_is_no_verdict_on_the_file(monkeypatch, tmp_path):
    broken = tmp_path / "python"
    broken.write_text("#!/bin/sh\necho hỏng >&2\nexit 1\n")
    broken.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(broken))
    report = examine_isolated(decision().pdf, order())
    assert report.findings == (Finding("failed"),)
    assert Path(broken).exists()
