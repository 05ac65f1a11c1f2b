"""Sphere, criteria of Điều 16 and the Prime Minister's list: who may say what, and which way a dossier then goes."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from classification.errors import OutOfDate, StepRefused
from classification.models import Dossier, LegalWording
from classification.regimes import ND85_2016, ND331_2026
from classification.route import CRITERIA, criteria_met, criteria_open, route_level
from classification.services import open_dossier, record_list_decision, write_route
from classification.way import options, stations
from classification.workflow import STEPS, State
from tests.conftest import TODAY
from tests.letters import letter

pytestmark = pytest.mark.django_db
NO = {one.code: "no" for one in CRITERIA}


@pytest.fixture(autouse=True)
def today(freeze_today):
    freeze_today(TODAY)


@pytest.mark.parametrize(
    ("level", "on_list", "way"),
    [(None, True, None), (2, True, 2), (3, False, 3), (3, True, 5), (4, True, 5), (4, False, 4), (5, False, 5)],
)
def test_the_list_leads_levels_3_and_4_the_way_of_level_5(level, on_list, way):
    assert route_level(ND331_2026, level, on_list) == way
    assert route_level(ND85_2016, level, on_list) == level


@pytest.mark.parametrize(
    ("answers", "met"),
    [
        ({}, []),
        ({"ND331-16.1": "yes"}, ["ND331-16.1"]),
        ({"ND331-16.3": "yes"}, []),
        ({"ND331-16.3.c": "yes"}, []),
        ({"ND331-16.3": "no", "ND331-16.3.c": "yes"}, []),
        ({"ND331-16.3": "yes", "ND331-16.3.c": "yes", "ND331-16.3.d": "no"}, ["ND331-16.3.c"]),
    ],
)
def test_a_consequence_counts_only_within_the_fields_of_clause_3(answers, met):
    assert [one.code for one in criteria_met({code: {"answer": given} for code, given in answers.items()})] == met


def test_outside_the_fields_the_consequences_need_no_answer():
    asked = {"ND331-16.1": {"answer": "no"}, "ND331-16.2": {"answer": "no"}}
    assert len(criteria_open(asked)) == 8
    assert criteria_open(asked | {"ND331-16.3": {"answer": "no"}}) == []
    assert len(criteria_open(asked | {"ND331-16.3": {"answer": "yes"}})) == 7


def test_hung_says_whose_system_it_is_and_the_words_he_was_asked_in_are_kept(dossier_in, hung, binh):
    LegalWording.objects.create(
        regime="nd331-2026", subject="criterion", code="ND331-16.1", words="Lời văn theo Công báo.", since=TODAY,
        source="Công báo 1/2026",
    )  # fmt: skip
    dossier = write_route(dossier=dossier_in(level=4), sphere="cipher", answers=NO, reason="Đánh giá rủi ro.", by=hung)
    dossier.refresh_from_db()
    assert (dossier.sphere, dossier.outside_appraiser) == ("cipher", "Ban Cơ yếu Chính phủ")
    assert dossier.critical_answers["ND331-16.1"] == {"answer": "no", "wording": "Lời văn theo Công báo."}
    assert (dossier.critical_reason, len(dossier.critical_answers)) == ("Đánh giá rủi ro.", 10)


@pytest.mark.parametrize("name", ["trang", "ha", "an", "binh"])
def test_only_the_operator_says_it(dossier_in, request, name):
    with pytest.raises(PermissionDenied):
        write_route(dossier=dossier_in(level=4), sphere="general", answers={}, by=request.getfixturevalue(name))


def test_what_was_handed_in_is_not_changed(dossier_in, hung):
    with pytest.raises(StepRefused, match="không sửa được"):
        write_route(dossier=dossier_in(State.FORWARDED, level=4), sphere="general", answers={}, by=hung)


def test_an_unknown_sphere_and_a_stale_page_are_refused(dossier_in, hung):
    dossier = dossier_in(level=4)
    with pytest.raises(ValidationError):
        write_route(dossier=dossier, sphere="space", answers={}, by=hung)
    with pytest.raises(OutOfDate):
        write_route(dossier=dossier, sphere="general", answers={}, by=hung, seen=7)


@pytest.mark.parametrize(
    ("level", "regime", "said", "open_questions"),
    [
        (3, "nd331-2026", {}, 0), (4, "nd331-2026", {}, 2), (4, "nd331-2026", {"sphere": "general"}, 1),
        (4, "nd85-2016", {}, 1), (5, "nd331-2026", {}, 1), (5, "nd331-2026", {"sphere": "general"}, 0),
    ],
)  # fmt: skip
def test_what_must_be_said_before_levels_4_and_5_go_out(dossier_in, level, regime, said, open_questions):
    dossier = dossier_in(level=level, regime=regime, **said)
    assert len(dossier.route_questions_open) == open_questions
    held = [reason for reason in STEPS["submit"].obstacles(dossier) if "cơ quan thẩm định" in reason]
    assert bool(held) is bool(open_questions)


# ------------------------------------------------------------------ the list
def the_list(**changes):
    return letter("12/QĐ-TTg", body="Thủ tướng Chính phủ", **changes)


def test_a_listed_level_3_dossier_shows_the_long_way_and_says_why(client, dossier_in, trang, hung):
    dossier = record_list_decision(dossier=dossier_in(level=3), verdict="listed", letter=the_list(), by=trang)
    assert (dossier.on_list, dossier.route_level, dossier.level) == (True, 5, 3)
    assert [station.name for station in stations(dossier, [])][2:4] == ["Ý kiến chuyên môn", "Gửi cơ quan thẩm định"]
    ahead, _aside = options(dossier, hung)
    assert "Mẫu số 03" in str(ahead.papers)
    client.force_login(hung)
    page = client.get(reverse("classification:dossier", args=[dossier.pk])).content.decode()
    assert "nên đi theo thủ tục của cấp độ 5" in page and "12/QĐ-TTg" in page


def test_the_task_lists_follow_the_way_not_the_level(dossier_in, trang, ha, hung):
    dossier = dossier_in(State.SUBMITTED, level=3, on_list=True)
    assert Dossier.objects.waiting_for(trang).get() == dossier
    Dossier.objects.filter(pk=dossier.pk).update(state=State.OPINION_GIVEN)
    assert [list(Dossier.objects.waiting_for(who)) for who in (trang, ha, hung)] == [[], [dossier], []]
    Dossier.objects.filter(pk=dossier.pk).update(on_list=False)
    assert not Dossier.objects.waiting_for(ha).exists()


@pytest.mark.parametrize(
    ("state", "level", "regime", "words"),
    [
        (State.DRAFT, 2, "nd331-2026", "từ cấp độ 3 trở lên"),
        (State.UNDER_APPRAISAL, 3, "nd331-2026", "trả lại để hoàn thiện"),
        (State.DRAFT, 4, "nd85-2016", "chỉ lập Danh mục cho hệ thống cấp độ 5"),
        (State.APPROVED, 4, "nd331-2026", "lập hồ sơ xác định lại"),
        (State.REFUSED, 5, "nd331-2026", "lập hồ sơ xác định lại"),
    ],
)
def test_a_list_decision_that_could_not_change_the_way_is_refused(dossier_in, trang, state, level, regime, words):
    dossier = dossier_in(state, level=level, regime=regime)
    with pytest.raises(StepRefused, match=words):
        record_list_decision(dossier=dossier, verdict="listed", letter=the_list(), by=trang)
    dossier.refresh_from_db()
    assert not dossier.on_list and not dossier.incoming.exists() and not dossier.attachments.exists()


@pytest.mark.parametrize(
    ("state", "level", "regime"),
    [
        (State.RETURNED, 3, "nd331-2026"), (State.UNDER_APPRAISAL, 4, "nd331-2026"),
        (State.AWAITING_APPROVAL, 5, "nd331-2026"), (State.AWAITING_APPROVAL, 5, "nd85-2016"),
    ],
)  # fmt: skip
def test_a_list_decision_is_recorded_while_it_still_decides(dossier_in, trang, state, level, regime):
    dossier = dossier_in(state, level=level, regime=regime)
    moved = record_list_decision(dossier=dossier, verdict="listed", letter=the_list(), by=trang)
    assert (moved.route_level, moved.state, moved.version) == (5, state, dossier.version + 1)
    back = record_list_decision(dossier=moved, verdict="unlisted", letter=letter("13/QĐ-TTg"), by=trang)
    assert not back.on_list


@pytest.mark.parametrize("name", ["hung", "ha", "an", "binh"])
def test_only_the_security_unit_records_the_list_decision(dossier_in, request, name):
    with pytest.raises(PermissionDenied):
        record_list_decision(
            dossier=dossier_in(level=5), verdict="listed", letter=the_list(), by=request.getfixturevalue(name)
        )


def test_the_next_dossier_of_a_listed_system_begins_on_the_list(dossier_in, trang, hung, system):
    record_list_decision(dossier=dossier_in(level=3), verdict="listed", letter=the_list(), by=trang)
    Dossier.objects.filter(system=system).update(state=State.WITHDRAWN)
    newer = open_dossier(system=system, by=hung, today=TODAY)
    assert newer.on_list and newer.list_decision.number == "12/QĐ-TTg"


# ------------------------------------------------------------------ pages
def test_hung_answers_on_the_page_and_others_read(client, dossier_in, hung, trang, an):
    dossier = dossier_in(level=4)
    address = reverse("classification:route", args=[dossier.pk])
    client.force_login(hung)
    page = client.get(address).content.decode()
    assert "Ban Cơ yếu Chính phủ thẩm định (Điều 18 khoản 3 điểm c" in page and "đời sống con người" in page
    given = {"seen": dossier.version, "sphere": "defence", "c0": "yes"} | {f"c{n}": "no" for n in range(1, 10)}
    assert client.post(address, given).status_code == 302
    dossier.refresh_from_db()
    assert dossier.outside_appraiser == "Bộ Quốc phòng" and [one.code for one in dossier.criteria_met] == ["ND331-16.1"]
    stale = client.post(address, given)
    assert stale.status_code == 409 and "Người khác vừa sửa" in stale.content.decode()
    client.force_login(an)
    read = client.get(address).content.decode()
    assert "Hệ thống thông tin quân sự" in read and "<button" not in read.split('id="noi-dung"')[-1].split("</main>")[0]
    assert client.post(address, given).status_code == 403


def test_a_level_2_dossier_has_no_such_page(client, dossier_in, hung):
    client.force_login(hung)
    assert client.get(reverse("classification:route", args=[dossier_in(level=2).pk])).status_code == 404


def test_trang_records_the_list_decision_on_its_page(client, dossier_in, trang, hung):
    from django.core.files.uploadedfile import SimpleUploadedFile

    dossier = dossier_in(State.AWAITING_APPROVAL, level=5, sphere="general")
    address = reverse("classification:list_decision", args=[dossier.pk])
    client.force_login(trang)
    assert "Danh mục hệ thống thông tin quan trọng về an ninh quốc gia" in client.get(address).content.decode()
    given = {
        "seen": dossier.version, "verdict": "listed", "number": "12/QĐ-TTg", "issued_on": "20/11/2026",
        "body": "Thủ tướng Chính phủ", "no_secret": "on", "scan": SimpleUploadedFile("qd.pdf", letter().content),
    }  # fmt: skip
    assert client.post(address, given).status_code == 302
    assert Dossier.objects.get(pk=dossier.pk).on_list
    client.force_login(hung)
    assert client.get(address).status_code == 403


def test_an_administrator_corrects_the_wording_and_it_is_shown_with_its_source(client, hung, dossier_in):
    corrected = LegalWording(
        regime="nd331-2026", subject="criterion", code="ND331-16.2", words="Công trình viễn thông (bản Công báo).",
        since=TODAY, source="Công báo số 1",
    )  # fmt: skip
    corrected.full_clean()
    corrected.save()
    client.force_login(hung)
    page = client.get(reverse("classification:route", args=[dossier_in(level=4).pk])).content.decode()
    assert "Công trình viễn thông (bản Công báo)." in page and "Công báo số 1" in page
