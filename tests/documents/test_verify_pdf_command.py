"""`manage.py verify_pdf`: what a clerk and a program get, for good files and for anything else."""

import json
import os
import subprocess
import sys

import pytest
from cryptography.hazmat.primitives.serialization import Encoding
from django.core.management import call_command

from documents.models import IssuedDocument
from documents.verifying.isolation import PROJECT
from tests.documents.forgeries import annotation_added
from tests.documents.signing_desk import NOW, SignedPdf, authority, decision, prepared

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(tmp_path, settings, capsys):
    """Run the command on bytes or a path: `desk(pdf, "--json")` gives (exit code, what it printed)."""
    settings.TRUST_DIR = tmp_path / "trust"
    (tmp_path / "root.pem").write_bytes(authority().root.public_bytes(Encoding.PEM))

    def run(what, *options, trusted=True):
        path = what
        if isinstance(what, bytes):
            path = tmp_path / "văn bản.pdf"
            path.write_bytes(what)
        trust = ["--trust", str(tmp_path / "root.pem")] if trusted else []
        code = 0
        try:
            call_command("verify_pdf", str(path), *trust, *options)
        except SystemExit as end:
            code = end.code
        return code, capsys.readouterr().out

    return run


def test_a_valid_paper_ends_with_zero(desk):
    code, out = desk(decision().pdf, "--json")
    assert code == 0
    assert json.loads(out) == {
        "verdict": "valid",
        "registered": False,
        "reasons": ["Tệp không trùng với văn bản nào do hệ thống này phát hành."],
        "signatures": [
            {
                "signer": "Lương Đình Khải",
                "verdict": "valid",
                "signed_at": decision().signed_at.isoformat(),
                "reasons": [],
            }
        ],
    }


def test_a_clerk_reads_who_signed_and_when(desk):
    code, out = desk(decision().pdf)
    assert code == 0 and out.startswith("văn bản.pdf: HỢP LỆ")
    assert "Người ký: Lương Đình Khải" in out
    assert f"Thời điểm ký ghi trong tệp: {decision().signed_at:%H:%M:%S %d/%m/%Y}" in out


def test_a_changed_paper_ends_with_one_and_the_reason(desk):
    code, out = desk(annotation_added(decision().pdf))
    assert code == 1 and "KHÔNG HỢP LỆ" in out and "bị thêm hoặc sửa nội dung" in out


def test_without_the_root_it_stays_open(desk):
    code, out = desk(decision().pdf, trusted=False)
    assert code == 1 and "CHƯA KẾT LUẬN ĐƯỢC" in out and "không thuộc tổ chức chứng thực được tin cậy" in out


def test_roots_in_the_trust_folder_count(desk, settings):
    settings.TRUST_DIR.mkdir()
    (settings.TRUST_DIR / "demo.crt").write_bytes(authority().root.public_bytes(Encoding.DER))
    assert desk(decision().pdf, trusted=False)[0] == 0


def test_a_paper_we_issued_is_registered(desk, dossier_in, ha, ministry):
    issued(decision(), dossier_in(), ha, ministry)
    code, out = desk(decision().pdf, "--json")
    answer = json.loads(out)
    assert (code, answer["registered"]) == (0, True)
    assert "Quyết định phê duyệt 12/QĐ-BGTVT" in answer["reasons"][0]


def issued(signed: SignedPdf, dossier, user, issuer) -> IssuedDocument:
    return IssuedDocument.objects.create(
        dossier=dossier, round=1, step="approve", kind="decision", title="Quyết định phê duyệt", issuer=issuer,
        number="12/QĐ-BGTVT", issued_on=NOW.date(), content={}, file="x.pdf", sha256=signed.sha256,
        size=len(signed.pdf), pages=2, signer=user, signer_name=signed.signer,
        signer_fingerprint=signed.fingerprint, signature_field=signed.field, signed_at=signed.signed_at, token="t",
    )  # fmt: skip


SHAPE = {"verdict", "registered", "reasons", "signatures"}


@pytest.mark.parametrize(
    ("what", "verdict", "words"),
    [
        (b"xin chao", "invalid", "không phải là PDF"),
        (b"", "invalid", "không phải là PDF"),
        (b"%PDF-1.7 xin chao", "invalid", "Không đọc được tệp"),
        ("khong-co.pdf", "invalid", "Không có tệp «khong-co.pdf»"),
        ("/tmp", "invalid", "«/tmp» là thư mục"),
    ],
)
def test_whatever_is_no_paper_gets_a_sentence_in_the_same_shape(desk, what, verdict, words):
    code, out = desk(what, "--json")
    answer = json.loads(out)
    assert code == 1 and set(answer) == SHAPE and answer["verdict"] == verdict
    assert words in answer["reasons"][0] and answer["signatures"] == []


def test_an_unsigned_paper_is_unsigned(desk):
    code, out = desk(prepared(), "--json")
    assert (code, json.loads(out)["verdict"]) == (1, "unsigned")


def test_a_file_of_200_megabytes_is_not_read(desk, tmp_path):
    large = tmp_path / "large.pdf"
    with large.open("wb") as file:
        file.write(b"%PDF-1.7\n")
        file.truncate(200 * 1024 * 1024)
    code, out = desk(large, "--json")
    assert code == 1 and "50 MB" in json.loads(out)["reasons"][0]


@pytest.mark.parametrize("content", [b"", b"not a certificate", b"-----BEGIN CERTIFICATE-----\nxx\n"])
def test_a_bad_root_file_is_named(desk, tmp_path, content):
    (tmp_path / "sai.pem").write_bytes(content)
    code, out = desk(decision().pdf, "--json", "--trust", str(tmp_path / "sai.pem"))
    answer = json.loads(out)
    assert code == 1 and set(answer) == SHAPE and "sai.pem" in answer["reasons"][0]


def test_a_missing_root_file_is_named(desk, tmp_path):
    code, out = desk(decision().pdf, "--trust", str(tmp_path / "thieu.pem"))
    assert code == 1 and "Không đọc được tệp gốc tin cậy" in out and "thieu.pem" in out


def test_without_a_database_the_signatures_are_still_judged(tmp_path):
    """As on a machine where nothing was set up yet: an empty data folder."""
    (tmp_path / "a.pdf").write_bytes(decision().pdf)
    (tmp_path / "root.pem").write_bytes(authority().root.public_bytes(Encoding.PEM))
    environment = {k: v for k, v in os.environ.items() if k not in ("DATABASE_URL", "DJANGO_SETTINGS_MODULE")}
    command = [sys.executable, "manage.py", "verify_pdf", str(tmp_path / "a.pdf"), "--json"]
    command += ["--trust", str(tmp_path / "root.pem")]
    environment["VAR_DIR"] = str(tmp_path / "var")
    done = subprocess.run(command, cwd=PROJECT, env=environment, capture_output=True, text=True, check=False)
    answer = json.loads(done.stdout)
    assert (done.returncode, answer["verdict"], answer["registered"]) == (0, "valid", False)
    assert "Chưa đối chiếu được với sổ văn bản" in answer["reasons"][0] and "Traceback" not in done.stderr
