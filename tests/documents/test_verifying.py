"""What the verifier says of honest papers, and how it weighs certificates."""

import datetime
from dataclasses import replace
from io import BytesIO

import pikepdf
import pytest
from cryptography.x509.oid import ExtendedKeyUsageOID
from pyhanko.sign.fields import SigSeedSubFilter

from documents.signing import FieldBox, prepare_fields
from documents.trust import TrustStore
from documents.verifying import RegisterUnreachable
from documents.verifying.direct import verify
from tests.documents.outside_signer import certificate, outside_signature, revocation_list, usage
from tests.documents.signing_desk import (
    NOW,
    YEAR,
    authority,
    decision,
    key_of,
    paper,
    prepared,
    put_signature,
    register_of,
    sealed,
    trust,
)

DAY = datetime.timedelta(days=1)
SOMEWHERE = "http://crl.example.vn/list.crl"


def outcome(pdf: bytes, store: TrustStore | None = None, **circumstances) -> tuple[str, list[str]]:
    verdict = verify(pdf, trust=store or trust(), **circumstances)
    return verdict.verdict, verdict.reasons


def test_the_answer_has_the_agreed_shape():
    assert verify(sealed().pdf, trust=trust()).to_json() == {
        "verdict": "valid",
        "registered": False,
        "reasons": [],
        "signatures": [
            {"signer": name, "verdict": "valid", "signed_at": decision().signed_at.isoformat(), "reasons": []}
            for name in ("Lương Đình Khải", "Bộ Giao thông vận tải")
        ],
    }


def test_an_empty_field_for_the_seal_does_no_harm():
    assert outcome(decision().pdf) == ("valid", [])


def test_a_paper_nobody_signed_is_unsigned():
    for pdf in (paper(), prepared()):
        assert outcome(pdf) == ("unsigned", ["Tệp không có chữ ký số."])


@pytest.mark.parametrize("junk", [b"", b"xin chao", b"PK\3\4 word", b"\0" * 1000])
def test_what_is_no_pdf_is_said_to_be_none(junk):
    assert outcome(junk) == ("invalid", ["Tệp này không phải là PDF."])


@pytest.mark.parametrize("broken", [b"%PDF-1.7", b"%PDF-1.7\nxin chao\n%%EOF", b"%PDF-1.7\n" + b"[" * 100_000])
def test_a_broken_pdf_cannot_be_read(broken):
    verdict, reasons = outcome(broken)
    assert verdict == "invalid" and "Không đọc được tệp" in reasons[0]


def test_a_locked_pdf_is_not_judged():
    out = BytesIO()
    with pikepdf.open(BytesIO(paper())) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(owner="bí mật", user="bí mật"))
    assert outcome(out.getvalue())[0] == "indeterminate"


def test_a_file_too_large_is_not_read():
    verdict, reasons = outcome(b"%PDF-1.7" + b"\0" * (50 * 1024 * 1024))
    assert verdict == "indeterminate" and "50 MB" in reasons[0]


def test_an_authority_we_do_not_know_leaves_it_open():
    for store in (TrustStore(), trust(authority("stranger"))):
        verdict, reasons = outcome(decision().pdf, store)
        assert verdict == "indeterminate"
        assert reasons == ["Chứng thư số của người ký không thuộc tổ chức chứng thực được tin cậy."]


def test_a_self_made_certificate_leaves_it_open():
    verdict, reasons = outcome(outside_signature(prepared(), certificate("Tự Xưng", None)))
    assert verdict == "indeterminate" and "tự cấp" in reasons[0]


def test_a_certificate_that_had_ended_before_signing():
    key = certificate("Người Cũ", authority(), start=NOW - YEAR, end=NOW - DAY)
    verdict, reasons = outcome(outside_signature(prepared(), key))
    assert verdict == "invalid" and reasons[0] == "Chứng thư số đã hết hạn trước thời điểm ký."


def test_a_certificate_that_had_not_begun_at_signing():
    key = certificate("Người Mới", authority(), start=NOW + DAY)
    verdict, reasons = outcome(outside_signature(prepared(), key))
    assert verdict == "invalid" and reasons[0] == "Chứng thư số chưa có hiệu lực ở thời điểm ký."


def signed_two_years_ago():
    key = key_of("Nguyễn Thị Hưu", "demo", NOW - 2 * YEAR, 30)
    return put_signature(prepared(), key, at=NOW - 2 * YEAR + DAY)


def test_a_certificate_that_ended_since_leaves_it_open_without_proof_of_time():
    signed = signed_two_years_ago()
    verdict, reasons = outcome(signed.pdf)
    assert verdict == "indeterminate" and "nay đã hết hạn" in reasons[0]
    assert outcome(signed.pdf, moment=NOW - 2 * YEAR + 2 * DAY) == ("valid", [])


def test_our_own_record_proves_that_a_paper_was_signed_in_time():
    signed = signed_two_years_ago()
    answer = verify(
        signed.pdf, trust=trust(), register=register_of(signed, issued_at=NOW - 2 * YEAR + DAY)
    )  # fmt: skip
    assert (answer.verdict, answer.registered) == ("valid", True)
    late = verify(signed.pdf, trust=trust(), register=register_of(signed, issued_at=NOW))
    assert (late.verdict, late.registered) == ("indeterminate", True)


def test_a_time_that_has_not_come_yet_leaves_it_open():
    key = key_of("Lương Đình Khải", "demo", NOW - YEAR, 800)
    verdict, reasons = outcome(put_signature(prepared(), key).pdf, moment=NOW - DAY)
    assert verdict == "indeterminate" and "muộn hơn thời điểm kiểm tra" in reasons[0]


@pytest.fixture(scope="module")
def signer():
    return certificate("Trần Thu Hồi", authority(), revocation_address=SOMEWHERE)


@pytest.fixture(scope="module")
def signed(signer):
    return put_signature(prepared(), signer)


class TestRevocation:
    def look(self, signed, revoked, since, **circumstances):
        store = TrustStore(trust().roots, (revocation_list(authority(), revoked, since),))
        return outcome(signed.pdf, store, **circumstances)

    def test_without_a_list_it_stays_open(self, signed):
        verdict, reasons = outcome(signed.pdf)
        assert verdict == "indeterminate" and "thiếu danh sách thu hồi" in reasons[0]

    def test_a_clean_list_settles_it(self, signed):
        assert self.look(signed, None, NOW) == ("valid", [])

    def test_revoked_before_signing(self, signed, signer):
        verdict, reasons = self.look(signed, signer.certificate, NOW - DAY)
        assert verdict == "invalid" and reasons == ["Chứng thư số đã bị thu hồi trước thời điểm ký."]

    def test_revoked_after_signing_without_proof_of_time(self, signer):
        signed = put_signature(prepared(), signer, at=NOW - 3 * DAY)
        verdict, reasons = self.look(signed, signer.certificate, NOW - DAY)
        assert verdict == "indeterminate" and "nay đã bị thu hồi" in reasons[0]

    def test_revoked_after_we_recorded_the_paper(self, signer):
        signed = put_signature(prepared(), signer, at=NOW - 3 * DAY)
        register = register_of(signed, issued_at=NOW - 3 * DAY)
        assert self.look(signed, signer.certificate, NOW - DAY, register=register)[0] == "valid"


@pytest.fixture(scope="module")
def silent():
    return certificate("Trần Lặng Lẽ", authority())


class TestListsWeHold:
    """A certificate that names no place to ask is looked up in them all the same."""

    def look(self, signed, *lists, **circumstances):
        return outcome(signed.pdf, TrustStore(trust().roots, lists), **circumstances)

    def test_revoked_before_signing(self, silent):
        signed = put_signature(prepared(), silent)
        assert self.look(signed, revocation_list(authority())) == ("valid", [])
        verdict, reasons = self.look(signed, revocation_list(authority(), silent.certificate, NOW - DAY))
        assert verdict == "invalid" and reasons == ["Chứng thư số đã bị thu hồi trước thời điểm ký."]

    def test_revoked_after_signing(self, silent):
        signed = put_signature(prepared(), silent, at=NOW - 3 * DAY)
        revoked = revocation_list(authority(), silent.certificate, NOW - DAY)
        verdict, reasons = self.look(signed, revoked)
        assert verdict == "indeterminate" and "nay đã bị thu hồi" in reasons[0]
        assert self.look(signed, revoked, register=register_of(signed, issued_at=NOW - 2 * DAY))[0] == "valid"
        late = register_of(signed, issued_at=NOW)
        assert self.look(signed, revoked, register=late)[0] == "indeterminate"

    def test_as_of_a_day_before_the_revocation_nothing_was_wrong(self, silent):
        signed = put_signature(prepared(), silent, at=NOW - 3 * DAY)
        revoked = revocation_list(authority(), silent.certificate, NOW - DAY)
        assert self.look(signed, revoked, moment=NOW - 2 * DAY) == ("valid", [])

    def test_a_list_that_ran_out_still_proves_what_it_names(self, signed, signer):
        revoked = revocation_list(authority(), signer.certificate, NOW - DAY)
        verdict, reasons = self.look(signed, revoked, moment=NOW + 30 * DAY)
        assert verdict == "invalid" and reasons == ["Chứng thư số đã bị thu hồi trước thời điểm ký."]

    def test_a_list_signed_by_somebody_else_of_the_same_name_says_nothing(self, silent):
        other = replace(authority("namesake"), certificate=authority().certificate)
        revoked = revocation_list(other, silent.certificate, NOW - DAY)
        assert self.look(put_signature(prepared(), silent), revoked) == ("valid", [])


@pytest.mark.parametrize(
    "faults",
    [
        {"uses": usage("key_encipherment")},
        {"purposes": (ExtendedKeyUsageOID.SERVER_AUTH,)},
    ],
)
def test_a_certificate_for_something_else_does_not_sign_papers(faults):
    verdict, reasons = outcome(outside_signature(prepared(), certificate("Máy chủ", authority(), **faults)))
    assert verdict == "invalid" and reasons == ["Chứng thư số này không được cấp để ký số."]


def test_a_certificate_that_names_no_use_may_sign():
    assert outcome(outside_signature(prepared(), certificate("Vũ Thị Chung", authority())))[0] == "valid"


def test_an_old_style_signature_of_another_tool_is_read():
    key = certificate("Vũ Thị Chung", authority(), uses=usage("digital_signature"))
    signed = outside_signature(prepared(), key, kind=SigSeedSubFilter.ADOBE_PKCS7_DETACHED)
    assert outcome(signed) == ("valid", [])


def test_sha1_is_too_weak():
    verdict, reasons = outcome(outside_signature(prepared(), key_of("Lương Đình Khải"), digest="sha1"))
    assert verdict == "invalid" and "quá yếu" in reasons[0]


def test_a_bad_signature_among_good_ones_spoils_the_file():
    signed = outside_signature(decision().pdf, certificate("Tự Xưng", None), field="dau-1")
    answer = verify(signed, trust=trust())
    assert [s.verdict for s in answer.signatures] == ["valid", "indeterminate"]
    assert answer.verdict == "indeterminate"


class TestRegister:
    def test_the_issued_file_is_registered(self):
        answer = verify(sealed().pdf, trust=trust(), register=register_of(decision(), sealed()))
        assert (answer.verdict, answer.registered) == ("valid", True)
        assert "trùng từng byte với văn bản Quyết định 12/QĐ-BGTVT" in answer.reasons[0]

    def test_a_replaced_paper_says_so(self):
        register = register_of(decision(), standing="replaced")
        answer = verify(decision().pdf, trust=trust(), register=register)
        assert answer.verdict == "valid" and answer.reasons[1] == "Văn bản này đã được thay thế bằng văn bản khác."

    def test_a_good_paper_of_others_is_valid_and_not_registered(self):
        other = put_signature(prepared("Văn bản của bộ khác."), key_of("Đặng Việt Hùng")).pdf
        answer = verify(other, trust=trust(), register=register_of(decision()))
        assert (answer.verdict, answer.registered) == ("valid", False)
        assert answer.reasons == ["Tệp không trùng với văn bản nào do hệ thống này phát hành."]

    def test_without_a_register_the_signatures_are_still_judged(self):
        def out_of_order(sha256):
            raise RegisterUnreachable

        answer = verify(decision().pdf, trust=trust(), register=out_of_order)
        assert (answer.verdict, answer.registered) == ("valid", False)
        assert answer.reasons == ["Chưa đối chiếu được với sổ văn bản đã phát hành của hệ thống."]


@pytest.fixture(scope="module")
def states():
    text = "".join(f"<p>Yêu cầu số {number}.</p>" for number in range(400))
    boxes = {name: FieldBox(0, (100, 100 + 60 * i, 240, 150 + 60 * i)) for i, name in enumerate(("ky-1", "dau-1"))}
    first = put_signature(prepare_fields(paper(text, tagged=True), boxes), key_of("Lương Đình Khải"))
    second = put_signature(first.pdf, key_of("Đặng Việt Hùng"), field="dau-1", certify=False)
    return first, second


class TestTaggedFiles:
    """Comparing revisions of a large tagged file takes minutes, so it is not done for strangers."""

    def test_one_signature_needs_no_comparison(self, states):
        assert outcome(states[0].pdf) == ("valid", [])

    def test_two_signatures_of_a_stranger_stay_open(self, states):
        verdict, reasons = outcome(states[1].pdf)
        assert verdict == "indeterminate" and "cấu trúc quá lớn" in reasons[0]

    def test_a_file_we_issued_is_known_and_needs_no_comparison(self, states):
        assert outcome(states[1].pdf, register=register_of(*states))[0] == "valid"
