"""Signed papers: what stays of the file, who signed, what the stamp shows, and what other programs say."""

import datetime
import hashlib
import subprocess
from io import BytesIO

import pikepdf
import pytest

from documents.keys import KeyExpired, UnusableKey
from documents.signing import FieldBox, SigningRefused, prepare_fields, sign
from documents.verifying.direct import verify
from tests.documents.outside_signer import certificate
from tests.documents.signing_desk import (
    NOW,
    YEAR,
    authority,
    decision,
    key_of,
    paper,
    prepared,
    put_signature,
    sealed,
    trust,
)


def run(*command: str) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(params=["decision", "sealed"])
def signed_file(request, tmp_path):
    path = tmp_path / "ký.pdf"
    path.write_bytes({"decision": decision, "sealed": sealed}[request.param]().pdf)
    return path


def test_the_signed_file_begins_with_the_bytes_that_were_given_to_sign():
    assert decision().pdf.startswith(prepared()) and sealed().pdf.startswith(decision().pdf)
    assert decision().prepared_sha256 == hashlib.sha256(prepared()).hexdigest()
    assert decision().sha256 == hashlib.sha256(decision().pdf).hexdigest()


def test_person_and_seal_both_verify():
    verdict = verify(sealed().pdf, trust=trust())
    assert verdict.verdict == "valid"
    assert [(s.field, s.signer) for s in verdict.signatures] == [
        ("ky-1", "Lương Đình Khải"),
        ("dau-1", "Bộ Giao thông vận tải"),
    ]
    assert verdict.signatures[0].fingerprint == decision().fingerprint


def test_the_time_is_the_step_time_in_vietnam():
    at = (NOW - datetime.timedelta(days=100)).replace(hour=20, minute=15, second=30, microsecond=999)
    day_after = f"{at + datetime.timedelta(days=1):%Y-%m-%d}"
    signed = put_signature(prepared(), key_of("Lương Đình Khải", "demo", NOW - YEAR, 800), at=at)
    assert signed.signed_at.isoformat() == f"{day_after}T03:15:30+07:00"
    assert verify(signed.pdf, trust=trust()).signatures[0].signed_at == f"{day_after}T03:15:30+07:00"


@pytest.mark.poppler
def test_poppler_finds_every_signature_valid(signed_file):
    told = run("pdfsig", "-nocert", str(signed_file))
    assert told.count("Signature is Valid.") == len(verify(signed_file.read_bytes(), trust=trust()).signatures)
    assert "ETSI.CAdES.detached" in told and "SHA-256" in told and "Total document signed" in told


@pytest.mark.poppler
def test_poppler_reads_an_elliptic_curve_signature_too(tmp_path):
    path = tmp_path / "ký.pdf"
    path.write_bytes(put_signature(prepared(), certificate("Vũ Thị Cong", authority())).pdf)
    assert verify(path.read_bytes(), trust=trust()).verdict == "valid"
    assert "Signature is Valid." in run("pdfsig", "-nocert", str(path))


@pytest.mark.poppler
def test_qpdf_finds_no_fault(signed_file):
    assert "No syntax or stream encoding errors found" in run("qpdf", "--check", str(signed_file))


@pytest.mark.poppler
def test_every_font_stays_embedded(signed_file):
    rows = run("pdffonts", str(signed_file)).splitlines()[2:]
    assert len(rows) >= 2
    assert all(row.split()[-5:-2] == ["yes", "yes", "yes"] for row in rows), rows


def test_the_archive_marks_survive_signing(signed_file):
    with pikepdf.open(signed_file) as pdf:
        meta = pdf.open_metadata()
        assert (meta["pdfaid:part"], meta["pdfaid:conformance"]) == ("3", "U")
        assert "/OutputIntents" in pdf.Root and not pdf.is_encrypted
        for field in pdf.Root.AcroForm.Fields:
            assert "/N" in field.AP and int(field.F) & 4


@pytest.mark.poppler
def test_the_stamp_can_be_read_and_searched(tmp_path):
    path = tmp_path / "ký.pdf"
    path.write_bytes(decision().pdf)
    shown = run("pdftotext", "-f", "2", str(path), "-")
    assert "Ký bởi: Lương Đình Khải" in shown and decision().signed_at.isoformat() in shown


@pytest.mark.poppler
def test_all_vietnamese_letters_fit_into_the_stamp(tmp_path):
    lines = ("àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩị", "òóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ", "Ỹ ₫ – “…”", "")
    signed = sign(
        prepared(), field="ky-1", key=key_of("Lương Đình Khải"), reason="", location="", signed_at=NOW,
        certify=True, lines=lines,
    )  # fmt: skip
    path = tmp_path / "dấu.pdf"
    path.write_bytes(signed.pdf)
    shown = run("pdftotext", "-f", "2", str(path), "-")
    assert all(line in shown for line in lines)


def test_the_first_signature_allows_only_the_prepared_fields():
    with pikepdf.open(BytesIO(decision().pdf)) as pdf:
        permission = pdf.Root.Perms.DocMDP.Reference[0].TransformParams
        assert int(permission.P) == 2


def test_the_same_field_is_not_signed_twice():
    with pytest.raises(SigningRefused, match="«ky-1» đã có chữ ký"):
        put_signature(decision().pdf, key_of("Đặng Việt Hùng"), certify=False)


def test_an_unknown_field_is_refused():
    with pytest.raises(SigningRefused, match="không có ô ký «ky-9»"):
        put_signature(prepared(), key_of("Đặng Việt Hùng"), field="ky-9")


def test_a_second_certification_is_refused():
    with pytest.raises(SigningRefused, match="Không ký được"):
        put_signature(decision().pdf, key_of("Bộ Giao thông vận tải"), field="dau-1", certify=True)


def test_fields_are_not_added_to_a_signed_file():
    with pytest.raises(SigningRefused, match="đã có chữ ký số"):
        prepare_fields(decision().pdf, {"ky-2": FieldBox(0, (10, 10, 100, 50))})


@pytest.mark.parametrize("junk", [b"", b"junk", b"%PDF-1.7\n%%EOF"])
def test_a_file_that_is_no_pdf_is_not_prepared(junk):
    with pytest.raises(SigningRefused, match="Không đọc được"):
        prepare_fields(junk, {})


def test_nobody_signs_after_the_certificate_ends():
    with pytest.raises(KeyExpired):
        put_signature(prepared(), key_of("Lương Đình Khải"), at=NOW + 2 * YEAR)


def test_nobody_signs_with_a_certificate_this_house_does_not_trust():
    with pytest.raises(UnusableKey, match="không thuộc tổ chức chứng thực được tin cậy"):
        sign(
            prepared(), field="ky-1", key=key_of("Người Lạ", "stranger"), reason="", location="", signed_at=NOW,
            certify=True, roots=[authority().root],
        )  # fmt: skip


def test_the_paper_is_not_touched_by_making_fields():
    assert prepared().startswith(paper())
    assert verify(prepared(), trust=trust()).verdict == "unsigned"
