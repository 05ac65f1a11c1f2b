"""A body without an account answers by letter: who records it, what it moves, which clock it starts."""

import datetime
import hashlib

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from classification.errors import OutOfDate, StepRefused
from classification.models import Attachment, IncomingDocument, StepTaken
from classification.services import record_answer, record_appraisal
from classification.tasks import task, waiting
from classification.workflow import PaperKind, State
from systems.models import LedgerEntry
from tests.conftest import TODAY
from tests.kept import files_in
from tests.letters import PDF, letter, picture

pytestmark = pytest.mark.django_db
SECOND = datetime.date(2026, 11, 2)


@pytest.fixture
def sent_on(dossier_in, complete, ha, freeze_today):
    """A dossier of level 4 or 5 that the owner sent out on a day."""

    def make(day=SECOND, level=4, state=State.FORWARDED, **extra):
        dossier = complete(dossier_in(state, level=level, **extra))
        StepTaken.objects.create(
            dossier=dossier, step="forward", source="opinion_given", target="forwarded", round=1, by=ha, on=day
        )
        freeze_today(TODAY)
        return dossier

    return make


@pytest.mark.parametrize(
    ("regime", "level", "due", "clause"),
    [
        ("nd85-2016", 4, datetime.date(2026, 12, 3), "Điều 16 khoản 2 điểm b"),  # 30 calendar days after 3/11
        ("nd85-2016", 5, datetime.date(2026, 12, 3), "Điều 16 khoản 2 điểm b"),
        ("nd331-2026", 4, datetime.date(2026, 12, 9), "Điều 23 khoản 3 điểm b"),  # 25 working days, 24/11 is one off
        ("nd331-2026", 5, datetime.date(2026, 12, 9), "Điều 23 khoản 3 điểm b"),
    ],
)
def test_the_acceptance_starts_the_clock_on_its_own_day(sent_on, trang, regime, level, due, clause):
    dossier = sent_on(level=level, regime=regime)
    accepted = record_answer(dossier=dossier, step="accept", letter=letter(day=datetime.date(2026, 11, 3)), by=trang)
    assert accepted.state == State.UNDER_APPRAISAL
    assert accepted.due_on == due and clause in accepted.due_rule


def test_trang_records_the_acceptance_in_place_of_a_signed_paper(sent_on, trang):
    dossier = record_answer(dossier=sent_on(), step="accept", letter=letter(says="Hồ sơ hợp lệ."), by=trang)
    document = dossier.incoming.get()
    assert (document.kind, document.verdict, document.recorded_by) == (PaperKind.RECEIPT_IN, "accept", trang)
    assert document.scan.sha256 == hashlib.sha256(PDF).hexdigest() and document.scan.mime == "application/pdf"
    taken = dossier.steps.last()
    assert (taken.step, taken.by, taken.note) == ("accept", trang, "Hồ sơ hợp lệ.")
    assert taken.papers == [
        {
            "kind": "den-tiep-nhan", "number": "3456/BCA-A05", "issued_on": "2026-11-23",
            "sha256": document.scan.sha256, "title": document.title,
        }
    ]  # fmt: skip
    assert LedgerEntry.objects.filter(verb="accept", by=trang, details__papers=[document.scan.sha256]).exists()


@pytest.mark.parametrize(
    ("state", "step", "target", "kind"),
    [
        (State.FORWARDED, "return", State.RETURNED, PaperKind.RETURN_IN),
        (State.UNDER_APPRAISAL, "return", State.RETURNED, PaperKind.RETURN_IN),
        (State.UNDER_APPRAISAL, "appraise", State.APPRAISED, PaperKind.APPRAISAL_IN),
        (State.UNDER_APPRAISAL, "refuse", State.REFUSED, PaperKind.APPRAISAL_IN),
    ],
)
def test_each_answer_is_its_step(sent_on, trang, state, step, target, kind):
    dossier = sent_on(state=state)
    dossier.appraisals.all().delete()  # nothing of ours: the verdict stands in the letter
    moved = record_answer(dossier=dossier, step=step, letter=letter(says="Thiếu báo cáo rủi ro chi tiết."), by=trang)
    assert (moved.state, moved.due_on, moved.incoming.get().kind) == (target, None, kind)


def test_a_round_that_came_back_is_answered_again(sent_on, trang):
    dossier = record_answer(dossier=sent_on(), step="return", letter=letter(says="Thiếu sơ đồ."), by=trang)
    assert dossier.state == State.RETURNED and dossier.steps.last().note == "Thiếu sơ đồ."


@pytest.mark.parametrize("name", ["hung", "ha", "an", "binh"])
def test_nobody_but_the_security_unit_records_it(sent_on, request, name):
    with pytest.raises(PermissionDenied):
        record_answer(dossier=sent_on(), step="accept", letter=letter(), by=request.getfixturevalue(name))
    assert not IncomingDocument.objects.exists()


def test_whoever_submitted_does_not_record_the_answer(sent_on, trang, submitted_by):
    dossier = sent_on()
    submitted_by(dossier, trang)
    with pytest.raises(StepRefused, match="Người đã ký trình hồ sơ"):
        record_answer(dossier=dossier, step="accept", letter=letter(), by=trang)


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"day": TODAY + datetime.timedelta(1)}, "issued_on", "không thể sau hôm nay"),
        ({"day": SECOND - datetime.timedelta(1)}, "issued_on", "trước ngày hồ sơ được gửi đi, 02/11/2026"),
        ({"number": " \u200b "}, "number", "Ghi số"),
        ({"body": " "}, "body", "cơ quan ban hành"),
        ({"content": b"<html><script>alert(1)</script>", "filename": "a.pdf"}, "scan", "không phải hình"),
        ({"content": b"%PDF-" + b"0" * (20 * 1024 * 1024)}, "scan", "20 MB"),
        ({"filename": "TỐI MẬT - ý kiến.pdf"}, "scan", "bí mật nhà nước"),
    ],
)
def test_a_letter_that_is_not_sound_is_refused_and_nothing_stays(sent_on, trang, changes, field, words):
    dossier = sent_on()
    before = (files_in("attachments"), Attachment.objects.count())
    with pytest.raises(ValidationError) as wrong:
        record_answer(dossier=dossier, step="accept", letter=letter(**changes), by=trang)
    assert words in " ".join(wrong.value.message_dict[field])
    dossier.refresh_from_db()
    assert (dossier.state, IncomingDocument.objects.filter(kind=PaperKind.RECEIPT_IN).count()) == (State.FORWARDED, 0)
    assert (files_in("attachments"), Attachment.objects.count()) == before


@pytest.mark.parametrize("step", ["return", "refuse"])
def test_an_unfavourable_answer_says_what_it_asks(sent_on, trang, step):
    with pytest.raises(ValidationError, match="Ghi nội dung"):
        record_answer(dossier=sent_on(state=State.UNDER_APPRAISAL), step=step, letter=letter(says=" "), by=trang)


def test_the_same_letter_is_recorded_once(sent_on, trang):
    dossier = record_answer(dossier=sent_on(), step="accept", letter=letter("7/BCA"), by=trang)
    record_answer(dossier=dossier, step="appraise", letter=letter("8/BCA"), by=trang)
    with pytest.raises(OutOfDate):
        record_answer(dossier=dossier, step="appraise", letter=letter("9/BCA"), by=trang)


def test_a_stale_page_is_refused(sent_on, trang):
    with pytest.raises(OutOfDate):
        record_answer(dossier=sent_on(), step="accept", letter=letter(), by=trang, seen=99)


def test_below_level_4_nothing_is_recorded_in_place_of_our_own_appraisal(dossier_in, complete, trang):
    dossier = complete(dossier_in(State.UNDER_APPRAISAL, level=3))
    with pytest.raises(StepRefused, match="không làm bằng cách ghi văn bản đến"):
        record_answer(dossier=dossier, step="appraise", letter=letter(), by=trang)


def test_our_own_appraisal_cannot_be_written_at_level_4(sent_on, trang):
    with pytest.raises(StepRefused, match="Bộ Công an thẩm định"):
        record_appraisal(dossier=sent_on(state=State.UNDER_APPRAISAL), verdicts={}, by=trang)


@pytest.mark.parametrize(
    ("regime", "sphere", "body"),
    [
        ("nd331-2026", "general", "Bộ Công an"), ("nd331-2026", "defence", "Bộ Quốc phòng"),
        ("nd331-2026", "public_security", "Bộ Công an"), ("nd331-2026", "cipher", "Ban Cơ yếu Chính phủ"),
        ("nd85-2016", "general", "Bộ Công an"), ("nd85-2016", "defence", "Bộ Quốc phòng"),
        ("nd85-2016", "public_security", "Bộ Công an"), ("nd85-2016", "cipher", "Bộ Công an"),
    ],
)  # fmt: skip
def test_the_sphere_says_who_appraises(dossier_in, regime, sphere, body):
    assert dossier_in(State.FORWARDED, level=4, regime=regime, sphere=sphere).outside_appraiser == body


def test_until_1_march_2025_the_ministry_of_information_appraised(dossier_in):
    dossier = dossier_in(State.FORWARDED, level=4, regime="nd85-2016", sphere="general")
    bodies = [
        dossier.authority(datetime.date(2025, 2, 28)).appraiser,
        dossier.authority(datetime.date(2025, 3, 1)).appraiser,
    ]
    assert bodies == ["information_ministry", "public_security"]


# ------------------------------------------------------------------ pages
def test_the_task_of_trang_waits_for_the_answer(sent_on, trang):
    dossier = sent_on()
    found = task(waiting(trang).get(), TODAY)
    assert found.title == "Chờ trả lời của Bộ Công an"
    assert found.url == reverse("classification:incoming", args=[dossier.pk]) + "?viec=accept"


def test_trang_records_it_on_its_page_and_the_scan_is_a_download(client, sent_on, trang, hung):
    dossier = sent_on()
    client.force_login(trang)
    page = client.get(reverse("classification:incoming", args=[dossier.pk]) + "?viec=accept")
    assert page.context["form"]["verdict"].value() == "accept" and page.context["form"]["body"].value() == "Bộ Công an"
    answer = client.post(reverse("classification:incoming", args=[dossier.pk]), _posted(dossier, picture(), "thu.png"))
    assert answer.url == reverse("classification:dossier", args=[dossier.pk])
    document = dossier.incoming.get()
    shown = client.get(answer.url).content.decode()
    assert document.scan.sha256 in shown.replace("<wbr>", "") and "3456/BCA-A05" in shown and trang.full_name in shown
    client.force_login(hung)
    scan = client.get(reverse("classification:incoming_scan", args=[dossier.pk, document.pk]))
    assert scan["Content-Disposition"].startswith("attachment") and b"".join(scan.streaming_content) == picture()
    assert scan["X-Content-Type-Options"] == "nosniff"


def _posted(dossier, content: bytes, name: str, **changes) -> dict:
    from django.core.files.uploadedfile import SimpleUploadedFile

    given = {
        "seen": dossier.version, "verdict": "accept", "number": "3456/BCA-A05", "issued_on": "23/11/2026",
        "body": "Bộ Công an", "says": "", "no_secret": "on", "scan": SimpleUploadedFile(name, content),
    }  # fmt: skip
    return given | changes


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"verdict": ""}, "Hãy chọn văn bản này nói gì"),
        ({"verdict": "approve"}, "approve"),
        ({"issued_on": "31/02/2026"}, "Ghi ngày dạng"),
        ({"number": ""}, "Ghi số, ký hiệu"),
        ({"scan": ""}, "Hãy chọn bản chụp"),
        ({"seen": ""}, "Trang này đã cũ"),
    ],
)
def test_bad_input_on_the_page_loses_nothing(client, sent_on, trang, changes, words):
    dossier = sent_on()
    client.force_login(trang)
    address = reverse("classification:incoming", args=[dossier.pk])
    answer = client.post(address, _posted(dossier, PDF, "a.pdf", says="Giữ lại câu này.") | changes)
    page = answer.content.decode()
    assert answer.status_code == 422 and words in page and "Giữ lại câu này." in page
    dossier.refresh_from_db()
    assert dossier.state == State.FORWARDED


def test_hung_is_told_whose_page_it_is(client, sent_on, hung):
    client.force_login(hung)
    answer = client.get(reverse("classification:incoming", args=[sent_on().pk]))
    assert answer.status_code == 403 and "Đơn vị chuyên trách" in answer.content.decode()


def test_a_dossier_that_waits_for_nothing_from_outside_leads_back(client, dossier_in, trang):
    dossier = dossier_in(State.SUBMITTED, level=3)
    client.force_login(trang)
    answer = client.get(reverse("classification:incoming", args=[dossier.pk]))
    assert answer.url == reverse("classification:dossier", args=[dossier.pk])


def test_the_appraisal_page_only_reads_at_level_4(client, sent_on, trang):
    dossier = sent_on(state=State.UNDER_APPRAISAL)
    client.force_login(trang)
    page = client.get(reverse("classification:appraisal", args=[dossier.pk])).content.decode()
    assert "do Bộ Công an thẩm định" in page and "Lưu ý kiến" not in page


def test_of_a_system_with_state_secrets_no_letter_is_kept_here(sent_on, trang):
    dossier = sent_on()
    dossier.system.on_paper = True
    dossier.system.save()
    with pytest.raises(StepRefused):
        record_answer(dossier=dossier, step="accept", letter=letter(), by=trang)
    assert not dossier.incoming.filter(kind=PaperKind.RECEIPT_IN).exists()
