"""Tiến độ shows the honest figure, the way to the target, and only units the reader may see."""

import datetime
import io

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from classification.chart import draw
from classification.models import Dossier, DossierPart, PlanItem, Standing
from classification.progress_report import tops_of
from systems.authority import appoint
from systems.history import state_fact
from systems.roles import Role
from systems.services import register_system

ADDRESS = reverse("classification:progress")
NEW_YEAR, MARCH = datetime.date(2026, 1, 1), datetime.date(2026, 3, 1)


@pytest.fixture
def systems(ministry, registry, unit, it_centre, people):
    """Three systems of the registry, one of them protected since March, and one of another unit."""
    maritime = unit("HHVN", "Cục Hàng hải Việt Nam")
    ministry.refresh_from_db()
    made = [
        register_system(
            by=people[Role.ADMINISTRATOR], on=NEW_YEAR, code=f"S{number}", name=f"Hệ thống số {number}",
            owner=ministry, operator=maritime if number == 3 else registry, operation_from=NEW_YEAR,
        )
        for number in range(4)
    ]  # fmt: skip
    dossier = walk(made[0], people, "protected")
    for kind in ("classified", "protected"):
        fact = Standing(system=made[0], dossier=dossier, kind=kind, level=2, holds_from=MARCH)
        state_fact(fact, about={"system": made[0], "kind": kind})
    return made


def walk(system, people, state, level=2, **extra):
    decided = {"decision_number": f"{system.pk}/QĐ", "decision_on": MARCH}
    dossier = Dossier(
        system=system,
        state=state,
        level=level,
        regime="nd331-2026",
        opened_by=people[Role.OPERATOR],
        **decided,
        **extra,
    )
    dossier.save(force_insert=True)
    return dossier


def page(client, user, **query):
    client.force_login(user)
    return client.get(ADDRESS, query)


def words(answer) -> str:
    return " ".join(answer.content.decode().replace("\u00a0", " ").replace("&nbsp;", " ").split())


def test_the_minister_sees_one_honest_figure(client, ha, systems):
    text = words(page(client, ha))
    assert "25,0<span> %</span>" in text
    assert "<b>1 / 4</b> hệ thống được bảo vệ" in text
    assert "Còn <b>2 hệ thống</b> để đạt 70 % (3 hệ thống)." in text


def test_hung_sees_the_figure_of_his_own_unit(client, hung, systems):
    answer = page(client, hung)
    assert answer.context["report"].organisation.code == "ĐKVN"
    assert "<b>1 / 3</b>" in words(answer)


def test_hung_is_refused_the_unit_of_others_as_if_it_did_not_exist(client, hung, systems):
    assert page(client, hung, don_vi="HHVN").status_code == 404
    assert page(client, hung, don_vi="BGTVT").status_code == 404
    assert page(client, hung, don_vi="XYZ").status_code == 404
    assert page(client, hung, don_vi="a\x00b").status_code == 404


def test_a_person_of_two_units_sees_both_together_and_each_alone(client, hung, systems, unit):
    other = systems[3].operator
    appoint(user=hung, role=Role.AUDITOR, organisation=other)
    answer = page(client, hung)
    assert answer.context["report"].organisation is None
    assert "<b>1 / 4</b>" in words(answer)
    assert [unit.code for unit in answer.context["report"].units] == ["ĐKVN", "HHVN"]
    assert "<b>0 / 1</b>" in words(page(client, hung, don_vi="HHVN"))


def test_a_stranger_is_told_that_he_has_no_duties_yet(client, la, systems):
    answer = page(client, la)
    assert answer.status_code == 200
    assert "Bạn chưa được giao nhiệm vụ" in words(answer)
    assert "hệ thống được bảo vệ" not in words(answer)


def test_any_past_day_gives_what_was_true_then(client, ha, systems):
    assert "<b>0 / 4</b>" in words(page(client, ha, ngay="28/02/2026"))
    assert "<b>1 / 4</b>" in words(page(client, ha, ngay="2026-03-01"))
    assert "như thực tế ngày 28/02/2026" in words(page(client, ha, ngay="28/02/2026"))


def test_before_any_system_ran_the_page_says_so(client, ha, systems):
    assert "Chưa có hệ thống nào vận hành vào ngày này" in words(page(client, ha, ngay="31/12/2025"))


@pytest.mark.parametrize("day", ["31/02/2026", "hôm qua", "0001-01-01"])
def test_what_is_no_day_is_refused_and_stays_in_the_field(client, ha, systems, day):
    answer = page(client, ha, ngay=day)
    assert answer.status_code == 422
    assert f'value="{day}"' in words(answer)
    assert "hệ thống được bảo vệ" not in words(answer)


def test_a_day_that_has_not_come_is_refused_in_words(client, ha, systems):
    tomorrow = timezone.localdate() + datetime.timedelta(1)
    answer = page(client, ha, ngay=f"{tomorrow:%d/%m/%Y}")
    assert answer.status_code == 422
    assert "Chọn một ngày không sau hôm nay." in words(answer)


def test_the_shortest_way_names_the_nearest_first_and_what_each_lacks(client, ha, systems, people):
    deploying = walk(systems[1], people, "deploying")
    requirements = deploying.catalogue.requirements_for(2)
    for requirement in requirements[1:]:
        PlanItem.objects.create(dossier=deploying, code=requirement.code, status="met", updated_by=ha)
    waiting = walk(systems[2], people, "appraised", due_on=timezone.localdate(), due_unit="working")
    DossierPart.objects.create(dossier=waiting, key="regulation", content={}, updated_by=ha)
    way = page(client, ha).context["way"]
    assert [row["stage"].dossier.system.code for row in way] == ["S1", "S2"]
    assert way[0]["stage"].lacks == [f"1 yêu cầu chưa đạt: {requirements[0].group.title_vi}."]
    assert way[1]["stage"].lacks[:2] == [
        "Quyết định phê duyệt cấp độ.",
        "Quy chế chưa ban hành, nên chưa phê duyệt được.",
    ]
    assert [str(row["stage"].body) for row in way] == ["Cục Đăng kiểm Việt Nam", "Trung tâm Công nghệ thông tin"]
    assert [row["gives"] for row in way] == [500, 750]
    assert way[1]["days"] == 0


def test_the_way_of_a_system_being_classified_anew_is_told_by_the_dossier_in_force(client, ha, systems, people):
    walk(systems[1], people, "deploying")
    walk(systems[1], people, "draft")
    walk(systems[0], people, "draft")
    way = page(client, ha).context["way"]
    assert [(row["stage"].dossier.system.code, row["stage"].dossier.state) for row in way] == [("S1", "deploying")]


def test_an_administrator_sees_figures_but_no_dossiers(client, binh, systems, people):
    walk(systems[1], people, "deploying")
    answer = page(client, binh)
    assert "<b>1 / 4</b>" in words(answer)
    assert not answer.context.get("way")


def test_every_unit_and_level_has_its_own_numbers(client, ha, systems):
    report = page(client, ha).context["report"]
    assert [(unit.code, unit.count.protected, unit.count.total) for unit in report.units] == [
        ("ĐKVN", 1, 3),
        ("HHVN", 0, 1),
    ]
    assert {level: count.total for level, count in report.levels} == {5: 0, 4: 0, 3: 0, 2: 1, 1: 0, None: 3}


def test_what_a_unit_runs_itself_is_counted_beside_the_units_below_it(client, ha, systems, ministry, binh):
    register_system(
        by=binh, on=NEW_YEAR, code="M", name="Cổng", owner=ministry, operator=ministry, operation_from=MARCH
    )
    answer = page(client, ha)
    assert answer.context["report"].own.total == 1
    assert "Không thuộc đơn vị nào ở dưới" in words(answer)


def test_the_spreadsheet_holds_what_the_screen_shows_and_text_stays_text(client, ha, systems, registry):
    registry.name = "=1+1"
    registry.save()
    answer = page(client, ha, xuat="xlsx")
    book = load_workbook(io.BytesIO(answer.content))
    assert 'filename="tien-do-' in answer["Content-Disposition"]
    summary = {row[0].value: row[1].value for row in book["Tổng hợp"].iter_rows(min_row=2)}
    assert (summary["Được bảo vệ"], summary["Hệ thống đang vận hành"]) == (1, 4)
    assert summary["Tỷ lệ (làm tròn xuống)"].replace("\u00a0", " ") == "25,0 %"
    name = book["Theo đơn vị"]["B2"]
    assert (name.value, name.data_type) == ("=1+1", "s")


def test_the_page_takes_the_same_number_of_statements_however_many_systems(
    client, ha, systems, people, django_assert_max_num_queries
):
    for system in systems[1:]:
        walk(system, people, "deploying")
    page(client, ha)
    with django_assert_max_num_queries(24) as few:
        page(client, ha)
    for number in range(20):
        made = register_system(
            by=people[Role.ADMINISTRATOR], on=NEW_YEAR, code=f"T{number}", name=f"Hệ thống {number}",
            owner=systems[0].owner, operator=systems[number % 4].operator, operation_from=NEW_YEAR,
        )  # fmt: skip
        walk(made, people, "approved")
    with django_assert_max_num_queries(len(few)):
        assert len(page(client, ha).context["way"]) == 6


def test_tops_are_the_places_under_no_other():
    assert tops_of(["0001", "00010001", "0002", "00030001", "000300010001"]) == ("0001", "0002", "00030001")


def test_a_chart_of_nothing_can_be_drawn():
    day = datetime.date(2026, 1, 1)
    chart = draw([(day, 0), (day, 0)], goal=0)
    assert chart.now == chart.goal == "100.00"
