"""What papers say of evidence and of the inspector's findings."""

import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from classification.services import add_evidence, inherit_requirements, record_finding
from classification.workflow import PaperKind, State
from documents import content
from documents.assembling import assemble
from documents.assembling.explanation import diagrams
from documents.assembling.frame import Order
from documents.rendering import render
from systems.roles import Role
from systems.services import change_system, register_system
from tests.documents.printed import text_of

DAY = datetime.date(2026, 11, 24)


def upload(name: str, words: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, b"%PDF-1.7\n" + words)


@pytest.fixture
def paper():
    """The content of one paper of a dossier as it would be signed now."""

    def make(dossier, kind, by, role, issuer):
        details = {"letter_symbol": "ĐKVN-CNTT", "letter_serial": 7}
        order = Order(kind, by, role, issuer, 8, "BB-CNTT", DAY, "7F3K9QXM2D", details=details)
        return assemble(type(dossier).objects.with_parties().get(pk=dossier.pk), order)

    return make


def test_the_plan_lists_the_newest_files_with_version_and_short_hash(dossier_in, complete, hung, paper, registry):
    dossier = complete(dossier_in(State.DRAFT, level=1))
    code = dossier.catalogue.requirements_for(1)[0].code
    first = add_evidence(dossier=dossier, code=code, uploads=[upload("cu.pdf", b"1")], title="Quy trình", by=hung)
    second = [upload("moi.pdf", b"2"), upload("phu-luc.pdf", b"3")]
    newest = add_evidence(dossier=dossier, code=code, uploads=second, of=first.evidence, by=hung)
    found = paper(dossier, PaperKind.EXPLANATION, hung, Role.OPERATOR, registry)
    assert content.from_json(found.to_json()) == found
    groups = found.plan.management + found.plan.technical
    proofs = [proof for group in groups for asked in group.requirements for proof in asked.proofs]
    assert [(proof.filename, proof.version) for proof in proofs] == [("moi.pdf", 2), ("phu-luc.pdf", 2)]
    text = text_of(render(found, images=diagrams(dossier)).pdf)
    short = newest.files.first().short_sha256
    assert f"Quy trình: moi.pdf, v2, SHA-256 {short}" in text and "cu.pdf" not in text


def test_the_minutes_tell_each_finding_and_judge_its_chapter(dossier_in, complete, trang, it_centre, paper):
    dossier = complete(dossier_in(State.AWAITING_INSPECTION, level=1))
    asked = dossier.catalogue.groups_for(1)[0].groups[0].requirements
    record_finding(dossier=dossier, code=asked[0].code, result="passed", note="Đối chiếu sổ", by=trang)
    record_finding(dossier=dossier, code=asked[1].code, result="failed", note="Chưa phổ biến", by=trang)
    minutes = paper(dossier, PaperKind.INSPECTION_MINUTES, trang, Role.SECURITY_UNIT, it_centre)
    assert [(item.code, item.result, item.by) for item in minutes.checked] == [
        (asked[0].clause, "Đạt", "Lê Thu Trang"),
        (asked[1].clause, "Chưa đạt", "Lê Thu Trang"),
    ]
    first, second = minutes.findings[:2]
    assert not first.passed and first.note == f"{len(asked)}/{len(asked)} yêu cầu; kiểm tra 2, đạt 1"
    assert second.passed and "kiểm tra" not in second.note
    assert content.from_json(minutes.to_json()) == minutes
    assert "Kết quả kiểm tra từng yêu cầu".upper() in text_of(render(minutes).pdf)


def test_papers_from_before_findings_and_files_are_read_as_they_were(dossier_in, complete, trang, it_centre, paper):
    dossier = complete(dossier_in(State.AWAITING_INSPECTION, level=1))
    old = paper(dossier, PaperKind.INSPECTION_MINUTES, trang, Role.SECURITY_UNIT, it_centre).to_json()
    del old["checked"]
    assert content.from_json(old).checked == ()


def test_a_paper_says_from_whom_a_requirement_is_inherited_and_on_which_day(
    dossier_in, complete, hung, trang, paper, registry, system, it_centre
):
    host = register_system(
        by=trang, on=DAY, code="BGTVT-008", name="Trung tâm dữ liệu Bộ", owner=system.owner, operator=it_centre
    )
    above = complete(dossier_in(State.PROTECTED, system=host, level=1))
    change_system(system=system, by=hung, on=DAY, hosting="platform", hosted_by=host)
    dossier = complete(dossier_in(State.DRAFT, level=1))
    code = dossier.catalogue.requirements_for(1)[0].code
    dossier.plan_items.filter(code=code).update(how="Đang chờ mua sắm")
    dossier = type(dossier).objects.with_parties().get(pk=dossier.pk)
    inherit_requirements(dossier=dossier, codes=[code], by=hung)

    def told():
        found = paper(dossier, PaperKind.EXPLANATION, hung, Role.OPERATOR, registry)
        return next(
            asked for group in found.plan.management + found.plan.technical for asked in group.requirements
            if asked.code == code
        )  # fmt: skip

    kept = told()
    assert kept.status == "met" and kept.implementation == (
        "Kế thừa từ Trung tâm dữ liệu Bộ (BGTVT-008): đạt tính đến ngày 24 tháng 11 năm 2026 theo hồ sơ được phê duyệt "
        "tại Quyết định số 1/QĐ-BGTVT."
    )
    above.plan_items.filter(code=code).update(status="partly")
    fallen = told()
    assert fallen.status == "unmet"
    assert fallen.implementation.endswith("đến ngày 24 tháng 11 năm 2026 không còn đạt. Đang chờ mua sắm")
    assert kept.status == "met", "what was issued keeps what was true then"
