"""Files made to hurt the verifier: every one gets a verdict in words, in bounded time and memory."""

import zlib
from io import BytesIO

import pikepdf
import pytest

from documents.trust import TrustStore
from documents.verifying import BIGGEST_FILE, verify_isolated
from documents.verifying.isolation import examine_isolated
from documents.verifying.order import Order
from tests.documents import chains
from tests.documents.forgeries import _page, _stream, _updated
from tests.documents.signing_desk import NOW, key_of, paper, prepared, put_signature, trust

HEAD = b"%PDF-1.7\n"
MEGABYTE = 1024 * 1024


def small_file(*objects: bytes, more: bytes = b"") -> bytes:
    """A classic file of these objects, the first of them the catalogue."""
    out, places = bytearray(HEAD), []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, more, start)
    return bytes(out)


def packed_zeros(megabytes: int) -> bytes:
    squeezer = zlib.compressobj(9)
    return b"".join(squeezer.compress(bytes(MEGABYTE)) for _ in range(megabytes)) + squeezer.flush()


def stream_of(data: bytes, entries: bytes = b"/Filter /FlateDecode") -> bytes:
    return b"<< %s /Length %d >>\nstream\n%s\nendstream" % (entries, len(data), data)


FORM = b"<< /Type /Catalog /AcroForm << /Fields [ 2 0 R ] >> >>"


def deep_arrays() -> bytes:
    return small_file(b"<< /Type /Catalog /AcroForm << /Fields %s %s >> >>" % (b"[" * 50_000, b"]" * 50_000))


def deep_fields() -> bytes:
    kids = [b"<< /FT /Sig /Kids [ %d 0 R ] >>" % number for number in range(3, 5003)]
    return small_file(FORM, *kids, b"<< /FT /Sig /T (x) /V 1 0 R >>")


def fields_in_a_circle() -> bytes:
    return small_file(FORM, b"<< /FT /Sig /T (a) /Kids [ 3 0 R ] >>", b"<< /T (b) /Parent 2 0 R /Kids [ 2 0 R ] >>")


def tables_in_a_circle() -> bytes:
    whole = small_file(FORM)
    return whole.replace(b"/Root 1 0 R", b"/Root 1 0 R /Prev %d" % whole.index(b"xref\n"))


def object_that_is_itself() -> bytes:
    return small_file(FORM, b"2 0 R")


def table_of_many_nothings() -> bytes:
    return (
        HEAD
        + b"xref\n0 200000\n"
        + b"0000000000 65535 f \n" * 200_000
        + (b"trailer\n<< /Size 200000 /Root 1 0 R >>\nstartxref\n9\n%%EOF\n")
    )


def table_that_claims_a_billion() -> bytes:
    return HEAD + b"xref\n0 999999999\ntrailer\n<< /Size 999999999 /Root 1 0 R >>\nstartxref\n9\n%%EOF\n"


def compressed_table_bomb() -> bytes:
    entries = b"/Type /XRef /W [ 1 8 2 ] /Size 99999999 /Root 1 0 R /Filter /FlateDecode"
    return HEAD + b"1 0 obj\n" + stream_of(packed_zeros(20), entries) + b"\nendobj\nstartxref\n9\n%%EOF\n"


def signature_that_unpacks_for_ever() -> bytes:
    value = b"<< /Type /Sig /SubFilter /ETSI.CAdES.detached /ByteRange [0 1 2 3] /Contents <%s> >>" % (b"30" * 500_000)
    return small_file(FORM, b"<< /FT /Sig /T (x) /V 3 0 R >>", value)


def thousand_signatures() -> bytes:
    fields = b" ".join(b"%d 0 R" % number for number in range(2, 1002))
    value = b"<< /FT /Sig /T (x%d) /V << /SubFilter /ETSI.CAdES.detached /ByteRange [0 9 9 9] /Contents <30> >> >>"
    return small_file(
        b"<< /Type /Catalog /AcroForm << /Fields [ %s ] >> >>" % fields, *(value % number for number in range(1000))
    )


def bomb_in_a_later_revision() -> bytes:
    """A good signature, then an update whose page unpacks to hundreds of megabytes."""

    def change(writer):
        from pyhanko.pdf_utils import generic
        from pyhanko.pdf_utils.generic import pdf_name

        bomb = _stream(writer, b"")
        stream = bomb.get_object()
        stream[pdf_name("/Filter")] = pdf_name("/FlateDecode")
        stream._encoded_data = packed_zeros(300)
        stream._data = None
        _page(writer)[pdf_name("/Contents")] = bomb
        writer.root[pdf_name("/Metadata")] = bomb
        writer.update_root()
        assert isinstance(stream, generic.StreamObject)

    return _updated(chains.person().pdf, change)


def locked() -> bytes:
    out = BytesIO()
    with pikepdf.open(BytesIO(paper())) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(owner="bí mật", user="bí mật"))
    return out.getvalue()


HOSTILE = (
    deep_arrays, deep_fields, fields_in_a_circle, tables_in_a_circle, object_that_is_itself,
    table_of_many_nothings, table_that_claims_a_billion, compressed_table_bomb, signature_that_unpacks_for_ever,
    thousand_signatures, bomb_in_a_later_revision, locked,
)  # fmt: skip


@pytest.mark.parametrize("make", HOSTILE, ids=lambda make: make.__name__)
def test_a_hostile_file_gets_a_verdict_and_never_valid(make):
    verdict = verify_isolated(make(), trust=trust())
    assert verdict.verdict in ("invalid", "indeterminate", "unsigned")
    assert verdict.reasons and "failed" not in {finding.code for finding in verdict.findings}


@pytest.mark.parametrize(
    "content",
    [b"", HEAD, HEAD * 1000, b"\0" * MEGABYTE, b"%PDF-1.7" + b"<<" * 200_000, b"%PDF-9.9\n%%EOF" * 1000],
    ids=["empty", "head", "heads", "zeros", "brackets", "ends"],
)
def test_what_is_hardly_a_file_gets_a_sentence(content):
    verdict = verify_isolated(content, trust=TrustStore())
    assert verdict.verdict == "invalid" and verdict.reasons[0].endswith(".")


def test_a_file_of_the_largest_size_is_examined_and_a_larger_one_is_not():
    filler = BIGGEST_FILE - len(HEAD) - 6
    largest = HEAD + b"%" * filler + b"%%EOF\n"
    assert len(largest) == BIGGEST_FILE and "50 MB" not in verify_isolated(largest, trust=TrustStore()).reasons[0]
    assert "50 MB" in verify_isolated(largest + b" ", trust=TrustStore()).reasons[0]


def test_a_large_honest_paper_is_valid():
    """Twenty megabytes of a picture that does not get smaller."""
    import random

    noise = random.Random(1).randbytes(20 * MEGABYTE)  # noqa: S311 - no secret

    def change(writer):
        _page(writer)["/Resources"]["/Rauschen"] = _stream(writer, noise)

    large = put_signature(_updated(prepared(), change), key_of("Lương Đình Khải"))
    assert verify_isolated(large.pdf, trust=trust()).verdict == "valid"


def test_after_all_that_the_worker_still_reads_an_honest_file():
    report = examine_isolated(chains.archived().pdf, Order(moment=NOW))
    assert [signature.signer for signature in report.signatures][0] == "Lương Đình Khải"
