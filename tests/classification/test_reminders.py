"""The daily letter: one a day a person, with what is overdue or near its day; heads hear what their unit left."""

import datetime
import smtplib

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from classification import errand_list, sending
from classification.errands import Errand
from classification.jobs import remind, write_letter
from classification.models import Digest
from classification.reminders import letter_for
from classification.workflow import State
from systems.jobs import GiveUp, TryLater
from systems.jobs.queueing import try_again
from systems.jobs.schedule import plan
from systems.jobs.working import work
from systems.models import Job, LedgerEntry
from systems.roles import Role

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2026, 11, 25)
PAGE = reverse("classification:reminders")


@pytest.fixture(autouse=True)
def wednesday(freeze_today):
    freeze_today(TODAY)


@pytest.fixture
def trang(trang):
    trang.email = "trang@example.vn"
    trang.save()
    return trang


@pytest.fixture
def late(dossier_in):
    """A dossier that Trang should have accepted on Monday."""
    return dossier_in(State.SUBMITTED, due_on=datetime.date(2026, 11, 23), due_unit="working")


def day_of_letters() -> None:
    """What the schedule and a worker do on a morning."""
    plan()
    work()


# --- what it says


def test_the_letter_names_the_act_the_system_the_day_and_the_address(late, trang, settings):
    settings.SITE_URL = "https://capdo.example.vn"
    letter = letter_for(trang, TODAY)
    assert letter.subject == "Hồ sơ cấp độ: 1 việc quá hạn"
    for words in (
        "Kính gửi Lê Thu Trang", "ngày 25/11/2026", "QUÁ HẠN", "Tiếp nhận hồ sơ hợp lệ: Hệ thống quản lý kiểm định",
        "quá hạn 1 ngày (hạn 23/11/2026)", f"https://capdo.example.vn/ho-so/{late.pk}/", f"https://capdo.example.vn{PAGE}",
    ):  # fmt: skip
        assert words in letter.text, words
    assert "SẮP ĐẾN HẠN" not in letter.text


@pytest.mark.parametrize(
    ("due", "told"),
    [
        (datetime.date(2026, 11, 25), True),
        (datetime.date(2026, 11, 30), True),
        (datetime.date(2026, 12, 1), False),
        (None, False),
    ],
)
def test_it_looks_three_working_days_ahead(dossier_in, trang, due, told):
    dossier_in(State.SUBMITTED, due_on=due, due_unit="working")
    assert bool(letter_for(trang, TODAY)) == told


def test_it_speaks_the_persons_language(late, trang):
    trang.language = "en"
    letter = letter_for(trang, TODAY)
    assert "OVERDUE" in letter.text and "overdue" in letter.subject


def test_errands_stand_in_it_too(hung, monkeypatch):
    due = Errand("a", "Đánh giá định kỳ", "Hệ thống A.", "Làm", "/lam/a/", due_on=TODAY)
    monkeypatch.setattr(errand_list, "PROVIDERS", (lambda user, today: [due] * (user == hung),))
    assert "Đánh giá định kỳ: Hệ thống A." in letter_for(hung, TODAY).text


# --- heads of units


@pytest.fixture
def dung(person, it_centre):
    """Hoàng Tiến Dũng heads the security unit and takes no step."""
    head = person("dung", "Hoàng Tiến Dũng", it_centre, Role.AUDITOR, email="dung@example.vn")
    it_centre.head = head
    it_centre.save()
    return head


def test_the_head_hears_what_the_unit_left_overdue(late, dung, ministry, person, client, an):
    from systems.authority import appoint

    assert letter_for(dung, TODAY) is None, "he may not see the ministry's dossiers"
    appoint(user=dung, role=Role.AUDITOR, organisation=ministry)
    letter = letter_for(dung, TODAY)
    assert "Quá hạn ở Trung tâm Công nghệ thông tin" in letter.text
    assert "kiểm định xe cơ giới: tiếp nhận hồ sơ hợp lệ." in letter.text
    client.force_login(dung)
    assert "Quá hạn ở Trung tâm Công nghệ thông tin" in client.get("/").content.decode()
    assert letter_for(an, TODAY) is None, "an auditor who heads nothing"


def test_a_head_who_takes_the_step_himself_reads_it_once(late, trang, it_centre):
    it_centre.head = trang
    it_centre.save()
    assert letter_for(trang, TODAY).entries == 1


def test_without_a_head_of_its_own_a_unit_is_a_matter_of_the_head_above(late, ha, ministry, it_centre, dung):
    ministry.head = ha
    ministry.save()
    assert letter_for(ha, TODAY) is None, "the unit has its own head"
    it_centre.head = None
    it_centre.save()
    assert "Quá hạn ở Trung tâm" in letter_for(ha, TODAY).text


def test_what_is_not_overdue_yet_is_no_matter_of_the_head(dossier_in, ha, ministry):
    ministry.head = ha
    ministry.save()
    dossier_in(State.SUBMITTED, due_on=TODAY, due_unit="working")
    assert letter_for(ha, TODAY) is None


def test_errands_that_colleagues_left_overdue_reach_the_head_once(dung, trang, monkeypatch):
    due = Errand("a", "Đánh giá định kỳ", "Hệ thống A.", "Làm", "/lam/a/", due_on=TODAY - datetime.timedelta(3))
    monkeypatch.setattr(errand_list, "PROVIDERS", (lambda user, today: [due] * (user == trang),))
    assert letter_for(dung, TODAY).text.count("Lê Thu Trang: Đánh giá định kỳ") == 1


def test_binh_names_a_head_among_those_with_a_duty_there(client, binh, it_centre, dung, la):
    binh.is_staff = True
    binh.save()
    client.force_login(binh)
    page = client.get(reverse("admin:systems_organisation_change", args=[it_centre.pk])).content.decode()
    assert "Hoàng Tiến Dũng" in page and "Hoàng Văn Lạ" not in page


# --- once a day


def test_one_letter_a_day_however_often_anybody_looks(late, trang):
    for _look in range(3):
        day_of_letters()
        remind(day=TODAY.isoformat())
        write_letter(person=trang.pk, day=TODAY.isoformat())
        work()
    assert [message.to for message in mail.outbox] == [["trang@example.vn"]]
    assert Digest.objects.get().sent_at and Job.objects.filter(kind="reminders.send").count() == 1


def test_the_next_working_day_has_a_letter_of_its_own_and_a_weekend_none(late, trang, freeze_today):
    for day in range(25, 31):
        freeze_today(datetime.date(2026, 11, day))
        day_of_letters()
    assert [digest.day.day for digest in Digest.objects.order_by("day")] == [25, 26, 27, 30]
    assert len(mail.outbox) == 4


def test_nobody_who_wants_none_or_has_no_address_gets_one(late, trang, client):
    client.force_login(trang)
    assert client.post(PAGE, {"language": "vi"}).status_code == 302
    assert LedgerEntry.objects.filter(verb="choose_letters", by=trang).count() == 1
    day_of_letters()
    trang.refresh_from_db()
    trang.digest, trang.email = True, ""
    trang.save()
    day_of_letters()
    assert trang.digest is not False and not mail.outbox and not Digest.objects.exists()


def test_nothing_to_say_is_not_said(trang):
    day_of_letters()
    assert not Digest.objects.exists() and not mail.outbox
    assert Job.objects.get(kind="reminders.person").outcome == "Không có việc nào gần hạn hay quá hạn."


# --- at most once


@pytest.fixture
def digest(late, trang):
    letter = letter_for(trang, TODAY)
    return Digest.objects.create(
        person=trang, day=TODAY, address=trang.email, subject=letter.subject, text=letter.text, entries=1
    )


class Server:
    """A mail server that answers as told."""

    def __init__(self, answer):
        self.answer = answer

    def open(self):
        if self.answer == "closed":
            raise ConnectionRefusedError("Connection refused")

    def send_messages(self, messages):
        raise self.answer

    def close(self):
        pass


@pytest.mark.parametrize(
    ("answer", "outcome", "words", "began"),
    [
        ("closed", TryLater, "không nhận kết nối", False),
        (smtplib.SMTPDataError(451, b"try later"), TryLater, "451 try later", False),
        (smtplib.SMTPRecipientsRefused({"a": (550, b"no mailbox")}), GiveUp, "550 no mailbox", False),
        (smtplib.SMTPServerDisconnected("lost"), GiveUp, "không biết thư đã đi hay chưa", True),
        (TimeoutError("silence"), GiveUp, "không biết thư đã đi hay chưa", True),
    ],
)
def test_what_the_mail_server_answers_decides_whether_it_is_tried_again(
    digest, monkeypatch, answer, outcome, words, began
):
    monkeypatch.setattr(sending.mail, "get_connection", lambda: Server(answer))
    with pytest.raises(outcome, match=words):
        sending.send(digest)
    digest.refresh_from_db()
    assert bool(digest.sending_at) == began and not digest.sent_at


def test_a_letter_cut_off_in_between_is_sent_again_by_a_person_only(digest, trang, binh):
    Digest.objects.update(sending_at=timezone.now())
    Job.objects.create(kind="reminders.send", payload={"digest": digest.pk}, due_at=timezone.now())
    work()
    job = Job.objects.get()
    assert job.state == Job.State.FAILED and "không biết thư đã đi hay chưa" in job.error and not mail.outbox
    assert try_again(job=job, by=binh)
    work()
    assert Job.objects.get().state == Job.State.DONE and len(mail.outbox) == 1


def test_the_letter_of_an_old_day_is_not_sent_any_more(digest, freeze_today):
    Job.objects.create(kind="reminders.send", payload={"digest": digest.pk}, due_at=timezone.now())
    freeze_today(datetime.date(2026, 11, 26))
    work()
    assert Job.objects.get().state == Job.State.FAILED and not mail.outbox


# --- the page


def test_trang_sees_where_letters_go_and_what_was_sent(client, late, trang):
    day_of_letters()
    client.force_login(trang)
    page = client.get(PAGE).content.decode()
    assert "trang@example.vn" in page and "1 việc quá hạn" in page and "đã gửi lúc 09:00" in page
    client.post(PAGE, {"digest": "on", "language": "en"})
    trang.refresh_from_db()
    assert (trang.digest, trang.language) == (True, "en")
    assert client.post(PAGE, {"digest": "on", "language": "fr"}).status_code == 422
