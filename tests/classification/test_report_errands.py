"""The clock of the yearly report: who is told, from when, until when, by which rule."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from classification.errand_list import errands_for
from classification.models import ReportRule
from classification.reminders import letter_for
from classification.report_errands import report_errands
from classification.report_periods import rule_of, year_on_hand, years_with_a_form
from classification.services.annual_reports import open_report, send_report
from systems.models import LedgerEntry
from systems.roles import Role

pytestmark = pytest.mark.django_db


def day(month, of_month, year=2026):
    return datetime.date(year, month, of_month)


@pytest.mark.parametrize(
    ("who", "body", "words", "due"),
    [
        ("ha", "Bộ Giao thông vận tải", "Chủ quản gửi Bộ Công an trước ngày 25/12/2026", day(12, 24)),
        ("trang", "Bộ Giao thông vận tải", "Đơn vị chuyên trách gửi chủ quản trước ngày 20/12/2026", day(12, 19)),
        ("hung", "Cục Đăng kiểm Việt Nam", "Đơn vị vận hành gửi chủ quản trước ngày 20/12/2026", day(12, 19)),
    ],
)
def test_each_body_is_told_of_its_own_report_with_the_rule(request, system, who, body, words, due):
    [errand] = report_errands(request.getfixturevalue(who), day(12, 10))
    assert errand.due_on == due and body in errand.title and words in errand.sentence
    assert "chốt hết ngày 14/12/2026" in errand.sentence and "Điều 35 Nghị định 331/2026" in errand.sentence
    assert errand.url == reverse("documents:reports") + "?nam=2026"


@pytest.mark.parametrize("who", ["an", "binh", "la"])
def test_who_signs_no_report_is_told_of_none(request, system, who):
    assert report_errands(request.getfixturevalue(who), day(12, 20)) == []


@pytest.mark.parametrize(("today", "told"), [(day(11, 29), 0), (day(11, 30), 1), (day(11, 29, 2027), 1)])
def test_it_is_told_from_a_fortnight_before_the_figures_close_until_it_is_sent(system, ha, today, told):
    assert len(report_errands(ha, today)) == told


def test_an_overdue_report_says_so_until_it_was_sent(system, ha, freeze_today):
    freeze_today(day(12, 28))
    [errand] = report_errands(ha, day(12, 28))
    assert errand.days(day(12, 28)) == -4 and errand.button == "Lập báo cáo"
    report = open_report(organisation=system.owner, role=Role.APPROVER, year=2026, by=ha)
    [errand] = report_errands(ha, day(12, 28))
    assert errand.url == reverse("documents:report", args=[report.pk])
    send_report(report=report, number="8/BC-BGTVT", sent_on=day(12, 28), by=ha)
    assert [one for one in errands_for(ha, day(12, 28)) if one.key.startswith("annual-report")] == []
    assert LedgerEntry.objects.get(verb="send_report").details["number"] == "8/BC-BGTVT"


def test_the_letter_reminds_within_three_working_days(system, trang):
    trang.email = "trang@example.vn"
    assert "Báo cáo năm 2026" not in (letter_for(trang, day(12, 14)) or _nothing()).text
    letter = letter_for(trang, day(12, 17))
    assert "Báo cáo năm 2026 (Mẫu số 08): Bộ Giao thông vận tải" in letter.text


def _nothing():
    return type("Nothing", (), {"text": ""})()


def test_a_body_that_owns_what_it_operates_reports_as_owner_only(system, ministry, person, ha):
    system.operator = ministry
    system.save()
    hoa = person("hoa", "Trần Thị Hoa", ministry, Role.OPERATOR)
    assert report_errands(hoa, day(12, 16)) == []
    assert len(report_errands(ha, day(12, 16))) == 1


def test_a_system_that_is_closed_owes_no_report(system, ha):
    system.status = "closed"
    system.save()
    assert report_errands(ha, day(12, 16)) == []


def test_the_rule_of_a_year_is_the_one_in_whose_time_its_figures_close(db):
    assert (rule_of(2025).form, rule_of(2026).form, rule_of(2021)) == ("", "08", None)
    assert "Thông tư 12/2022" in rule_of(2022).source
    assert rule_of(2026).opening(2026) == day(12, 15, 2025)


@pytest.mark.parametrize(
    ("today", "year", "years"),
    [(day(11, 29), 2025, [2026]), (day(11, 30), 2026, [2026]), (day(12, 15), 2026, [2027, 2026])],
)
def test_the_year_on_hand_and_the_years_that_may_be_begun(db, today, year, years):
    assert (year_on_hand(today), years_with_a_form(today)) == (year, years)


def test_an_administrator_corrects_the_days_and_the_errand_follows(client, person, ministry, system, ha):
    binh = person("bình", "Trần Bình", ministry, Role.ADMINISTRATOR, is_staff=True)
    client.force_login(binh)
    rule = ReportRule.objects.get(form="08")
    known = {"since": "2026-08-19", "until": "", "closes": "14/12", "units_before": "20/12", "owners_before": "31/12"}
    known |= {"receiver": "Bộ Công an", "form": "08", "source": "Công văn 1/BCA", "note": ""}
    answer = client.post(reverse("admin:classification_reportrule_change", args=[rule.pk]), known)
    assert answer.status_code == 302, answer.context["errors"]
    [errand] = report_errands(ha, day(12, 16))
    assert errand.due_on == day(12, 30) and "Công văn 1/BCA" in errand.sentence
    assert LedgerEntry.objects.filter(verb="change_law", about=f"reportrule:{rule.pk}").exists()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"owners_before": "19/12"}, "Ba ngày phải theo thứ tự"),
        ({"closes": "31/02/2026"}, "Ghi ngày và tháng, ví dụ 20/12."),
        ({"form": "09"}, "Không có mẫu báo cáo mang số đó."),
        ({"since": datetime.date(2026, 8, 1)}, "Đã có một bản áp dụng trong khoảng này"),
    ],
)
def test_a_rule_that_cannot_be_is_refused(db, changes, words):
    rule = ReportRule.objects.get(form="08")
    for name, value in changes.items():
        setattr(rule, name, value)
    with pytest.raises(ValidationError, match=words):
        rule.full_clean()


def test_today_is_asked_of_the_clock(system, ha, freeze_today):
    freeze_today(day(12, 1))
    assert len(report_errands(ha, timezone.localdate())) == 1
