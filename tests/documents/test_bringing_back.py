"""A paper taken away to be signed: what is accepted when it comes back, and the words for everything that is not."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied
from pyhanko.sign.fields import MDPPerm

from classification.errors import OutOfDate, StepRefused
from classification.workflow import State
from documents.keys import open_key
from documents.models import IssuedDocument
from documents.services import NotAccepted, bring_back, key_in_use, prepare_signing, sign_prepared
from documents.services.accepting import accept
from documents.verifying.direct import verify
from documents.verifying.examining import examine
from tests.documents.bringing import registered
from tests.documents.outside_signer import (
    certificate,
    knowledge,
    outside_signature,
    time_stamper,
    usage,
)
from tests.documents.signing_desk import NOW, PASSPHRASE, authority, key_of, packed_key, trust

pytestmark = pytest.mark.django_db
HOUR = datetime.timedelta(hours=1)


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


def test_long_term_data_after_the_signature_is_left_to_us(taken, refused, minh_ha):
    code, words = refused(
        outside_signature(taken[1], minh_ha, timestamper=time_stamper(authority()), long_term=knowledge(authority()))
    )
    assert code == "long_term" and "tắt lựa chọn này (LTV)" in words


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
