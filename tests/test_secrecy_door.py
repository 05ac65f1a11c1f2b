"""Twenty tries to store a state secret: none leaves anything behind but the note that it was tried."""

import datetime
import io
import zipfile

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import models
from weasyprint import HTML

from classification.counting import count
from classification.decisions import Decision
from classification.errors import StepRefused
from classification.models import Attachment, Dossier, PlanItem
from classification.services import add_attachment, answer_requirement, open_dossier, write_facts, write_part
from classification.services.recording import Scan, record_decision
from classification.workflow import STEPS, State
from systems.models import InformationSystem, LedgerEntry

pytestmark = pytest.mark.django_db
CANARY = "số hiệu 7391"
SECRET = f"Kế hoạch\nTỐI MẬT\n{CANARY}"


@pytest.fixture(scope="module")
def secret_pdf() -> bytes:
    return HTML(string=f"<p>Bộ Giao thông vận tải</p><h1>TUYỆT MẬT</h1><p>{CANARY}</p>").write_pdf()


def everything_stored() -> str:
    """Every word in every table."""
    told = []
    for model in apps.get_models():
        names = [
            field.name
            for field in model._meta.concrete_fields
            if isinstance(field, models.CharField | models.TextField | models.JSONField)
        ]
        told += [str(row) for row in model._base_manager.values_list(*names)] if names else []
    return "\n".join(told)


@pytest.fixture
def try_to_store(client, settings, tmp_path):
    """Send it and see that nothing of it stayed; the answer."""
    settings.MEDIA_ROOT = tmp_path / "media"

    def send(user, address, data, **headers):
        client.force_login(user)
        answer = client.post(address, data, headers=headers)
        assert answer.status_code == (403 if headers else 422)
        assert "không được nhận" in answer.content.decode() and CANARY not in answer.content.decode()
        assert CANARY not in everything_stored()
        assert not [path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()]
        entry = LedgerEntry.objects.get(verb="refuse_secret")
        assert entry.by == user and set(entry.details) == {"where", "mark"}
        return answer

    return send


WORDS = {
    "part": ("hung", "/ho-so/{pk}/phan/scope/", {"seen": 0, "scope": SECRET}),
    "row of a part": ("hung", "/ho-so/{pk}/phan/devices/", {"seen": 0, "d-TOTAL_FORMS": 1, "d-0-name": SECRET}),
    "justification": ("hung", "/ho-so/{pk}/phan/justification/", {"seen": 0, "justification": SECRET}),
    "requirement": ("hung", "/ho-so/{pk}/phuong-an/risk-01/", {"seen": 0, "status": "met", "how": SECRET}),
    "evidence": ("hung", "/ho-so/{pk}/phuong-an/risk-01/", {"seen": 0, "status": "met", "evidence": SECRET}),
    "many": ("hung", "/ho-so/{pk}/phuong-an-nhieu/", {"code": "risk-01", "status": "met", "how": SECRET}),
    "facts": ("hung", "/ho-so/{pk}/cap-do/", {"higher_reason": SECRET}),
    "component": ("hung", "/ho-so/{pk}/cap-do/", {"tp-0-name": SECRET}),
    "reason of a step": ("hung", "/ho-so/{pk}/buoc/withdraw/", {"seen": 1, "note": SECRET}),
    "signing": ("hung", "/ho-so/{pk}/ky/submit/", {"note": SECRET}),
    "appraisal": ("trang", "/ho-so/{pk}/tham-dinh/", {"seen": 0, "other_remarks": SECRET}),
    "decree": ("trang", "/ho-so/{pk}/nghi-dinh/", {"seen": 1, "reason": SECRET}),
    "new system": ("hung", "/he-thong/them/", {"code": "X", "name": SECRET}),
    "note of a system": ("hung", "/he-thong/{system}/sua/", {"note": SECRET}),
    "split": ("hung", "/he-thong/{system}/tach-gop/", {"reason": SECRET}),
}


@pytest.mark.parametrize("words", WORDS.values(), ids=WORDS)
def test_words_with_a_mark_are_refused_wherever_they_are_written(words, request, try_to_store, dossier_in):
    dossier = dossier_in(State.DRAFT)
    who, address, data = words
    try_to_store(request.getfixturevalue(who), address.format(pk=dossier.pk, system=dossier.system_id), data)


def test_a_script_gets_the_sentence_and_keeps_the_words(try_to_store, dossier_in, hung):
    data = {"seen": 0, "status": "met", "how": SECRET}
    answer = try_to_store(hung, f"/ho-so/{dossier_in(State.DRAFT).pk}/phuong-an/risk-01/", data, HX_Request="true")
    assert "data-reason" in answer.content.decode()


def office(text: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("xl/sharedStrings.xml", f"<sst><si><t>{text}</t></si></sst>")
    return out.getvalue()


@pytest.mark.parametrize("name", ["TOI MAT.pdf", "Kế hoạch (MẬT).pdf", "thiet-ke.pdf"])
def test_a_file_with_a_mark_in_its_name_or_its_text_is_refused(try_to_store, dossier_in, hung, name, secret_pdf):
    content = secret_pdf if name == "thiet-ke.pdf" else b"%PDF-1.7 " + CANARY.encode()
    file = SimpleUploadedFile(name, content, content_type="application/pdf")
    try_to_store(hung, f"/ho-so/{dossier_in(State.DRAFT).pk}/phan/design/", {"seen": 0, "file": file})
    assert not Attachment.objects.exists()


def test_a_spreadsheet_with_a_mark_is_refused_before_it_waits_anywhere(try_to_store, hung):
    file = SimpleUploadedFile("danh-muc.xlsx", office(f"TUYỆT MẬT</t></si><si><t>{CANARY}"))
    try_to_store(hung, "/nhap/", {"file": file})


def test_the_command_refuses_a_row_with_a_mark_and_does_not_repeat_it(tmp_path, ministry, it_centre, registry):
    sheet = tmp_path / "danh-muc.csv"
    sheet.write_text(
        "Mã hệ thống,Tên hệ thống thông tin,Chủ quản hệ thống thông tin,Đơn vị vận hành,Ghi chú\n"
        f'X-1,Hệ thống một,Bộ Giao thông vận tải,Cục Đăng kiểm Việt Nam,"TỐI MẬT {CANARY}"\n'
    )
    told = io.StringIO()
    with pytest.raises(SystemExit):
        call_command("import_systems", str(sheet), "--write", stdout=told, stderr=told)
    assert "TỐI MẬT" in told.getvalue() and CANARY not in told.getvalue()
    assert not InformationSystem.objects.exists()


def test_the_service_refuses_a_file_whoever_calls_it(dossier_in, hung, secret_pdf):
    with pytest.raises(ValidationError, match="TUYỆT MẬT"):
        add_attachment(dossier=dossier_in(State.DRAFT), filename="a.pdf", content=secret_pdf, by=hung)


def test_a_password_may_hold_anything(client, hung):
    answer = client.post("/dang-nhap/", {"username": "hung", "password": "TỐI MẬT"})
    assert answer.status_code == 200 and not LedgerEntry.objects.filter(verb="refuse_secret").exists()


def test_a_system_with_state_secrets_goes_to_paper_and_back_when_it_was_a_slip(dossier_in, hung):
    dossier = dossier_in(State.DRAFT)
    facts = {"system_type": "internal", "information": ["state_secret"]}
    write_facts(dossier=dossier, facts=facts, by=hung)
    dossier = Dossier.objects.with_parties().get(pk=dossier.pk)
    assert dossier.system.on_paper and dossier.level == 3
    assert [why for why in STEPS["submit"].obstacles(dossier) if "hồ sơ lập trên giấy" in why]
    for write in (
        lambda: write_part(dossier=dossier, key="scope", content={"scope": "x"}, by=hung),
        lambda: answer_requirement(dossier=dossier, code="risk-01", status="met", by=hung),
        lambda: add_attachment(dossier=dossier, filename="a.pdf", content=b"%PDF-1.7", by=hung),
    ):
        with pytest.raises(StepRefused, match="hồ sơ lập trên giấy"):
            write()
    assert not PlanItem.objects.exists() and not dossier.parts.exists()
    write_facts(dossier=dossier, facts={"system_type": "internal", "information": ["private"]}, by=hung)
    assert not InformationSystem.objects.get(pk=dossier.system_id).on_paper


def test_no_dossier_is_opened_for_a_system_on_paper_but_it_counts(system, hung):
    before = count(day=system.operation_from).total
    system.facts = {"information": ["state_secret"]}
    system.tidy()
    system.save()
    with pytest.raises(StepRefused, match="hồ sơ lập trên giấy"):
        open_dossier(system=system, by=hung)
    assert count(day=system.operation_from).total == before == 1


def test_the_decision_of_a_system_on_paper_is_recorded_without_a_scan_and_counts(system, trang, secret_pdf):
    system.facts = {"information": ["state_secret"]}
    system.tidy()
    system.save()
    day = datetime.date(2026, 3, 2)
    decision = Decision(level=3, number="12/QĐ-BGTVT", decided_on=day, body="Bộ Giao thông vận tải", source="Văn thư")
    with pytest.raises(ValidationError, match="không giữ bản chụp"):
        record_decision(system=system, decision=decision, by=trang, scan=Scan("qd.pdf", b"%PDF-1.7"))
    record_decision(system=system, decision=decision, by=trang)
    counted = count(day=day)
    assert (counted.total, counted.classified) == (1, 1)
