"""A paper was signed: a background job gives it validation data and a time-stamp, whatever the servers do."""

import datetime
import os
import subprocess
import sys

import pytest
from django.db import connection
from django.utils import timezone

from classification.workflow import State
from documents.models import IssuedDocument, PaperRevision, Preservation, TimestampServer
from documents.services import preserving
from documents.services.looking_after import _slots, look_after
from documents.services.preserving import preserve
from documents.services.sealing import register_seal, seal_paper
from documents.services.stamps_wanted import JOB, want_stamp
from documents.services.trusting import trust_certificate
from documents.trust_here import our_trust
from documents.verifying.direct import verify
from documents.verifying.here import verify_here
from systems.jobs.working import work
from systems.models import Job
from systems.roles import Role
from tests.documents.loopback import ROOT, pem_of, running
from tests.documents.signing_desk import PASSPHRASE, authority, packed_key
from tests.workshop import free_port, wait_until

pytestmark = pytest.mark.django_db
SECOND = datetime.timedelta(seconds=1)


@pytest.fixture(scope="module")
def loopback(tmp_path_factory):
    with running(tmp_path_factory.mktemp("authority")) as place:
        yield place


@pytest.fixture
def server(loopback):
    """Name a server: `server("tsa")`, `server("rubbish", seconds=1)`."""

    def make(what: str = "tsa", place: int = 1, seconds: int = 30, url: str = "", **values) -> TimestampServer:
        url = url or loopback.url(what)
        return TimestampServer.objects.create(name=f"Máy {what}", url=url, place=place, seconds=seconds, **values)

    return make


@pytest.fixture
def decide(dossier_in, complete, ha, sign_step):
    """Hà signs the decision."""

    def act() -> IssuedDocument:
        sign_step(complete(dossier_in(State.AWAITING_APPROVAL)), "approve", ha)
        return IssuedDocument.objects.get()

    return act


def the_job() -> Job:
    return Job.objects.get(kind=JOB)


def due_again() -> None:
    """The pause before the next attempt is over."""
    Job.objects.filter(kind=JOB).update(due_at=timezone.now() - SECOND)


def test_the_job_brings_a_signed_paper_to_the_archive_level(decide, server, tmp_path):
    server()
    issued = decide()
    signed = issued.read()
    assert the_job().state == Job.State.WAITING and not issued.revisions.exists()
    work()
    assert the_job().state == Job.State.DONE, the_job().error
    grown = issued.read()
    [revision] = issued.revisions.all()
    assert grown.startswith(signed) and revision.kind == PaperRevision.Kind.TIMESTAMPED
    row = issued.preservation
    assert row.stamped_by == revision.signer_name == "Dịch vụ dấu thời gian thử nghiệm"
    assert row.stamped_until.year > timezone.now().year + 3 and row.tries == 1 and not row.error
    verdict = verify(grown, trust=our_trust())
    assert verdict.verdict == "valid", verdict.to_json()
    person, stamp = verdict.signatures
    assert stamp.field == "thoi-gian-1" and abs(stamp.moment - row.stamped_at) < 2 * SECOND
    assert any("chứng minh chữ ký đã có trước" in reason for reason in person.reasons)
    (tmp_path / "a.pdf").write_bytes(grown)
    told = subprocess.run(["pdfsig", "-nocert", tmp_path / "a.pdf"], capture_output=True, text=True, check=False).stdout
    first, stamp = told.split("Signature #1:")[1].split("Signature #2:")  # between them, the seal that is not there yet
    assert "Signature is Valid" in first and "ETSI.CAdES.detached" in first
    assert "thoi-gian-1" in stamp and "Total document signed" in stamp


def test_nobody_waits_and_nobody_is_asked_without_a_server(decide, loopback):
    before = loopback.asked()
    issued = decide()
    assert not Job.objects.filter(kind=JOB).exists() and issued.preservation.done_at is None
    assert look_after() == "Chưa khai báo máy chủ cấp dấu thời gian hay nguồn thu hồi nào: không có gì để làm."
    work()
    assert loopback.asked() == before and not issued.revisions.exists()
    assert verify_here(issued.read()).verdict == "valid"


def test_a_server_named_later_stamps_what_was_signed_before(decide, server):
    issued = decide()
    server()
    look_after()
    work()
    assert issued.revisions.get().kind == PaperRevision.Kind.TIMESTAMPED


def test_papers_of_the_past_are_spread_over_the_day(decide, server, settings):
    issued = decide()
    server()
    settings.TIMESTAMP_PAUSE = 3600
    Preservation.objects.all().delete()
    look_after()
    job = the_job()
    assert job.payload == {"paper": issued.pk, "turn": 1} and job.due_at <= timezone.now()
    slots = _slots()
    assert len(slots) == 16 and (slots[0] - slots[-1]).total_seconds() == 15 * 3600


REFUSALS = [
    ("rubbish", "trả lời không phải là dấu thời gian"),
    ("cut", "trả lời không phải là dấu thời gian"),
    ("nowhere", "trả lời mã lỗi HTTP 503"),
    ("moved", "trả lời mã lỗi HTTP 302"),
    ("long", "trả lời quá dài"),
    ("refuse", "từ chối cấp dấu thời gian (het han muc)"),
    ("replayed", "dấu thời gian không dùng được: Tệp đã bị thay đổi sau khi ký."),
    ("other-tsa", "dấu thời gian không dùng được: Chứng thư số của người ký không thuộc tổ chức chứng thực"),
]


@pytest.mark.parametrize(("what", "words"), REFUSALS, ids=[what for what, _words in REFUSALS])
def test_a_bad_answer_leaves_the_paper_as_it_was_and_says_why(decide, server, what, words):
    server(what)
    issued = decide()
    signed = issued.read()
    work()
    row = issued.preservation
    assert row.error.startswith(f"Máy {what}: {words}"), row.error
    assert issued.read() == signed and row.tries == 1 and row.done_at is None
    job = the_job()
    assert job.state == Job.State.WAITING and job.error == row.error and job.due_at > timezone.now() + 20 * SECOND


def test_a_server_that_drips_is_cut_off_in_time(decide, server):
    server("drip", seconds=1)
    issued = decide()
    work()
    assert issued.preservation.error == "Máy drip: không trả lời trong 1 giây."


def test_a_server_that_is_down_is_tried_again_until_it_is_up(decide, server, loopback):
    down = server("down", url=f"http://127.0.0.1:{free_port()}/tsa")
    issued = decide()
    work()
    assert issued.preservation.error == "Máy down: không kết nối được: máy từ chối."
    work()
    assert issued.preservation.tries == 1, "the pause is kept"
    down.url = loopback.url()
    down.save()
    due_again()
    work()
    row = Preservation.objects.get()
    assert row.done_at and row.tries == 2 and not row.error and the_job().state == Job.State.DONE
    assert issued.revisions.count() == 1


def test_the_next_server_is_asked_when_the_first_fails_and_what_each_said_is_kept(decide, server):
    server("rubbish", place=1)
    server("tsa", place=2)
    issued = decide()
    work()
    assert issued.revisions.get().signer_name == "Dịch vụ dấu thời gian thử nghiệm"
    TimestampServer.objects.filter(place=2).update(url=f"http://127.0.0.1:{free_port()}/tsa")
    want_stamp(document=issued, reason=Preservation.Reason.RENEWAL)
    work()
    assert Preservation.objects.get().error == (
        "Máy rubbish: trả lời không phải là dấu thời gian; Máy tsa: không kết nối được: máy từ chối."
    )


def test_a_server_out_of_use_is_not_asked(decide, server, loopback):
    server(active=False)
    before = loopback.asked()
    decide()
    work()
    assert loopback.asked() == before


def test_a_stamp_of_another_root_than_the_server_is_known_for_is_refused(decide, server, binh):
    binh.is_staff = True
    root = trust_certificate(pem=pem_of(authority("other").root), for_people=False, for_stamps=True, by=binh)
    server(root=root)
    issued = decide()
    work()
    assert "không thuộc tổ chức chứng thực được tin cậy" in issued.preservation.error


def test_after_eight_attempts_it_waits_for_the_next_day(decide, server, loopback):
    one = server("rubbish")
    issued = decide()
    for _attempt in range(8):
        due_again()
        work()
    assert the_job().state == Job.State.FAILED and issued.preservation.tries == 8
    one.url = loopback.url()
    one.save()
    look_after()
    work()
    assert issued.revisions.count() == 1


def test_the_seal_after_the_stamp_gets_a_stamp_of_its_own(decide, server, person, ministry):
    lan = person("lan", "Trần Thị Lan", ministry, Role.CLERK, title="Văn thư")
    server()
    issued = decide()
    signed = issued.read()
    work()
    register_seal(organisation=ministry, by=lan, pkcs12=packed_key(ministry.name), passphrase=PASSPHRASE)
    seal_paper(document=issued, by=lan, passphrase=PASSPHRASE)
    sealed = issued.read()
    work()
    assert [row.kind for row in issued.revisions.all()] == ["timestamped", "sealed", "timestamped"]
    verdict = verify_here(issued.read())
    assert verdict.registered and verdict.verdict == "valid", verdict.to_json()
    assert [signature.field for signature in verdict.signatures] == ["ky-1", "thoi-gian-1", "dau-1", "thoi-gian-2"]
    for without_seal in (signed, issued.revisions.first().read()):
        verdict = verify_here(without_seal)
        assert (verdict.verdict, verdict.headline, verdict.registered) == ("indeterminate", "earlier", False)
        assert "bản mới nhất có thêm: " in verdict.reasons[0] and "con dấu của cơ quan" in verdict.reasons[0]
    verdict = verify_here(sealed)
    assert (verdict.verdict, verdict.headline, verdict.registered) == ("valid", "earlier", False)


def test_a_copy_taken_before_the_stamp_is_valid_and_not_the_newest(decide, server):
    server()
    issued = decide()
    copy = issued.read()
    work()
    verdict = verify_here(copy)
    assert (verdict.verdict, verdict.headline, verdict.registered) == ("valid", "earlier", False)
    assert "trước khi bổ sung dấu thời gian" in verdict.reasons[0]


def test_of_two_workers_on_one_paper_only_the_first_keeps_its_stamp(decide, server):
    server()
    issued = decide()
    turn = issued.preservation.turn
    slow = Preservation.objects.get()
    preserve(paper=issued.pk, turn=turn)
    assert preserving._hold(slow) is None
    assert preserve(paper=issued.pk, turn=turn).startswith("Không còn việc gì")
    assert issued.revisions.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_between_the_answer_and_the_keeping_loses_nothing_and_doubles_nothing(
    decide, server, loopback, settings
):
    """A real process holds the job and has its answer on the way when it is killed; another takes over."""
    server("hold")
    issued = decide()
    environment = {**os.environ, "DATABASE_URL": f"sqlite:///{connection.settings_dict['NAME']}"} | {
        "DJANGO_SETTINGS_MODULE": "config.settings_test", "TEST_VAR_DIR": os.environ["VAR_DIR"],
        "TRUST_DIR": str(settings.TRUST_DIR),
    }  # fmt: skip
    code = "import django; django.setup(); from systems.jobs.working import work; work()"
    worker = subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, env=environment)
    wait_until(lambda: (loopback.folder / "holding").exists() or worker.poll() is not None, "the server was asked")
    assert worker.poll() is None
    worker.kill()
    worker.wait()
    (loopback.folder / "go").write_text("")
    job = the_job()
    assert job.state == Job.State.RUNNING and not issued.revisions.exists() and issued.preservation.tries == 1
    Job.objects.filter(pk=job.pk).update(lease_until=timezone.now() - SECOND)
    work()
    assert the_job().state == Job.State.DONE and Preservation.objects.get().tries == 2
    assert issued.revisions.count() == 1 and verify_here(issued.read()).verdict == "valid"
