"""The pages of a joint filing: choosing among drafts, what does not fit and why, and where the steps are taken."""

import datetime

import pytest
from django.urls import reverse

from classification.models import Dossier
from classification.workflow import State
from systems.services import register_system
from tests.conftest import TODAY
from tests.rounds import fresh

pytestmark = pytest.mark.django_db


@pytest.fixture
def drafts(dossier_in, ministry, registry, it_centre, hung):
    """Three drafts of the registry, of levels 2, 1 and 3: vehicles, fees, certificates."""
    ministry.refresh_from_db()
    found = [dossier_in(State.DRAFT, level=2, round=0)]
    for code, name, level in (("BGTVT-027", "Thu phí kiểm định", 1), ("BGTVT-028", "Cấp chứng nhận", 3)):
        system = register_system(
            by=hung, on=TODAY, code=code, name=name, owner=ministry, operator=registry, facts={},
            operation_from=datetime.date(2019, 1, 1),
        )  # fmt: skip
        found.append(dossier_in(State.DRAFT, level=level, round=0, system=system))
    return found


@pytest.fixture
def filed(drafts):
    """The first two filed together."""
    Dossier.objects.filter(pk=drafts[1].pk).update(lead=drafts[0])
    return fresh(drafts[0]), fresh(drafts[1])


def page(client, name, dossier) -> str:
    return client.get(reverse(f"classification:{name}", args=[dossier.pk])).content.decode()


def send(client, name, dossier, **data):
    return client.post(reverse(f"classification:{name}", args=[dossier.pk]), data)


def test_hung_ticks_a_draft_that_fits_and_reads_why_the_other_does_not(client, hung, drafts):
    client.force_login(hung)
    lead, fees, certificates = drafts
    assert "Lập hồ sơ chung" in page(client, "dossier", lead)
    shown = page(client, "joint", lead)
    assert f'value="{fees.pk}"' in shown and f'value="{certificates.pk}"' not in shown
    assert "hồ sơ đại diện theo thủ tục của cấp\N{NO-BREAK SPACE}độ\N{NO-BREAK SPACE}1-2." in shown
    answer = send(client, "joint", lead, seen=lead.version, dossiers=[fees.pk])
    assert answer.url == reverse("classification:joint", args=[lead.pk])
    shown = page(client, "joint", lead)
    assert "Hồ sơ chung gồm 2 hệ thống" in shown and "Giải thể hồ sơ chung" in shown
    overview = page(client, "dossier", fees)
    assert "trên hồ sơ của Hệ thống quản lý kiểm định xe cơ giới" in overview and "Mở hồ sơ đại diện" in overview
    assert "Mỗi bước ở đây chuyển mọi hệ thống" in page(client, "dossier", lead)


def test_nothing_ticked_a_strange_tick_and_an_old_page_are_refused_in_words(client, hung, drafts, person, registry):
    client.force_login(hung)
    lead, fees, certificates = drafts
    nothing = send(client, "joint", lead, seen=lead.version)
    assert nothing.status_code == 422 and "Chọn ít nhất một hồ sơ" in nothing.content.decode()
    strange = send(client, "joint", lead, seen=lead.version, dossiers=[lead.pk])
    assert strange.status_code == 422 and "không còn ghép được" in strange.content.decode()
    unfit = send(client, "joint", lead, seen=lead.version, dossiers=[certificates.pk])
    assert unfit.status_code == 422 and "Cấp chứng nhận: Theo thủ tục của cấp độ 3" in unfit.content.decode()
    stale = send(client, "joint", lead, seen=lead.version - 1, dossiers=[fees.pk])
    assert stale.status_code == 409 and not fresh(lead).is_joint


def test_taking_one_out_and_dissolving(client, hung, filed, drafts):
    client.force_login(hung)
    lead, fees = filed
    assert send(client, "joint_leave", lead).status_code == 422
    assert send(client, "joint_leave", fees).status_code == 302
    assert not fresh(lead).is_joint
    Dossier.objects.filter(pk=fees.pk).update(lead=lead)
    assert send(client, "joint_dissolve", lead).status_code == 302
    assert not fresh(lead).is_joint


def test_an_auditor_reads_the_filing_and_changes_nothing(client, an, trang, filed):
    lead, fees = filed
    for somebody in (an, trang):
        client.force_login(somebody)
        shown = page(client, "joint", lead)
        assert "Thu phí kiểm định" in shown and "Tách ra" not in shown and 'name="dossiers"' not in shown
        assert send(client, "joint_leave", fees).status_code == 403
        assert send(client, "joint_dissolve", lead).status_code == 403
    assert fresh(lead).is_joint


def test_under_decree_85_the_page_says_which_decree_allows_it(client, hung, drafts):
    client.force_login(hung)
    lead = drafts[0]
    Dossier.objects.update(regime="nd85-2016")
    shown = page(client, "joint", lead)
    assert "NĐ 85/2016 không quy định hồ sơ chung cho nhiều hệ thống." in shown and 'name="dossiers"' not in shown


def test_a_button_pressed_on_a_member_is_refused_with_the_place_where_it_is(client, hung, filed):
    client.force_login(hung)
    _lead, fees = filed
    answer = client.post(reverse("classification:step", args=[fees.pk, "withdraw"]), {"note": "Thôi.", "seen": ""})
    assert answer.status_code == 422
    assert "bước này làm một lần cho cả hồ sơ chung" in answer.content.decode()
    assert fresh(fees).state == State.DRAFT


def test_the_page_of_obstacles_says_what_holds_back_which_system_and_links_there(client, hung, filed):
    client.force_login(hung)
    lead, fees = filed
    shown = client.get(reverse("documents:why", args=[lead.pk, "submit"])).content.decode()
    assert "Thu phí kiểm định: Hồ sơ còn thiếu:" in shown
    assert reverse("classification:part", args=[fees.pk, "scope"]) in shown
    led = client.get(reverse("documents:why", args=[fees.pk, "submit"])).content.decode()
    assert "bước này làm một lần" in led and reverse("classification:dossier", args=[lead.pk]) in led
    later = client.get(reverse("documents:why", args=[fees.pk, "deploy"])).content.decode()
    assert "bước này làm một lần" not in later


def test_a_document_from_outside_is_recorded_on_the_lead(client, trang, filed):
    client.force_login(trang)
    lead, fees = filed
    Dossier.objects.filter(pk__in=[lead.pk, fees.pk]).update(state=State.FORWARDED, level=4, sphere="general")
    answer = client.get(reverse("classification:incoming", args=[fees.pk]))
    assert answer.url == reverse("classification:dossier", args=[lead.pk])
    assert client.get(reverse("classification:incoming", args=[lead.pk])).status_code == 200


def test_my_work_shows_one_errand_and_lists_say_what_stands_for_what(client, hung, filed):
    client.force_login(hung)
    shown = client.get(reverse("classification:my_work")).content.decode()
    assert "Hồ sơ chung gồm 2 hệ thống." in shown
    assert shown.count("Hoàn thiện hồ sơ: Thu phí kiểm định") == 0
    listed = client.get(reverse("classification:dossiers")).content.decode()
    assert "đại diện hồ sơ chung gồm 2 hệ thống" in listed
    assert "trong hồ sơ chung do Hệ thống quản lý kiểm định xe cơ giới đại diện" in listed


def test_after_the_decision_the_page_names_those_decided_with_it(client, hung, filed):
    client.force_login(hung)
    lead, fees = filed
    Dossier.objects.update(state=State.APPROVED, decision_number="7/QĐ-CNTT", decision_on=TODAY, level=2)
    Dossier.objects.exclude(pk__in=[lead.pk, fees.pk]).update(decision_number="8/QĐ-CNTT")
    shown = page(client, "dossier", fees)
    assert "cùng Quyết định số 7/QĐ-CNTT" in shown and "Hệ thống quản lý kiểm định xe cơ giới</a>" in shown


def test_choosing_takes_as_many_statements_however_many_drafts_there_are(
    client, hung, drafts, dossier_in, ministry, registry, django_assert_max_num_queries
):
    client.force_login(hung)
    url = reverse("classification:joint", args=[drafts[0].pk])
    with django_assert_max_num_queries(25) as few:
        client.get(url)
    for number in range(5):
        system = register_system(
            by=hung, on=TODAY, code=f"BGTVT-09{number}", name=f"Hệ thống {number}", owner=ministry, operator=registry,
            facts={}, operation_from=datetime.date(2019, 1, 1),
        )  # fmt: skip
        dossier_in(State.DRAFT, level=1, round=0, system=system)
    with django_assert_max_num_queries(len(few)):
        client.get(url)
