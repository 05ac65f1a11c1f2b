"""Dấu thời gian đang chờ: who sees which papers, what the page says of each, and who may have it tried again."""

import pytest
from django.urls import reverse
from django.utils import timezone

from classification.workflow import State
from documents.models import IssuedDocument, Preservation, TimestampServer
from systems.jobs.working import work
from systems.models import Job, LedgerEntry
from systems.roles import Role
from tests.workshop import free_port

pytestmark = pytest.mark.django_db
PAGE = reverse("documents:stamps")


@pytest.fixture
def issued(dossier_in, complete, ha, sign_step):
    """The decision that Hà signed, while the server is down."""
    TimestampServer.objects.create(name="VGCA", url=f"http://127.0.0.1:{free_port()}/", seconds=5)
    sign_step(complete(dossier_in(State.AWAITING_APPROVAL)), "approve", ha)
    return IssuedDocument.objects.get()


def again(issued) -> str:
    return reverse("documents:stamp_again", args=[issued.pk])


def test_the_page_says_since_when_how_often_and_why(client, issued, hung):
    client.force_login(hung)
    page = client.get(PAGE).text
    assert issued.number in page and "Chờ đến lượt." in page and "Mới ký" in page
    work()
    page = client.get(PAGE).text
    assert "VGCA: không kết nối được: máy từ chối." in page and "Hỏi lại lúc" in page and "lần cuối" in page


def test_the_failed_one_says_that_tomorrow_it_is_tried_again(client, issued, hung):
    Job.objects.filter(kind="papers.preserve").update(state=Job.State.FAILED, error="x")
    client.force_login(hung)
    assert "Đã hỏi đủ số lần của hôm nay; ngày mai hỏi tiếp." in client.get(PAGE).text


def test_again_at_once_for_who_acts_for_the_system(client, issued, hung):
    work()
    assert Job.objects.get(kind="papers.preserve").due_at > timezone.now()
    client.force_login(hung)
    answer = client.post(again(issued), follow=True)
    assert "Đã xếp lại; máy chủ được hỏi ngay khi đến lượt." in answer.text
    assert Job.objects.get(kind="papers.preserve").due_at <= timezone.now()
    assert LedgerEntry.objects.get(verb="stamp_again").by == hung
    work()
    assert Preservation.objects.get().tries == 2


def test_again_after_the_last_attempt_begins_anew(client, issued, hung):
    Job.objects.filter(kind="papers.preserve").update(state=Job.State.FAILED, attempts=8)
    client.force_login(hung)
    client.post(again(issued))
    job = Job.objects.get(kind="papers.preserve")
    assert (job.state, job.attempts) == (Job.State.WAITING, 0)


def test_a_stamped_paper_needs_nothing_more(client, issued, hung):
    Preservation.objects.update(done_at=timezone.now())
    client.force_login(hung)
    assert "Không có văn bản nào đang chờ dấu thời gian." in client.get(PAGE).text
    assert "không phải làm lại" in client.post(again(issued), follow=True).text


def test_an_auditor_sees_it_and_changes_nothing(client, issued, an):
    client.force_login(an)
    page = client.get(PAGE).text
    assert issued.number in page and "Làm lại<span" not in page
    assert client.post(again(issued)).status_code == 403


def test_a_stranger_sees_no_paper(client, issued, la):
    client.force_login(la)
    assert issued.number not in client.get(PAGE).text
    assert client.post(again(issued)).status_code == 404


def test_an_administrator_looks_after_the_queue_of_their_units_without_reading_papers(
    client, issued, binh, person, unit
):
    binh.is_staff = True
    binh.save()
    client.force_login(binh)
    page = client.get(PAGE).text
    assert issued.number in page and issued.title not in page
    assert client.post(again(issued)).status_code == 302
    other = person("cuc", "Đỗ Quản Trị", unit("CHHVN", "Cục Hàng hải Việt Nam"), Role.ADMINISTRATOR, is_staff=True)
    client.force_login(other)
    assert issued.number not in client.get(PAGE).text
    assert client.post(again(issued)).status_code == 404


def test_without_a_server_one_sentence_says_what_that_means(client, issued, hung):
    TimestampServer.objects.update(active=False)
    client.force_login(hung)
    page = client.get(PAGE).text
    assert "Chưa khai báo máy chủ cấp dấu thời gian nào" in page and "Làm lại<span" not in page


@pytest.mark.parametrize("url", ["ftp://tsa.ca.gov.vn/", "file:///etc/passwd", "tsa.ca.gov.vn"])
def test_the_administration_takes_web_addresses_alone(client, binh, url):
    client.force_login(staff(binh))
    answer = client.post(
        reverse("admin:documents_timestampserver_add"), {"name": "A", "url": url, "place": 1, "seconds": 9}
    )
    assert answer.status_code == 200 and not TimestampServer.objects.exists()


def test_an_administrator_of_the_top_names_a_server(client, binh):
    client.force_login(staff(binh))
    values = {"name": "VGCA", "url": "http://tsa.ca.gov.vn/", "place": 1, "seconds": 180, "active": "on"}
    assert client.post(reverse("admin:documents_timestampserver_add"), values).status_code == 302
    assert TimestampServer.objects.get().url == "http://tsa.ca.gov.vn/"
    assert LedgerEntry.objects.get(verb="add_asked").by == binh


def test_the_seconds_have_limits_on_both_sides(client, binh):
    client.force_login(staff(binh))
    address = reverse("admin:documents_timestampserver_add")
    for seconds, code in ((0, 200), (301, 200), (1, 302), (300, 302)):
        values = {"name": f"A{seconds}", "url": "https://a.vn/", "place": 1, "seconds": seconds, "active": "on"}
        assert client.post(address, values).status_code == code, seconds


def test_an_administrator_of_a_part_names_none(client, person, unit):
    other = person("cuc", "Đỗ Quản Trị", unit("CHHVN", "Cục Hàng hải Việt Nam"), Role.ADMINISTRATOR, is_staff=True)
    client.force_login(other)
    for name in ("timestampserver", "revocationhost"):
        assert client.get(reverse(f"admin:documents_{name}_add")).status_code == 403


def staff(user):
    user.is_staff = True
    user.save()
    return user
