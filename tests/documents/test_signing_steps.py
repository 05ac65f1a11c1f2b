"""Signing is the step: with real keys, real papers and the whole way of a level-3 dossier."""

import subprocess

import pytest
from django.core.exceptions import PermissionDenied

from classification.errors import OutOfDate, StepRefused
from classification.models import Standing
from classification.services import change_regime, change_remark, take_step, write_part, write_remark
from classification.workflow import PaperKind, State
from documents import rendering, rendering_cache
from documents.keys import WrongPassphrase
from documents.models import IssuedDocument, PreparedSigning
from documents.services import add_key, prepare_signing, sign_prepared
from documents.trust import load_trust, trust_folder
from documents.verifying import verify_isolated
from documents.verifying.issued import issued_paper
from systems.roles import Role
from tests.documents.signing_desk import PASSPHRASE, packed_key
from tests.kept import files_in

pytestmark = pytest.mark.django_db


def verdict_of(pdf: bytes):
    return verify_isolated(pdf, trust=load_trust(folder=trust_folder()), register=issued_paper)


@pytest.mark.poppler
def test_the_whole_way_of_a_level_3_dossier_is_signed(dossier_in, complete, hung, trang, ha, sign_step, tmp_path):
    dossier = complete(dossier_in(State.DRAFT, round=0))
    dossier.appraisals.update(round=1)
    dossier = sign_step(dossier, "submit", hung)
    dossier = take_step(dossier=dossier, name="accept", by=trang)
    dossier = sign_step(dossier, "appraise", trang)
    dossier = sign_step(dossier, "request_approval", hung)
    dossier = sign_step(dossier, "approve", ha, deploy_by="2027-03-31")
    dossier = take_step(dossier=dossier, name="deploy", by=hung)
    dossier = sign_step(dossier, "report_deployed", hung)
    dossier = sign_step(dossier, "confirm", trang)
    assert dossier.state == State.PROTECTED
    assert Standing.objects.filter(dossier=dossier, kind=Standing.Kind.PROTECTED, replaced_at=None).exists()
    papers = list(dossier.documents.all())
    assert [paper.kind for paper in papers] == [
        PaperKind.REQUEST_02, PaperKind.EXPLANATION, PaperKind.APPRAISAL_04, PaperKind.PROPOSAL_05,
        PaperKind.DECISION_06, PaperKind.DEPLOYMENT_REPORT, PaperKind.INSPECTION_MINUTES,
    ]  # fmt: skip
    for paper in papers:
        content = paper.read()
        found = verdict_of(content)
        assert (found.verdict, found.registered) == ("valid", True), (paper.kind, found.reasons)
        (tmp_path / "paper.pdf").write_bytes(content)
        told = subprocess.run(["pdfsig", "-nocert", tmp_path / "paper.pdf"], capture_output=True, text=True)
        assert "Signature is Valid" in told.stdout
    assert dossier.decision_number == papers[4].number == "01/QĐ-BGTVT"


def test_a_changed_byte_makes_the_decision_invalid(dossier_in, complete, ha, sign_step):
    sign_step(complete(dossier_in(State.AWAITING_APPROVAL)), "approve", ha)
    content = bytearray(IssuedDocument.objects.get().read())
    content[len(content) // 3] ^= 1
    found = verdict_of(bytes(content))
    assert (found.verdict, found.registered) == ("invalid", False)


def test_a_wrong_passphrase_moves_nothing_and_issues_nothing(dossier_in, complete, ha, keys):
    dossier = complete(dossier_in(State.AWAITING_APPROVAL))
    signing = prepare_signing(dossier=dossier, step="approve", by=ha)
    with pytest.raises(WrongPassphrase):
        sign_prepared(signing=signing, by=ha, passphrase="đoán mò")
    dossier.refresh_from_db()
    assert dossier.state == State.AWAITING_APPROVAL and not IssuedDocument.objects.exists()


def test_trang_cannot_sign_what_was_prepared_for_ha(dossier_in, complete, ha, trang, keys):
    signing = prepare_signing(dossier=complete(dossier_in(State.AWAITING_APPROVAL)), step="approve", by=ha)
    with pytest.raises(PermissionDenied):
        sign_prepared(signing=signing, by=trang, passphrase=PASSPHRASE)


def test_a_part_changed_after_the_paper_was_made_asks_for_a_new_paper(dossier_in, complete, hung, keys):
    dossier = complete(dossier_in(State.DRAFT))
    signing = prepare_signing(dossier=dossier, step="submit", by=hung)
    write_part(dossier=dossier, key="scope", content={"scope": "a", "scale": "b", "audience": "c"}, by=hung)
    with pytest.raises(OutOfDate, match="Nội dung hồ sơ đã thay đổi"):
        sign_prepared(signing=signing, by=hung, passphrase=PASSPHRASE)
    assert not IssuedDocument.objects.exists()


def test_signing_twice_happens_once(dossier_in, complete, ha, keys):
    signing = prepare_signing(dossier=complete(dossier_in(State.AWAITING_APPROVAL)), step="approve", by=ha)
    sign_prepared(signing=signing, by=ha, passphrase=PASSPHRASE)
    with pytest.raises(StepRefused):
        sign_prepared(signing=signing, by=ha, passphrase=PASSPHRASE)
    assert IssuedDocument.objects.count() == 1


def test_a_number_is_used_once_a_year_and_the_next_one_is_proposed(dossier_in, complete, ha, keys, system):
    first = prepare_signing(dossier=complete(dossier_in(State.AWAITING_APPROVAL)), step="approve", by=ha)
    sign_prepared(signing=first, by=ha, passphrase=PASSPHRASE)
    second = complete(dossier_in(State.AWAITING_APPROVAL))
    with pytest.raises(StepRefused, match="đã dùng trong năm"):
        prepare_signing(dossier=second, step="approve", by=ha, serials={PaperKind.DECISION_06: 1})
    assert prepare_signing(dossier=second, step="approve", by=ha).papers.get().number == "02/QĐ-BGTVT"


def test_bytes_of_a_paper_that_was_not_issued_do_not_stay(dossier_in, complete, ha, keys, monkeypatch, settings):
    signing = prepare_signing(dossier=complete(dossier_in(State.AWAITING_APPROVAL)), step="approve", by=ha)
    before = files_in("issued")

    def fails(*args, **kwargs):
        raise OSError("no space left")

    monkeypatch.setattr(PreparedSigning.objects, "filter", fails)
    with pytest.raises(OSError, match="no space"):
        sign_prepared(signing=signing, by=ha, passphrase=PASSPHRASE)
    assert files_in("issued") == before and not IssuedDocument.objects.exists()


def test_a_reason_is_printed_and_kept(dossier_in, complete, trang, sign_step):
    dossier = complete(dossier_in(State.UNDER_APPRAISAL))
    moved = sign_step(dossier, "return", trang, note="Thiếu sơ đồ vật lý.\nThiếu danh mục thiết bị.")
    assert moved.state == State.RETURNED and moved.steps.get().note.startswith("Thiếu sơ đồ")
    assert [reason["text"] for reason in moved.documents.get().content["reasons"]] == [
        "Thiếu sơ đồ vật lý.", "Thiếu danh mục thiết bị."
    ]  # fmt: skip


def test_a_person_without_a_key_is_told_where_to_add_one(dossier_in, complete, ha):
    with pytest.raises(StepRefused, match="Khóa ký của tôi"):
        prepare_signing(dossier=complete(dossier_in(State.AWAITING_APPROVAL)), step="approve", by=ha)


def test_a_level_2_dossier_is_appraised_and_approved_by_the_security_unit(
    dossier_in, complete, hung, trang, ha, sign_step
):
    dossier = complete(dossier_in(State.DRAFT, level=2, round=0))
    dossier.appraisals.update(round=1)
    dossier = sign_step(dossier, "submit", hung)
    assert PaperKind.REQUEST_01 in [paper.kind for paper in dossier.documents.all()]
    dossier = take_step(dossier=dossier, name="accept", by=trang)
    dossier = sign_step(dossier, "appraise", trang)
    with pytest.raises(PermissionDenied, match="Đơn vị chuyên trách"):
        prepare_signing(dossier=dossier, step="approve", by=ha)
    dossier = sign_step(dossier, "approve", trang)
    decision = dossier.documents.get(kind=PaperKind.DECISION_06)
    assert (dossier.state, decision.number, decision.issuer) == (State.APPROVED, "01/QĐ-CNTT", dossier.security_unit)


@pytest.mark.parametrize(
    ("state", "who", "kind"),
    [
        (State.UNDER_APPRAISAL, "trang", PaperKind.APPRAISAL_04),
        (State.AWAITING_APPROVAL, "ha", PaperKind.REFUSAL_NOTICE),
    ],
)
def test_a_refusal_is_a_signed_paper_with_its_reasons(state, who, kind, dossier_in, complete, sign_step, request):
    dossier = complete(dossier_in(state), verdict="unfit")
    moved = sign_step(dossier, "refuse", request.getfixturevalue(who), note="Cấp độ đề xuất chưa có căn cứ.")
    paper = moved.documents.get()
    assert (moved.state, paper.kind) == (State.REFUSED, kind)
    assert "Cấp độ đề xuất chưa có căn cứ" in str(paper.content)
    assert verdict_of(paper.read()).verdict == "valid"


def test_under_the_older_decree_the_paper_speaks_of_information_security(dossier_in, complete, ha, trang, sign_step):
    dossier = complete(dossier_in(State.AWAITING_APPROVAL, regime="nd85-2016"))
    dossier = change_regime(dossier=dossier, regime="nd85-2016", reason="Thẩm định trong hạn chuyển tiếp.", by=trang)
    sign_step(dossier, "approve", ha)
    content = str(IssuedDocument.objects.get().content)
    assert "an toàn thông tin" in content and "Nghị định số 85/2016/NĐ-CP" in content


def test_the_notice_lists_each_remark_with_its_place_and_a_changed_remark_asks_for_a_new_paper(
    dossier_in, complete, trang, keys
):
    dossier = complete(dossier_in(State.UNDER_APPRAISAL))
    remark = write_remark(dossier=dossier, place="part/scope/scale", text="Ghi số người dùng.", by=trang)
    signing = prepare_signing(dossier=dossier, step="return", by=trang)
    change_remark(remark=remark, place="part/scope/scale", text="Ghi số người dùng\nđến ngày trình.", by=trang)
    with pytest.raises(OutOfDate, match="Nội dung hồ sơ đã thay đổi"):
        sign_prepared(signing=signing, by=trang, passphrase=PASSPHRASE)
    signing = prepare_signing(dossier=dossier, step="return", by=trang, note="Nộp lại trước ngày 30.")
    moved = sign_prepared(signing=signing, by=trang, passphrase=PASSPHRASE)
    notice = moved.documents.get()
    assert [(reason["part"], reason["text"]) for reason in notice.content["reasons"]] == [
        ("", "Nộp lại trước ngày 30."), ("Phạm vi, quy mô (quy mô)", "Ghi số người dùng đến ngày trình")
    ]  # fmt: skip
    assert moved.remarks.get().notice == notice.number and verdict_of(notice.read()).verdict == "valid"


def test_papers_prepared_again_without_a_change_are_not_printed_again(
    dossier_in, complete, ha, keys, settings, tmp_path
):
    settings.VAR_DIR = tmp_path
    dossier = complete(dossier_in(State.AWAITING_APPROVAL))
    first = prepare_signing(dossier=dossier, step="approve", by=ha).papers.get()
    again = prepare_signing(dossier=dossier, step="approve", by=ha).papers.get()
    assert (again.token, again.digest) == (first.token, first.digest)
    assert len(list(rendering_cache.folder().glob("*/*"))) == 1
    other = prepare_signing(dossier=dossier, step="approve", by=ha, serials={PaperKind.DECISION_06: 7}).papers.get()
    assert other.token == first.token and other.digest != first.digest
    assert len(list(rendering_cache.folder().glob("*/*"))) == 2
    rendering.renderers().close()


def test_another_person_gets_a_verification_code_of_their_own(dossier_in, complete, ha, ministry, person, keys):
    dossier = complete(dossier_in(State.AWAITING_APPROVAL))
    deputy = person("khai", "Lương Đình Khải", ministry, Role.APPROVER, title="Thứ trưởng")
    add_key(user=deputy, pkcs12=packed_key(deputy.full_name), passphrase=PASSPHRASE)
    hers, his = (prepare_signing(dossier=dossier, step="approve", by=who).papers.get() for who in (ha, deputy))
    assert hers.token != his.token
