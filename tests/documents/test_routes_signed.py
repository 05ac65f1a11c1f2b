"""Levels 4 and 5 from draft to the end with real keys, both decrees, and the papers that each step leaves."""

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from classification.errors import StepRefused
from classification.models import Dossier, Standing
from classification.services import (
    change_regime,
    record_answer,
    record_list_decision,
    record_owner_report,
    take_step,
    write_route,
)
from classification.workflow import PaperKind, State
from documents.services import prepare_signing
from documents.trust import load_trust, trust_folder
from documents.verifying.direct import verify
from documents.verifying.issued import issued_paper
from tests.letters import letter

pytestmark = pytest.mark.django_db
SAID = {"on_level": "fit", "on_plan": "fit", "on_plan_comment": "Phương án phù hợp với cấp độ đề xuất."}


@pytest.fixture
def to_the_owner(complete, dossier_in, hung, trang, sign_step):
    """A dossier that the operator submitted with form 03 and on which the security unit gave its opinion."""

    def go(level: int, **extra) -> Dossier:
        dossier = complete(dossier_in(State.DRAFT, level=level, round=0, **extra))
        dossier.appraisals.all().delete()
        if dossier.regime == "nd85-2016":
            reason = "Thẩm định trong hạn chuyển tiếp."
            dossier = change_regime(dossier=dossier, regime=dossier.regime, reason=reason, by=trang)
        dossier = sign_step(dossier, "submit", hung)
        return sign_step(dossier, "give_opinion", trang, **SAID)

    return go


@pytest.fixture
def appraised_outside(to_the_owner, trang, ha, sign_step):
    """The same after the body outside accepted it and found it fit."""

    def go(level: int, **extra) -> Dossier:
        dossier = sign_step(to_the_owner(level, **extra), "forward", ha)
        today = timezone.localdate()
        dossier = record_answer(dossier=dossier, step="accept", letter=letter("1/BCA-A05", today), by=trang)
        return record_answer(dossier=dossier, step="appraise", letter=letter("2/BCA-A05", today), by=trang)

    return go


def kinds(dossier) -> list[str]:
    return [paper.kind for paper in dossier.documents.all()]


def stands(pdf: bytes) -> tuple[str, bool]:
    found = verify(pdf, trust=load_trust(folder=trust_folder()), register=issued_paper)
    return found.verdict, found.registered


@pytest.mark.parametrize("regime", ["nd85-2016", "nd331-2026"])
def test_a_level_4_dossier_goes_to_bo_cong_an_and_back_to_the_owner(
    appraised_outside, hung, trang, ha, sign_step, regime
):
    dossier = appraised_outside(4, regime=regime)
    dossier = sign_step(dossier, "request_approval", hung)
    dossier = sign_step(dossier, "approve", ha)
    dossier = take_step(dossier=dossier, name="deploy", by=hung)
    dossier = sign_step(dossier, "report_deployed", hung)
    dossier = sign_step(dossier, "confirm", trang)
    assert dossier.state == State.PROTECTED
    assert Standing.objects.filter(dossier=dossier, kind=Standing.Kind.PROTECTED, level=4, replaced_at=None).exists()
    assert kinds(dossier) == [
        PaperKind.REQUEST_03, PaperKind.EXPLANATION, PaperKind.OPINION, PaperKind.REQUEST_02, PaperKind.PROPOSAL_05,
        PaperKind.DECISION_06, PaperKind.DEPLOYMENT_REPORT, PaperKind.INSPECTION_MINUTES,
    ]  # fmt: skip
    assert [document.kind for document in dossier.incoming.all()] == [PaperKind.RECEIPT_IN, PaperKind.APPRAISAL_IN]
    content = {paper.kind: paper.content for paper in dossier.documents.all()}
    assert content[PaperKind.REQUEST_03]["addressee"] == "Trung tâm Công nghệ thông tin"
    assert content[PaperKind.REQUEST_02]["addressee"] == "Bộ Công an"
    assert content[PaperKind.REQUEST_02]["sender"] == "Bộ Giao thông vận tải"
    assert content[PaperKind.PROPOSAL_05]["appraisal"]["issuer"] == "Bộ Công an"
    assert content[PaperKind.DECISION_06]["appraisal"]["number"] == "2/BCA-A05"
    opinion = dossier.documents.get(kind=PaperKind.OPINION)
    assert any(f"({'văn bản số ' + opinion.number}" in line for line in content[PaperKind.REQUEST_02]["attachments"])
    assert {stands(paper.read()) for paper in dossier.documents.all()} == {("valid", True)}


@pytest.mark.parametrize(
    ("regime", "about"),
    [
        ("nd85-2016", "phương án bảo đảm an toàn hệ thống thông tin"),
        ("nd331-2026", "phương án bảo đảm an ninh mạng hệ thống thông tin"),
    ],
)
def test_a_level_5_plan_is_approved_by_form_07_once_the_list_is_recorded(
    appraised_outside, hung, trang, ha, sign_step, regime, about
):
    dossier = appraised_outside(5, regime=regime)
    dossier.incoming.filter(kind=PaperKind.LIST_IN).delete()
    Dossier.objects.filter(pk=dossier.pk).update(on_list=False)
    dossier = sign_step(Dossier.objects.with_parties().get(pk=dossier.pk), "request_approval", hung)
    with pytest.raises(StepRefused, match="Chưa ghi quyết định của Thủ tướng Chính phủ"):
        prepare_signing(dossier=dossier, step="approve", by=ha)
    the_list = letter("12/QĐ-TTg", timezone.localdate(), body="Thủ tướng Chính phủ")
    dossier = record_list_decision(dossier=dossier, verdict="listed", letter=the_list, by=trang)
    dossier = sign_step(dossier, "approve", ha, deploy_by="2027-06-30")
    paper = dossier.documents.get(kind=PaperKind.DECISION_07)
    assert (dossier.state, dossier.decision_number, dossier.decision_on) == (
        State.APPROVED,
        paper.number,
        paper.issued_on,
    )
    assert paper.title.startswith(f"Quyết định về việc phê duyệt {about}:")
    assert (paper.content["about"], paper.content["list_decision"]["number"]) == (about, "12/QĐ-TTg")
    assert stands(paper.read()) == ("valid", True)
    dossier = take_step(dossier=dossier, name="deploy", by=hung)
    dossier = sign_step(sign_step(dossier, "report_deployed", hung), "confirm", trang)
    assert dossier.state == State.PROTECTED
    assert dossier.documents.get(kind=PaperKind.DEPLOYMENT_REPORT).content["decision"]["number"] == paper.number


def test_a_listed_level_3_system_goes_the_way_of_level_5_with_the_plan_of_level_3(
    complete, dossier_in, hung, trang, ha, sign_step
):
    dossier = complete(dossier_in(State.DRAFT, level=3, round=0))
    dossier.appraisals.all().delete()
    today = timezone.localdate()
    the_list = letter("12/QĐ-TTg", today, body="Thủ tướng Chính phủ")
    dossier = record_list_decision(dossier=dossier, verdict="listed", letter=the_list, by=trang)
    assert (dossier.level, dossier.route_level) == (3, 5)
    with pytest.raises(StepRefused, match="lĩnh vực của hệ thống"):
        prepare_signing(dossier=dossier, step="submit", by=hung)
    dossier = write_route(dossier=dossier, sphere="defence", answers={}, by=hung)
    dossier = sign_step(dossier, "submit", hung)
    dossier = sign_step(sign_step(dossier, "give_opinion", trang, **SAID), "forward", ha)
    sent = dossier.documents.get(kind=PaperKind.REQUEST_02).content
    assert (sent["addressee"], sent["subject"]["level"], sent["asks_critical_list"]) == ("Bộ Quốc phòng", 3, False)
    assert "không áp dụng" not in str(sent["attachments"])
    for step in ("accept", "appraise"):
        dossier = record_answer(
            dossier=dossier, step=step, letter=letter(f"{step}/BQP", today, body="Bộ Quốc phòng"), by=trang
        )
    dossier = sign_step(sign_step(dossier, "request_approval", hung), "approve", ha)
    assert dossier.documents.get(kind=PaperKind.DECISION_07).content["subject"]["level"] == 3
    assert Standing.objects.get(dossier=dossier, kind=Standing.Kind.CLASSIFIED).level == 3


def test_an_opinion_that_says_nothing_or_no_without_a_why_is_not_made(complete, dossier_in, trang, keys):
    dossier = complete(dossier_in(State.SUBMITTED, level=4))
    with pytest.raises(StepRefused, match="Phải có ý kiến"):
        prepare_signing(dossier=dossier, step="give_opinion", by=trang)
    with pytest.raises(StepRefused, match="nói rõ điểm nào"):
        prepare_signing(dossier=dossier, step="give_opinion", by=trang, details={"on_level": "unfit", "on_plan": "fit"})


def test_the_owner_may_send_a_dossier_back_instead_of_sending_it_on(to_the_owner, ha, sign_step):
    dossier = sign_step(to_the_owner(4), "return", ha, note="Bổ sung báo cáo đánh giá rủi ro chi tiết.")
    notice = dossier.documents.get(kind=PaperKind.RETURN_NOTICE)
    assert (dossier.state, notice.issuer.code) == (State.RETURNED, "BGTVT")


def test_a_level_4_dossier_that_is_critical_asks_for_the_list_in_form_02(
    complete, dossier_in, hung, trang, ha, sign_step
):
    dossier = complete(dossier_in(State.DRAFT, level=4, round=0))
    answers = {code: given["answer"] for code, given in dossier.critical_answers.items()} | {"ND331-16.1": "yes"}
    dossier = write_route(dossier=dossier, sphere="general", answers=answers, by=hung)
    dossier = sign_step(dossier, "submit", hung)
    dossier = sign_step(sign_step(dossier, "give_opinion", trang, **SAID), "forward", ha)
    assert dossier.documents.get(kind=PaperKind.REQUEST_02).content["asks_critical_list"] is True


def test_trang_cannot_sign_what_the_body_outside_answers(to_the_owner, ha, trang, sign_step):
    dossier = sign_step(to_the_owner(4), "forward", ha)
    with pytest.raises(StepRefused, match="văn bản đến"):
        prepare_signing(dossier=dossier, step="accept", by=trang)
    with pytest.raises(StepRefused, match="ghi văn bản đến của Bộ Công an"):
        take_step(dossier=dossier, name="accept", by=trang)


# ------------------------------------------------------------------ levels 1-2: the report to the owner
def test_the_report_to_the_owner_is_signed_and_moves_nothing(complete, dossier_in, hung, trang, ha, sign_step):
    dossier = complete(dossier_in(State.APPRAISED, level=2))
    dossier = sign_step(dossier, "approve", trang)
    with pytest.raises(PermissionDenied):
        prepare_signing(dossier=dossier, step="report_to_owner", by=hung)
    told = sign_step(dossier, "report_to_owner", trang, proposals="Bố trí kinh phí duy trì bản quyền.")
    paper = told.documents.get(kind=PaperKind.OWNER_REPORT)
    assert (told.state, paper.number, paper.content["addressee"]) == (
        State.APPROVED,
        "01/BC-CNTT",
        "Bộ Giao thông vận tải",
    )
    assert "Điều 18" in paper.content["clause"] and paper.content["decision"]["number"] == dossier.decision_number
    assert stands(paper.read()) == ("valid", True)
    with pytest.raises(StepRefused, match="Đã báo cáo chủ quản"):
        record_owner_report(dossier=told, number="5/BC-CNTT", sent_on=timezone.localdate(), by=trang)
