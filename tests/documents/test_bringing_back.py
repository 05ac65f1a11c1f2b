"""A paper taken away to be signed: what is accepted when it comes back, and the words for everything that is not."""

import datetime

import pytest
from cryptography.hazmat.primitives.serialization import Encoding
from django.core.exceptions import PermissionDenied
from pyhanko.sign.fields import MDPPerm

from classification.errors import OutOfDate, StepRefused
from classification.models import Dossier
from classification.workflow import State
from documents.keys import KeyProblem, UnusableKey, open_key
from documents.models import IssuedDocument, PreparedPaper, RevocationHost, RevocationList, SigningKey
from documents.services import NotAccepted, add_certificate, bring_back, key_in_use, prepare_signing, sign_prepared
from documents.services.accepting import accept
from documents.verifying.direct import verify
from documents.verifying.examining import examine
from tests.documents import forgeries
from tests.documents.loopback import running
from tests.documents.outside_signer import (
    certificate,
    knowledge,
    outside_signature,
    revocation_list,
    time_stamper,
    usage,
)
from tests.documents.signing_desk import NOW, PASSPHRASE, YEAR, authority, key_of, packed_key, trust

pytestmark = pytest.mark.django_db
HOUR = datetime.timedelta(hours=1)


def certificate_file(key) -> bytes:
    return b"".join(one.public_bytes(Encoding.PEM) for one in (key.certificate, *key.chain))


def registered(user, key=None):
    """The person's key stays elsewhere; here its certificate is known."""
    key = key or key_of(user.full_name)
    add_certificate(user=user, content=certificate_file(key))
    return key


@pytest.fixture
def awaiting(dossier_in, complete):
    return complete(dossier_in(State.AWAITING_APPROVAL))


@pytest.fixture
def taken(trusted, ha, awaiting):
    """The decision prepared for Hà, whose key is in a device at her own desk: (signing, the bytes she took away)."""
    registered(ha)
    signing = prepare_signing(dossier=awaiting, step="approve", by=ha)
    return signing, bytes(signing.papers.get().pdf)


@pytest.fixture
def hand_in(taken, ha):
    """Bring a file back: `hand_in(pdf)`."""

    def act(pdf: bytes) -> Dossier:
        signing, _given = taken
        return bring_back(signing=signing, by=ha, files={signing.papers.get().pk: pdf})

    return act


@pytest.fixture
def refused(hand_in, awaiting):
    """Bring a file back that must not be taken: the code and the sentence; nothing is issued and nothing moves."""

    def act(pdf: bytes) -> tuple[str, str]:
        with pytest.raises(NotAccepted) as refusal:
            hand_in(pdf)
        awaiting.refresh_from_db()
        assert not IssuedDocument.objects.exists() and awaiting.state == State.AWAITING_APPROVAL
        assert refusal.value.paper == PreparedPaper.objects.get().pk
        return refusal.value.code, str(refusal.value)

    return act


@pytest.fixture
def minh_ha(ha):
    return key_of(ha.full_name)


def test_ha_signs_with_a_tool_of_her_own_and_the_decision_is_issued(taken, hand_in, minh_ha):
    given = taken[1]
    moved = hand_in(outside_signature(given, minh_ha))
    paper = IssuedDocument.objects.get()
    assert moved.state == State.APPROVED and paper.read().startswith(given)
    assert (paper.signer_name, paper.signed_with, paper.signature_field) == ("Nguyễn Minh Hà", "away", "ky-1")
    assert verify(paper.read(), trust=trust()).verdict == "valid"


def test_a_certifying_signature_is_as_good_when_it_leaves_the_other_fields_open(taken, hand_in, minh_ha):
    hand_in(outside_signature(taken[1], minh_ha, certify=MDPPerm.FILL_FORMS))
    assert IssuedDocument.objects.get().signed_with == "away"


@pytest.mark.parametrize("permission", [MDPPerm.NO_CHANGES, MDPPerm.ANNOTATE])
def test_a_certification_that_locks_the_seal_out_or_lets_notes_in_is_refused(taken, refused, minh_ha, permission):
    code, words = refused(outside_signature(taken[1], minh_ha, certify=permission))
    assert code == "locks_the_rest" and words.startswith("Chữ ký này khóa tệp khác với quy định: phải để lại ô dấu")


def test_a_time_stamp_inside_the_signature_is_welcome(taken, hand_in, minh_ha):
    hand_in(outside_signature(taken[1], minh_ha, timestamper=time_stamper(authority())))
    assert IssuedDocument.objects.exists()


def test_the_unsigned_file_is_recognised(taken, refused):
    code, words = refused(taken[1])
    assert code == "unsigned" and words.startswith("Tệp này chưa được ký")


def test_a_file_that_is_no_pdf(refused):
    assert refused(b"PK\x03\x04 a letter") == ("not_pdf", "Tệp này không phải là PDF.")


def test_a_file_that_is_too_big(refused, monkeypatch):
    monkeypatch.setattr("documents.services.accepting.BIGGEST_FILE", 10)
    assert refused(b"%PDF-1.7 and more") == ("too_big", "Tệp lớn hơn mức 50 MB mà hệ thống kiểm tra.")


def test_a_file_cut_off_before_the_end_of_what_was_given(taken, refused):
    code, words = refused(taken[1][:-100])
    assert code == "cut" and "bị cắt cụt" in words


def test_a_file_cut_off_within_the_signature(taken, refused, minh_ha):
    code, words = refused(outside_signature(taken[1], minh_ha)[:-40])
    assert (code, words) == ("unreadable", "Không đọc được tệp: cấu trúc PDF bị hỏng hoặc tệp bị cắt cụt.")


def test_a_tool_that_wrote_the_file_anew_is_told_from_one_that_appended(taken, refused, minh_ha):
    import io

    import pikepdf

    rewritten = io.BytesIO()
    with pikepdf.open(io.BytesIO(taken[1])) as pdf:
        pdf.save(rewritten)
    code, words = refused(outside_signature(rewritten.getvalue(), minh_ha))
    assert code == "other_bytes" and "từng byte" in words and "ghi lại tệp" in words


def test_an_earlier_preparation_is_recognised(awaiting, ha, taken, minh_ha):
    old = outside_signature(taken[1], minh_ha)
    again = prepare_signing(dossier=awaiting, step="approve", by=ha, note="")
    third = prepare_signing(dossier=awaiting, step="approve", by=ha, note="")
    assert again.made_before and len(third.made_before) == 2
    with pytest.raises(NotAccepted, match="Đây là bản lập trước đó của văn bản"):
        bring_back(signing=third, by=ha, files={third.papers.get().pk: old})


def test_the_seals_field_is_not_the_persons(taken, refused, minh_ha):
    code, words = refused(outside_signature(taken[1], minh_ha, field="dau-1"))
    assert code == "wrong_field" and words == "Chữ ký nằm ở ô «dau-1»; phải ký vào ô đã dành sẵn «ky-1»."


def test_a_field_of_the_tools_own_is_refused(taken, refused, minh_ha):
    code, words = refused(outside_signature(taken[1], minh_ha, field="Signature1"))
    assert code == "wrong_field" and "«Signature1»" in words


def test_one_signature_is_asked_for_not_two(taken, refused, minh_ha):
    twice = outside_signature(outside_signature(taken[1], minh_ha), key_of("Lương Đình Khải"), field="dau-1")
    code, words = refused(twice)
    assert (code, words) == ("several", "Tệp có 2 chữ ký mới; chỉ nhận đúng một chữ ký của bạn.")


def test_another_persons_signature_does_not_pass_for_hers(taken, refused):
    code, words = refused(outside_signature(taken[1], key_of("Lương Đình Khải")))
    assert code == "other_signer" and "“Lương Đình Khải”" in words and "“Nguyễn Minh Hà”" in words


def test_nor_does_another_certificate_in_the_same_name(taken, refused):
    other = certificate("Nguyễn Minh Hà", authority(), uses=usage("digital_signature"))
    assert refused(outside_signature(taken[1], other))[0] == "other_signer"


@pytest.mark.parametrize(
    "forge",
    [
        forgeries.annotation_added, forgeries.page_content_replaced, forgeries.page_added, forgeries.page_tree_swapped,
        forgeries.script_on_opening, forgeries.attachment_added, forgeries.letters_swapped_in_copying,
        forgeries.empty_field_over_the_page, forgeries.picture_in_an_empty_field,
    ],
    ids=lambda forge: forge.__name__,
)  # fmt: skip
def test_what_was_slipped_in_before_signing_is_found(taken, refused, minh_ha, forge):
    """Her signature would cover it, so the digest says nothing; only what was given out does."""
    code, words = refused(outside_signature(forge(taken[1]), minh_ha))
    assert (code, words) == (
        "not_only_signed", "Ngoài chữ ký, tệp còn bị thêm hoặc sửa nội dung so với bản đã đưa ra ký."
    )  # fmt: skip


@pytest.mark.parametrize(
    ("forge", "expected"),
    [
        (forgeries.junk_at_the_end, "after"),
        (forgeries.loose_objects_at_the_end, "unreadable"),
        (forgeries.annotation_added, "after"),
        (forgeries.page_content_replaced, "after"),
        (forgeries.something_hidden_after_the_signature_bytes, "padding"),
        (lambda pdf: forgeries.flipped(pdf, pdf.rfind(b"/SubFilter") + 14), "unsupported"),
    ],
    ids=["junk", "objects", "note", "page", "padding", "flip"],
)
def test_what_was_changed_after_signing_is_found(taken, refused, minh_ha, forge, expected):
    code, words = refused(forge(outside_signature(taken[1], minh_ha)))
    assert code == expected and words.endswith(".")


def test_a_changed_byte_of_the_signed_part_breaks_the_digest(taken, refused, minh_ha):
    signed = outside_signature(taken[1], minh_ha)
    place = signed.rfind(b"xref")
    start = signed.rfind(b"/Name", 0, place)
    assert start > len(taken[1])
    code, words = refused(forgeries.flipped(signed, start + 1, 1))
    assert (code, words) == ("changed", "Tệp đã bị thay đổi sau khi ký.")


def test_long_term_data_after_the_signature_is_left_to_us(taken, refused, minh_ha):
    code, words = refused(
        outside_signature(taken[1], minh_ha, timestamper=time_stamper(authority()), long_term=knowledge(authority()))
    )
    assert code == "long_term" and "tắt lựa chọn này (LTV)" in words


def test_a_certificate_known_to_be_revoked_is_refused_and_any_other_is_not(taken, hand_in, refused, minh_ha, trusted):
    ca, signed = authority(), outside_signature(taken[1], minh_ha)
    (trusted / "demo.crl").write_bytes(revocation_list(ca, minh_ha.certificate, NOW - HOUR))
    assert refused(signed) == ("revoked", "Chứng thư số đã bị thu hồi trước thời điểm ký.")
    (trusted / "demo.crl").write_bytes(revocation_list(ca))
    assert hand_in(signed).state == State.APPROVED


def test_what_the_authority_says_of_a_revocation_counts_for_signatures_from_elsewhere_too(
    trusted, ha, awaiting, tmp_path
):
    with running(tmp_path / "authority") as loopback:
        own = registered(ha, certificate(ha.full_name, authority(), revocation_address=loopback.url("crl")))
        signing = prepare_signing(dossier=awaiting, step="approve", by=ha)
        paper = signing.papers.get()
        files = {paper.pk: outside_signature(bytes(paper.pdf), own)}
        loopback.revoke(own.certificate, NOW - HOUR)
        host = RevocationHost.objects.create(host="127.0.0.1")
        with pytest.raises(StepRefused, match="đã bị thu hồi ngày"):
            bring_back(signing=signing, by=ha, files=files)
        assert not IssuedDocument.objects.exists()
        host.delete()
        RevocationList.objects.all().delete()
        assert bring_back(signing=signing, by=ha, files=files).state == State.APPROVED


def test_a_certificate_that_ran_out_meanwhile_is_refused(taken, refused, minh_ha, monkeypatch):
    from django.utils import timezone

    signed, real = outside_signature(taken[1], minh_ha), timezone.now
    monkeypatch.setattr(timezone, "localdate", lambda: taken[0].papers.get().issued_on)
    monkeypatch.setattr(timezone, "now", lambda: real() + 2 * YEAR)
    code, words = refused(signed)
    assert code == "expired_since" and words.startswith("Chứng thư số nay đã hết hạn")


def test_a_root_that_is_trusted_no_longer_carries_nothing(taken, refused, minh_ha, trusted):
    (trusted / "demo.pem").unlink()
    code, words = refused(outside_signature(taken[1], minh_ha))
    assert (code, words) == ("untrusted", "Chứng thư số của người ký không thuộc tổ chức chứng thực được tin cậy.")


def test_a_signature_said_to_be_older_than_the_paper(taken, minh_ha, ha):
    signing, given = taken
    signed = outside_signature(given, minh_ha)
    with pytest.raises(NotAccepted, match="sớm hơn lúc lập văn bản") as refusal:
        accept(
            signed, given=given, field="ky-1", key=key_in_use(ha), moment=NOW + HOUR, examine=examine,
            given_at=NOW + HOUR,
        )  # fmt: skip
    assert refusal.value.code == "too_early"


def test_weak_digests_are_refused(taken, refused, minh_ha):
    assert refused(outside_signature(taken[1], minh_ha, digest="sha1"))[0] == "weak"


def test_of_two_papers_each_file_has_its_place(trusted, hung, dossier_in, complete):
    key = registered(hung)
    dossier = complete(dossier_in(State.DRAFT))
    signing = prepare_signing(dossier=dossier, step="submit", by=hung)
    first, second = signing.papers.all()
    signed = {paper.pk: outside_signature(bytes(paper.pdf), key) for paper in (first, second)}
    with pytest.raises(StepRefused, match=f"Còn thiếu tệp đã ký của văn bản: {second.title}"):
        bring_back(signing=signing, by=hung, files={first.pk: signed[first.pk]})
    with pytest.raises(NotAccepted, match="Tệp không bắt đầu bằng đúng từng byte") as refusal:
        bring_back(signing=signing, by=hung, files={first.pk: signed[second.pk], second.pk: signed[first.pk]})
    assert refusal.value.paper == first.pk and not IssuedDocument.objects.exists()
    assert bring_back(signing=signing, by=hung, files=signed).state == State.SUBMITTED
    assert IssuedDocument.objects.count() == 2


def test_nobody_brings_back_what_was_prepared_for_another(taken, trang, minh_ha):
    signing, given = taken
    files = {signing.papers.get().pk: outside_signature(given, minh_ha)}
    with pytest.raises(PermissionDenied, match="được chuẩn bị cho người khác ký"):
        bring_back(signing=signing, by=trang, files=files)


def test_the_same_file_twice_is_taken_once(taken, hand_in, minh_ha):
    signed = outside_signature(taken[1], minh_ha)
    signing, _given = taken
    paper = signing.papers.get().pk
    hand_in(signed)
    with pytest.raises(OutOfDate):
        bring_back(signing=signing, by=signing.by, files={paper: signed})
    assert IssuedDocument.objects.count() == 1


def test_without_the_key_here_no_passphrase_signs(taken, ha):
    with pytest.raises(StepRefused, match="Khóa của bạn không ở đây"):
        sign_prepared(signing=taken[0], by=ha, passphrase=PASSPHRASE)


def test_a_key_kept_here_may_sign_elsewhere_too(keys, awaiting, ha):
    minh_ha = open_key(packed_key("Nguyễn Minh Hà"), PASSPHRASE)
    signing = prepare_signing(dossier=awaiting, step="approve", by=ha)
    paper = signing.papers.get()
    moved = bring_back(signing=signing, by=ha, files={paper.pk: outside_signature(bytes(paper.pdf), minh_ha)})
    assert moved.state == State.APPROVED


class TestCertificates:
    """What is registered for a person whose key stays elsewhere."""

    def test_it_replaces_the_key_in_use(self, keys, ha):
        registered(ha)
        key = key_in_use(ha)
        assert (key.way, bytes(key.pkcs12), key.subject) == (SigningKey.Way.AWAY, b"", "Nguyễn Minh Hà")
        assert ha.signing_keys.exclude(pk=key.pk).get().retired_at

    def test_the_plain_der_form_is_read_too(self, trusted, ha):
        key = certificate("NGUYEN MINH HA", authority(), uses=usage("digital_signature"))
        content = key.certificate.public_bytes(Encoding.DER)
        with pytest.raises(UnusableKey, match="không thuộc tổ chức chứng thực được tin cậy"):
            add_certificate(user=ha, content=content)  # its issuer is not at hand
        (trusted / "cap.pem").write_bytes(authority().certificate.public_bytes(Encoding.PEM))
        assert add_certificate(user=ha, content=content).subject == "NGUYEN MINH HA"

    @pytest.mark.parametrize(
        ("content", "words"),
        [
            (lambda: b"junk", "không phải là chứng thư số"),
            (lambda: b"0" * 70_000, "không lớn hơn 64 KB"),
            (lambda: packed_key("Nguyễn Minh Hà"), "không phải là chứng thư số"),
            (lambda: b"-----BEGIN PRIVATE KEY-----\n", "Tệp này chứa khóa riêng"),
            (lambda: authority().certificate.public_bytes(Encoding.PEM), "đúng một chứng thư số của người ký"),
            (lambda: certificate_file(key_of("Lương Đình Khải")), "cấp cho “Lương Đình Khải”, không phải"),
            (lambda: certificate_file(key_of("Nguyễn Minh Hà", "stranger")), "không thuộc tổ chức chứng thực"),
            (lambda: certificate_file(key_of("Nguyễn Minh Hà", "demo", NOW - 2 * YEAR, 30)), "đã hết hạn ngày"),
            (
                lambda: certificate_file(certificate("Nguyễn Minh Hà", authority(), uses=usage("key_encipherment"))),
                "không được cấp để ký số",
            ),
        ],
        ids=["junk", "big", "p12", "private", "issuer", "other", "untrusted", "expired", "use"],
    )
    def test_what_is_not_her_signing_certificate_is_refused_in_words(self, trusted, ha, content, words):
        with pytest.raises(KeyProblem, match=words):
            add_certificate(user=ha, content=content())
        assert key_in_use(ha) is None

    def test_a_certificate_has_one_person(self, trusted, ha, person, ministry):
        registered(ha)
        namesake = person("ha2", "Nguyễn Minh Hà", ministry)
        with pytest.raises(UnusableKey, match="đã gắn với một người khác"):
            registered(namesake)

    def test_on_the_page_of_keys(self, client, trusted, ha):
        from django.core.files.uploadedfile import SimpleUploadedFile
        from django.urls import reverse

        client.force_login(ha)
        address = reverse("documents:my_key")
        sent = {"what": "certificate", "certificate": SimpleUploadedFile("ha.p12", packed_key("Nguyễn Minh Hà"))}
        answer = client.post(address, sent)
        assert answer.status_code == 422 and "không phải là chứng thư số" in answer.content.decode()
        sent["certificate"] = SimpleUploadedFile("ha.cer", certificate_file(key_of("Nguyễn Minh Hà")))
        assert client.post(address, sent).url == address
        assert "ở đây chỉ có chứng thư số" in client.get(address).content.decode()
