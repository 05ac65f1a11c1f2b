"""People with keys, papers to sign, and files of all sorts to verify; made once for a test run."""

import datetime
import gc
import tempfile
import warnings
from functools import cache
from pathlib import Path

from documents.demo_ca import DemoCA, create_demo_ca, issue_person_certificate
from documents.keys import SigningKey, open_key
from documents.signing import FieldBox, SignedPdf, prepare_fields, sign
from documents.trust import TrustStore
from documents.verifying import Lookup, PaperState, RegisteredPaper

PASSPHRASE = "cây đa bến nước sân đình"
NOW = datetime.datetime.now(datetime.UTC).replace(microsecond=0)
YEAR = datetime.timedelta(days=365)
FEW_ROUNDS = 2000  # tests open many keys; the product uses documents.keys.KDF_ROUNDS
PAGE = """<html lang="vi"><style>@page {{ size: A4; margin: 20mm }} body {{ font-family: "Liberation Serif" }}</style>
<body><h1>QUYẾT ĐỊNH</h1><p>{text}</p><p style="break-before: page">Trang ký</p></body></html>"""


def authority(name: str = "demo") -> DemoCA:
    return _authority(name)


@cache
def _authority(name: str) -> DemoCA:
    return create_demo_ca(Path(tempfile.mkdtemp(prefix="pki-test-")) / name / "pki")


def trust(*authorities: DemoCA) -> TrustStore:
    return TrustStore(tuple(ca.root for ca in authorities or (authority(),)))


@cache
def packed_key(name: str, ca: str = "demo", valid_from: datetime.datetime | None = None, days: int = 365) -> bytes:
    packed, _certificate = issue_person_certificate(
        authority(ca),
        name=name,
        title="Thứ trưởng",
        organisation="Bộ Giao thông vận tải",
        email="khai@example.vn",
        days=days,
        passphrase=PASSPHRASE,
        valid_from=valid_from or NOW - datetime.timedelta(hours=1),  # however slow the run is
        rounds=FEW_ROUNDS,
    )
    return packed


@cache
def key_of(name: str, ca: str = "demo", valid_from: datetime.datetime | None = None, days: int = 365) -> SigningKey:
    moment = valid_from + datetime.timedelta(minutes=1) if valid_from else NOW
    return open_key(packed_key(name, ca, valid_from, days), PASSPHRASE, moment=moment)


@cache
def paper(text: str = "Phê duyệt cấp độ 3 cho hệ thống Đăng kiểm.", *, tagged: bool = False) -> bytes:
    from weasyprint import HTML

    variant = "pdf/a-3a" if tagged else "pdf/a-3u"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # the library leaves its colour profile open
        pdf = HTML(string=PAGE.format(text=text)).write_pdf(pdf_variant=variant)
        gc.collect()
    return pdf


@cache
def prepared(text: str = "Phê duyệt cấp độ 3 cho hệ thống Đăng kiểm.") -> bytes:
    boxes = {"dau-1": FieldBox(1, (250, 550, 352, 652)), "ky-1": FieldBox(1, (320, 560, 462, 634))}
    return prepare_fields(paper(text), boxes)


def put_signature(
    pdf: bytes,
    key: SigningKey,
    *,
    field: str = "ky-1",
    certify: bool = True,
    at: datetime.datetime = NOW,
    lines: tuple[str, ...] = (),
) -> SignedPdf:
    return sign(
        pdf, field=field, key=key, reason="Phê duyệt", location="Hà Nội", signed_at=at, certify=certify, lines=lines
    )


@cache
def decision() -> SignedPdf:
    """A decision that Lương Đình Khải signed; the seal's field is still empty."""
    return put_signature(prepared(), key_of("Lương Đình Khải"))


@cache
def sealed() -> SignedPdf:
    """The same decision after the ministry's seal."""
    seal = key_of("Bộ Giao thông vận tải")
    return put_signature(decision().pdf, seal, field="dau-1", certify=False, lines=("CON DẤU",))


def register_of(*states: SignedPdf, standing: str = "current", issued_at: datetime.datetime = NOW) -> Lookup:
    """A register that knows one paper: the last of `states`, and that it grew from the others."""
    kept = [
        PaperState(
            state.sha256, len(state.pdf), "sealed" if number else "issued", (state.field, state.fingerprint), issued_at
        )
        for number, state in enumerate(states)
    ]
    given = states[0].prepared_sha256
    issued = RegisteredPaper("Quyết định 12/QĐ-BGTVT", tuple(kept), standing, prepared_sha256=given)
    hashes = {state.sha256 for state in states} | {given}
    return lambda sha256: issued if sha256 in hashes else None
