"""Papers of a joint filing: signed once, naming every system with its operator, level and ground."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from classification.errors import OutOfDate, StepRefused
from classification.models import Appraisal, Dossier, DossierPart, IncomingDocument, Standing
from classification.services import (
    join,
    leave,
    record_answer,
    record_appraisal,
    take_step,
    write_facts,
    write_part,
    write_remark,
)
from classification.workflow import PaperKind, State
from documents.content import from_json
from documents.models import IssuedDocument, PreparedSigning
from documents.services import prepare_signing, sign_prepared
from documents.trust import load_trust, trust_folder
from documents.verifying.direct import verify
from documents.verifying.issued import issued_paper
from systems.services import register_system
from tests.conftest import TODAY
from tests.documents.printed import text_of
from tests.documents.signing_desk import PASSPHRASE
from tests.letters import letter
from tests.rounds import FACTS, fresh

pytestmark = pytest.mark.django_db
FEES, VEHICLES = "Hệ thống thu phí kiểm định", "Hệ thống quản lý kiểm định xe cơ giới"
LOW = FACTS | {"basic_data_subjects": 500, "settles_administrative_procedures": False, "risk_level": 2}
LEVEL_1 = {
    "regime": "nd331-2026", "system_type": "internal", "information": ["public"], "serves_defence_security": False,
    "settles_administrative_procedures": False, "online_service": False, "conditional_business": False,
    "basic_data_subjects": 0, "sensitive_data_subjects": 0, "round_the_clock": False, "national_egovernment": False,
    "national_critical_data": False, "prime_minister_list": False, "risk_level": 1,
}  # fmt: skip


@pytest.fixture
def fees(ministry, registry, it_centre, hung):
    ministry.refresh_from_db()
    return register_system(
        by=hung, on=TODAY, code="BGTVT-027", name=FEES, owner=ministry, operator=registry, facts={},
        operation_from=datetime.date(2019, 1, 1),
    )  # fmt: skip


@pytest.fixture
def filed(dossier_in, complete, fees, hung):
    """Two complete drafts with known facts, filed together: `lead, other = filed(FACTS, FACTS)`."""

    def make(facts: dict, of_fees: dict) -> tuple[Dossier, Dossier]:
        both = []
        for given, more in ((facts, {}), (of_fees, {"system": fees})):
            dossier = dossier_in(State.DRAFT, level=None, round=0, **more)
            dossier = write_facts(dossier=dossier, facts=given, by=hung)
            dossier = complete(fresh(dossier))
            dossier.appraisals.all().delete()
            parties = DossierPart.objects.get(dossier=dossier, key="parties")
            parties.content |= {"operator_name": "Cục Đăng kiểm Việt Nam", "operator_address": "Số 18 Phạm Hùng"}
            parties.save()
            both.append(dossier)
        lead = join(lead=both[0], dossiers=both[1:], by=hung)
        return fresh(lead), fresh(both[1])

    return make


def appraise(dossiers, by, verdict="fit") -> None:
    verdicts = {key: {"verdict": verdict} for key in ("level", "plan_in_design", "plan_in_operation")}
    for one in dossiers:
        record_appraisal(dossier=fresh(one), verdicts=verdicts, by=by)


def paper(dossier, kind) -> IssuedDocument:
    return dossier.signed_papers.filter(kind=kind).last()


def read(dossier, kind) -> str:
    return text_of(paper(dossier, kind).read())


def stands(pdf: bytes) -> tuple[str, bool]:
    found = verify(pdf, trust=load_trust(folder=trust_folder()), register=issued_paper)
    return found.verdict, found.registered


def test_a_filing_of_levels_1_and_2_is_signed_all_the_way_and_each_system_counts(filed, hung, trang, sign_step):
    lead, other = filed(LOW, LEVEL_1)
    assert (lead.level, other.level) == (2, 1)
    lead = sign_step(lead, "submit", hung)
    assert [one.kind for one in IssuedDocument.objects.all()] == [
        PaperKind.REQUEST_01, PaperKind.EXPLANATION, PaperKind.EXPLANATION,
    ]  # fmt: skip
    lead = take_step(dossier=lead, name="accept", by=trang)
    appraise((lead, other), trang)
    lead = sign_step(fresh(lead), "appraise", trang)
    lead = sign_step(lead, "approve", trang, deploy_by="2027-06-30")
    both = [fresh(lead), fresh(other)]
    assert {(one.state, one.decision_number) for one in both} == {(State.APPROVED, "01/QĐ-CNTT")}
    for kind in (PaperKind.REQUEST_01, PaperKind.APPRAISAL_04, PaperKind.DECISION_06):
        assert paper(lead, kind) == paper(other, kind)
        text = read(lead, kind)
        for one in both:
            assert one.system.name in text
        assert "02 hệ thống thông tin do Cục Đăng kiểm Việt Nam vận hành" in text, kind
        assert "điểm a khoản 4 Điều 22 Nghị định số 331/2026/NĐ-CP" in text, kind
    assert f"{VEHICLES}: cấp độ 2; {FEES}: cấp độ 1." in read(other, PaperKind.DECISION_06)
    grounds = {row["name"]: (row["level"], row["grounds"]) for row in
               paper(lead, PaperKind.DECISION_06).content["subject"]["systems"]}  # fmt: skip
    assert {name: level for name, (level, _said) in grounds.items()} == {VEHICLES: 2, FEES: 1}
    assert grounds[VEHICLES][1] == "Kết quả đánh giá rủi ro (Điều 10 khoản 5)" and grounds[FEES][1] == "Điều 11 khoản 1"
    for one in both:
        explained = IssuedDocument.objects.get(dossier=one, kind=PaperKind.EXPLANATION)
        assert explained.title.endswith(one.system.name)
        listed = [row["name"] for row in explained.content["level_chapter"]["systems"]]
        assert listed == [VEHICLES, FEES]
        shas = {step.step: [named["sha256"] for named in step.papers] for step in one.steps.all()}
        assert shas["approve"] == [paper(lead, PaperKind.DECISION_06).sha256]
        assert shas["submit"] == [paper(lead, PaperKind.REQUEST_01).sha256, explained.sha256]
        assert [kept["sha256"] for kept in one.submissions.get().papers] == shas["submit"]
    issued = list(IssuedDocument.objects.all())
    assert {stands(one.read()) for one in issued} == {("valid", True)}
    assert all(from_json(one.content).to_json() == one.content for one in issued)
    assert Standing.objects.filter(kind=Standing.Kind.CLASSIFIED, replaced_at=None).count() == 2


def test_a_filing_of_level_3_goes_by_one_proposal_and_then_each_reports_for_itself(filed, hung, trang, ha, sign_step):
    lead, other = filed(FACTS, FACTS)
    lead = sign_step(lead, "submit", hung)
    lead = take_step(dossier=lead, name="accept", by=trang)
    appraise((lead, other), trang)
    lead = sign_step(sign_step(fresh(lead), "appraise", trang), "request_approval", hung)
    lead = sign_step(lead, "approve", ha)
    for kind in (PaperKind.REQUEST_02, PaperKind.APPRAISAL_04, PaperKind.PROPOSAL_05, PaperKind.DECISION_06):
        assert FEES in read(lead, kind) and VEHICLES in read(other, kind), kind
    proposal = paper(other, PaperKind.PROPOSAL_05)
    assert fresh(lead).decision_number == fresh(other).decision_number == "01/QĐ-BGTVT"
    assert proposal.number in read(other, PaperKind.DECISION_06)
    other = take_step(dossier=fresh(other), name="deploy", by=hung)
    other = sign_step(sign_step(other, "report_deployed", hung), "confirm", trang)
    report = IssuedDocument.objects.get(kind=PaperKind.DEPLOYMENT_REPORT)
    assert (report.dossier, report.content["subject"]["system"], report.content["subject"]["systems"]) == (
        other, FEES, [],
    )  # fmt: skip
    assert report.content["decision"]["number"] == "01/QĐ-BGTVT"
    assert fresh(lead).state == State.APPROVED and not lead.signed_papers.filter(pk=report.pk).exists()


def test_the_request_lists_the_documents_of_every_system(filed, hung, sign_step):
    lead, _other = filed(FACTS, FACTS)
    text = text_of(paper(sign_step(lead, "submit", hung), PaperKind.REQUEST_02).read())
    for name in (VEHICLES, FEES):
        assert f"Hồ sơ của {name} (cấp độ 3): tài liệu thuyết minh" in text


def test_a_return_names_the_systems_and_what_is_asked_of_which(filed, hung, trang, sign_step):
    lead, other = filed(FACTS, FACTS)
    lead = sign_step(lead, "submit", hung)
    write_remark(dossier=other, place="part/scope", text="Nêu rõ quy mô.", by=trang)
    lead = sign_step(lead, "return", trang, note="Bổ sung sơ đồ.")
    text = read(other, PaperKind.RETURN_NOTICE)
    assert f"{FEES}, Phạm vi, quy mô: Nêu rõ quy mô." in text and "Bổ sung sơ đồ." in text and VEHICLES in text
    leave(dossier=other, by=hung)
    lead = sign_step(fresh(lead), "submit", hung)
    assert paper(lead, PaperKind.REQUEST_02).content["subject"]["systems"] == []
    assert paper(other, PaperKind.REQUEST_02).content["subject"]["systems"] != []


def test_the_signing_page_of_a_return_shows_the_remarks_of_every_system_and_asks_no_other_reason(
    client, filed, hung, trang, sign_step
):
    lead, other = filed(FACTS, FACTS)
    lead = sign_step(lead, "submit", hung)
    write_remark(dossier=other, place="part/scope", text="Nêu rõ quy mô.", by=trang)
    client.force_login(trang)
    address = reverse("documents:sign", args=[lead.pk, "return"])
    shown = client.get(address).content.decode()
    assert f"{FEES}, Phạm vi, quy mô" in shown and "Nội dung khác, nếu có" in shown and VEHICLES in shown
    kind = PaperKind.RETURN_NOTICE
    numbers = {f"serial_{kind}": 1, f"symbol_{kind}": "CNTT-ATTT"}
    assert client.post(address, numbers).status_code == 302


def test_an_unfit_opinion_says_which_system_does_not_fit(filed, hung, trang, sign_step):
    lead, other = filed(FACTS, FACTS)
    lead = take_step(dossier=sign_step(lead, "submit", hung), name="accept", by=trang)
    appraise([lead], trang)
    verdicts = fresh(lead).appraisal.verdicts | {"level": {"verdict": "unfit", "comment": "Phải là cấp độ 4"}}
    record_appraisal(dossier=fresh(other), verdicts=verdicts, by=trang)
    sign_step(fresh(lead), "refuse", trang, note="Cấp độ chưa đúng.")
    text = read(other, PaperKind.APPRAISAL_04)
    assert f"{FEES}: Phải là cấp độ 4" in text and f"{VEHICLES}: Phải là cấp độ 4" not in text
    assert fresh(lead).state == fresh(other).state == State.REFUSED


def test_a_level_4_filing_goes_out_and_what_comes_in_stands_in_every_dossier(
    filed, hung, trang, ha, sign_step, dossier_in, complete
):
    lead, other = filed(FACTS, FACTS)
    for one in (lead, other):
        Dossier.objects.filter(pk=one.pk).update(level=3, on_list=True, sphere="general")
    lead, today = fresh(lead), timezone.localdate()
    for one in lead.filing:
        IncomingDocument.objects.create(
            dossier=one, round=0, kind=PaperKind.LIST_IN, verdict="listed", number=f"{one.pk}/QĐ-TTg", issued_on=TODAY,
            body="Thủ tướng Chính phủ", scan=one.attachments.first(), recorded_by=trang,
        )  # fmt: skip
    lead = sign_step(lead, "submit", hung)
    lead = sign_step(lead, "give_opinion", trang, on_level="fit", on_plan="fit")
    lead = sign_step(lead, "forward", ha)
    for step in ("accept", "appraise"):
        lead = record_answer(dossier=lead, step=step, letter=letter(f"{step}/BCA", today), by=trang)
    came_in = [(one.kind, one.number, one.scan.sha256) for one in lead.incoming.exclude(kind=PaperKind.LIST_IN)]
    assert len(came_in) == 2
    assert came_in == [(one.kind, one.number, one.scan.sha256) for one in
                       other.incoming.exclude(kind=PaperKind.LIST_IN)]  # fmt: skip
    lead = sign_step(sign_step(lead, "request_approval", hung), "approve", ha)
    text = read(other, PaperKind.DECISION_07)
    assert all(f"{one.pk}/QĐ-TTg" in text for one in (lead, other)) and FEES in text
    assert FEES in read(other, PaperKind.OPINION) and FEES in read(other, PaperKind.REQUEST_03)


# ------------------------------------------------------------------ what is signed is what all of them say
def test_a_word_changed_in_a_member_after_the_papers_were_made_is_noticed(filed, hung, keys):
    lead, other = filed(FACTS, FACTS)
    signing = prepare_signing(dossier=lead, step="submit", by=hung)
    scope = {"scope": "Cả nước và nước ngoài", "scale": "Lớn", "audience": "Người dân"}
    write_part(dossier=other, key="scope", content=scope, by=hung, seen=1)
    with pytest.raises(OutOfDate, match="Nội dung hồ sơ đã thay đổi"):
        sign_prepared(signing=signing, by=hung, passphrase=PASSPHRASE)
    assert not IssuedDocument.objects.exists() and fresh(lead).state == fresh(other).state == State.DRAFT


def test_a_member_taken_out_after_the_papers_were_made_is_noticed(filed, hung, keys):
    lead, other = filed(FACTS, FACTS)
    signing = prepare_signing(dossier=lead, step="submit", by=hung)
    leave(dossier=other, by=hung)
    with pytest.raises(OutOfDate):
        sign_prepared(signing=signing, by=hung, passphrase=PASSPHRASE)
    assert not IssuedDocument.objects.exists() and fresh(other).state == State.DRAFT


def test_nothing_is_signed_on_a_member(filed, hung, keys):
    _lead, other = filed(FACTS, FACTS)
    with pytest.raises(StepRefused, match="trên hồ sơ của Hệ thống quản lý kiểm định xe cơ giới"):
        prepare_signing(dossier=other, step="submit", by=hung)
    assert not PreparedSigning.objects.exists()


def test_a_verdict_still_missing_on_one_system_keeps_the_opinion_from_being_made(filed, hung, trang, sign_step):
    lead, other = filed(FACTS, FACTS)
    lead = take_step(dossier=sign_step(lead, "submit", hung), name="accept", by=trang)
    appraise([lead], trang)
    with pytest.raises(StepRefused, match=f"{FEES}: Chưa kết luận về"):
        prepare_signing(dossier=fresh(lead), step="appraise", by=trang)
    assert not Appraisal.objects.filter(dossier=other).exists()


def test_a_stranger_sees_no_joint_paper_and_who_sees_one_system_sees_the_paper_about_it(filed, hung, la, an, sign_step):
    lead, _other = filed(FACTS, FACTS)
    sign_step(lead, "submit", hung)
    assert IssuedDocument.objects.visible_to(an).count() == IssuedDocument.objects.visible_to(hung).count() == 3
    assert not IssuedDocument.objects.visible_to(la).exists()
