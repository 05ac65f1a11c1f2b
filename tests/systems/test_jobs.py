"""The queue: a job belongs to the transaction that wants it, is done once, and says in words why it was not."""

import datetime
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from systems.jobs import KINDS, GiveUp, TryLater, enqueue, job
from systems.jobs.claiming import claim
from systems.jobs.housekeeping import tidy
from systems.jobs.kinds import DAILY, Daily, pause
from systems.jobs.schedule import plan
from systems.jobs.working import do, work
from systems.ledger import record
from systems.models import Job, LedgerEntry

PAGE = reverse("systems:jobs")
SECOND = datetime.timedelta(seconds=1)
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def kind(monkeypatch):
    """Make a kind of job out of a function: `kind(run, atomic=False)`; its name is "test"."""

    def make(run, **options):
        monkeypatch.delitem(KINDS, "test", raising=False)
        job("test", title="Việc thử", **options)(run)

    yield make
    KINDS.pop("test", None)


def write(n: int = 1) -> str:
    record(verb="noted", by=None, about=f"n:{n}")
    return "Đã ghi."


def noted() -> int:
    return LedgerEntry.objects.filter(verb="noted").count()


def the_job() -> Job:
    return Job.objects.get(kind="test")


# --- into the queue


@pytest.mark.django_db
def test_a_job_goes_with_the_transaction_that_wanted_it(kind):
    kind(write)
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        enqueue("test")
        1 / 0  # noqa: B018
    assert not Job.objects.exists()


@pytest.mark.django_db
def test_a_job_of_the_same_name_is_stored_once(kind):
    kind(write)
    enqueue("test", key="a")
    enqueue("test", key="a")
    enqueue("test")
    enqueue("test")
    assert Job.objects.filter(key="a").count() == 1 and Job.objects.count() == 3


@pytest.mark.django_db
def test_a_kind_that_nobody_registered_is_a_mistake_at_once():
    with pytest.raises(KeyError):
        enqueue("nothing")


@pytest.mark.django_db(transaction=True)
def test_without_a_broker_the_request_goes_on(kind, settings, caplog):
    from systems.jobs import bell

    kind(write)
    settings.CELERY_BROKER_TRANSPORT_OPTIONS = {}
    with bell.app.connection_for_write("redis://127.0.0.1:1/0") as nowhere, pytest.MonkeyPatch.context() as patch:
        send = bell.app.send_task
        patch.setattr(bell.app, "send_task", lambda *a, **k: send(*a, **k, connection=nowhere))
        enqueue("test")
    assert the_job().state == Job.State.WAITING
    assert "the schedule will find the job" in caplog.text


def test_bells_do_not_pile_up_where_nobody_listens(settings, tmp_path):
    from systems.jobs import bell

    settings.CELERY_BROKER_TRANSPORT_OPTIONS = {"data_folder_in": str(tmp_path)}
    for n in range(bell.LOUD):
        assert not bell._loud_enough()
        (tmp_path / f"{n}.msg").write_text("")
    assert bell._loud_enough()


# --- done once


@pytest.mark.django_db
def test_what_is_due_is_done_and_says_what_came_of_it(kind):
    kind(write)
    enqueue("test", n=5)
    enqueue("test", due_at=timezone.now() + 60 * SECOND)
    assert not work()
    done, later = Job.objects.order_by("pk")
    assert (done.state, done.outcome, done.attempts) == (Job.State.DONE, "Đã ghi.", 1)
    assert later.state == Job.State.WAITING and noted() == 1


@pytest.mark.django_db
def test_what_a_failed_attempt_wrote_does_not_stay(kind):
    def half():
        write()
        raise OSError("đĩa đầy")

    kind(half)
    enqueue("test")
    work()
    waiting = the_job()
    assert noted() == 0 and waiting.state == Job.State.WAITING and "đĩa đầy" in waiting.error
    assert waiting.due_at > timezone.now() + 25 * SECOND


def test_the_pauses_grow_fourfold_up_to_an_hour():
    assert [pause(n).total_seconds() for n in range(1, 7)] == [30, 120, 480, 1920, 3600, 3600]


@pytest.mark.django_db
def test_after_the_last_attempt_it_fails_in_words_and_nobody_tries_again(kind):
    def later():
        raise TryLater("Máy chủ thư không trả lời.")

    kind(later, limit=3)
    enqueue("test")
    for _attempt in range(5):
        Job.objects.update(due_at=timezone.now())
        work()
    failed = the_job()
    assert (failed.state, failed.attempts, failed.error) == (Job.State.FAILED, 3, "Máy chủ thư không trả lời.")


@pytest.mark.django_db
def test_what_cannot_be_helped_by_waiting_fails_at_once(kind):
    def never():
        raise GiveUp("Không còn địa chỉ thư.")

    kind(never)
    enqueue("test")
    work()
    assert (the_job().state, the_job().error) == (Job.State.FAILED, "Không còn địa chỉ thư.")


@pytest.mark.django_db
def test_a_job_in_somebodys_hands_is_nobody_elses_until_the_lease_runs_out(kind):
    kind(write)
    enqueue("test")
    held = claim("one")
    assert claim("two") is None
    Job.objects.update(lease_until=timezone.now() - SECOND)
    taken = claim("two")
    assert (taken.pk, taken.attempts, taken.worker) == (held.pk, 2, "two")


@pytest.mark.django_db
def test_a_worker_that_was_thought_dead_leaves_no_trace_when_it_wakes(kind):
    kind(write)
    enqueue("test")
    held = claim("one")
    Job.objects.update(lease_until=timezone.now() - SECOND)
    do(claim("two"))
    do(held)
    assert noted() == 1 and the_job().worker == "two"


@pytest.mark.django_db
def test_a_job_that_kills_its_workers_is_given_up(kind):
    kind(write, limit=2)
    enqueue("test")
    for _death in range(2):
        assert claim("one")
        Job.objects.update(lease_until=timezone.now() - SECOND)
    assert claim("one") is None
    assert the_job().state == Job.State.FAILED
    assert the_job().error == "Tiến trình làm việc này đã dừng giữa chừng 2 lần."


@pytest.mark.django_db
def test_an_older_worker_leaves_kinds_it_does_not_know_to_newer_ones(kind):
    Job.objects.create(kind="from-tomorrow")
    assert claim("one") is None


# --- every day


@pytest.mark.django_db
def test_a_day_has_one_occurrence_however_many_look(kind, monkeypatch):
    kind(lambda day: None)
    monkeypatch.setitem(DAILY, "test", Daily("test", datetime.time(8), lambda day: day.weekday() < 5))
    here = timezone.get_default_timezone()

    def look(*moment):
        plan(datetime.datetime(*moment, tzinfo=here))
        return Job.objects.filter(kind="test").count()

    assert look(2026, 11, 23, 7, 59) == 0
    assert look(2026, 11, 23, 8, 0) == 1
    assert look(2026, 11, 23, 19, 0) == 1
    assert look(2026, 11, 24, 23, 59) == 2, "missed in the morning, made up for the same day"
    assert look(2026, 11, 28, 9, 0) == 2, "a Saturday"
    assert Job.objects.filter(kind="test").last().payload == {"day": "2026-11-23"}


@pytest.mark.django_db
def test_jobs_done_long_ago_go_and_failed_ones_stay():
    old = timezone.now() - datetime.timedelta(days=61)
    for state in (Job.State.DONE, Job.State.FAILED):
        Job.objects.create(kind="test", state=state, ended_at=old)
    assert tidy(day="2026-11-23") == "Đã dọn 1 việc."
    assert Job.objects.get().state == Job.State.FAILED


# --- the page


@pytest.mark.django_db
def test_binh_sees_why_it_failed_and_has_it_done_again(client, binh, kind):
    kind(write)
    failed = Job.objects.create(
        kind="test", subject="Đặng Việt Hùng", state=Job.State.FAILED, ended_at=timezone.now(), attempts=8,
        error="Máy chủ thư không trả lời.",
    )  # fmt: skip
    client.force_login(binh)
    page = client.get(PAGE).content.decode()
    assert "Việc thử" in page and "Đặng Việt Hùng" in page and "Máy chủ thư không trả lời." in page
    answer = client.post(reverse("systems:retry_job", args=[failed.pk]), follow=True)
    assert "Đã xếp lại: Việc thử." in answer.content.decode()
    work()
    assert the_job().state == Job.State.DONE and noted() == 1
    assert LedgerEntry.objects.filter(verb="retry_job", by=binh, about=f"job:{failed.pk}").count() == 1
    again = client.post(reverse("systems:retry_job", args=[failed.pk]), follow=True)
    assert "không còn ở tình trạng lỗi" in again.content.decode() and noted() == 1


@pytest.mark.django_db
def test_running_waiting_and_done_jobs_are_shown_and_a_missing_worker_is_said(client, binh, kind):
    kind(write)
    client.force_login(binh)
    late = timezone.now() - datetime.timedelta(minutes=3)
    Job.objects.create(kind="test", subject="Chờ", due_at=late)
    assert "không tiến trình nào làm" in client.get(PAGE).content.decode()
    now = timezone.now()
    Job.objects.create(
        kind="test",
        subject="Chạy",
        state=Job.State.RUNNING,
        started_at=now,
        lease_until=now + 60 * SECOND,
        worker="m:1",
    )
    Job.objects.create(kind="test", subject="Xong", state=Job.State.DONE, ended_at=now, outcome="Đã ghi.")
    page = client.get(PAGE).content.decode()
    assert "không tiến trình nào làm" not in page
    assert all(word in page for word in ("Chờ", "Chạy", "m:1", "Xong", "Đã ghi."))


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["hung", "an", "la"])
def test_the_page_is_for_administrators(client, request, who):
    stuck = Job.objects.create(kind="test", state=Job.State.FAILED, ended_at=timezone.now())
    client.force_login(request.getfixturevalue(who))
    refused = client.get(PAGE)
    assert refused.status_code == 403 and "dành cho người quản trị" in refused.content.decode()
    assert client.post(reverse("systems:retry_job", args=[stuck.pk])).status_code == 403
    assert Job.objects.get().state == Job.State.FAILED


@pytest.mark.django_db
def test_the_page_takes_the_same_number_of_statements_however_many_jobs(client, binh, django_assert_max_num_queries):
    client.force_login(binh)

    def fill(number):
        for state in (Job.State.FAILED, Job.State.DONE, Job.State.WAITING):
            Job.objects.bulk_create(Job(kind="test", state=state, ended_at=timezone.now()) for _n in range(number))

    fill(1)
    client.get(PAGE)
    with django_assert_max_num_queries(20) as few:
        client.get(PAGE)
    fill(60)
    with django_assert_max_num_queries(len(few)):
        assert len(client.get(PAGE).context["failed"]) == 50


# --- the environment


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("CELERY_BROKER_URL", "http://nowhere", "CELERY_BROKER_URL is not an address"),
        ("JOB_LEASE", "0", "JOB_LEASE and JOB_TICK are seconds"),
    ],
)
def test_a_value_that_cannot_be_used_stops_the_start(name, value, sentence, tmp_path):
    place = {"DJANGO_SETTINGS_MODULE": "config.settings", "VAR_DIR": str(tmp_path), name: value}
    told = subprocess.run(
        [sys.executable, "manage.py", "check"], cwd=ROOT, env={**os.environ, **place}, capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    assert told.returncode != 0 and sentence in told.stderr
