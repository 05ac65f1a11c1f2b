"""`manage.py progress` prints exactly the agreed keys, or one sentence and exit code 2."""

import datetime
import io
import json

import pytest
from django.core.management import call_command
from django.utils import timezone

from classification.models import Dossier, Standing, Target
from systems.history import state_fact
from systems.services import register_system

KEYS = ["as_of", "org", "total", "classified", "deploying", "protected", "percent", "target", "needed", "reached"]
NEW_YEAR = datetime.date(2026, 1, 1)


@pytest.fixture
def seven_of_ten(ministry, registry, binh):
    """Ten systems of the registry since New Year, seven of them protected since March."""
    for number in range(10):
        system = register_system(
            by=binh, on=NEW_YEAR, code=f"S{number}", name=f"Hệ thống {number}", owner=ministry, operator=registry,
            operation_from=NEW_YEAR,
        )  # fmt: skip
        dossier = Dossier.objects.create(system=system, regime="nd331-2026", opened_by=binh)
        for kind in ("classified", "protected") if number < 7 else ():
            day = datetime.date(2026, 3, 1)
            fact = Standing(system=system, dossier=dossier, kind=kind, level=2, holds_from=day)
            state_fact(fact, about={"system": system, "kind": kind})


def run(*args) -> str:
    out = io.StringIO()
    call_command("progress", *args, stdout=out)
    return out.getvalue()


def refused(*args) -> str:
    out, err = io.StringIO(), io.StringIO()
    with pytest.raises(SystemExit) as exit_:
        call_command("progress", *args, stdout=out, stderr=err)
    assert exit_.value.code == 2
    return out.getvalue() + err.getvalue()


def test_the_whole_today_as_json(seven_of_ten):
    printed = json.loads(run("--json"))
    assert list(printed) == KEYS
    assert printed == {
        "as_of": timezone.localdate().isoformat(), "org": None, "total": 10, "classified": 7, "deploying": 0,
        "protected": 7, "percent": 70.0, "target": 70, "needed": 0, "reached": True,
    }  # fmt: skip


def test_one_unit_on_a_past_day_with_its_own_target(seven_of_ten, registry):
    Target.objects.create(organisation=registry, percent=75, holds_from=NEW_YEAR)
    printed = json.loads(run("--org", "ĐKVN", "--as-of", "2026-02-28", "--json"))
    assert (printed["org"], printed["as_of"], printed["protected"]) == ("ĐKVN", "2026-02-28", 0)
    assert (printed["percent"], printed["target"], printed["needed"], printed["reached"]) == (0.0, 75, 8, False)


def test_before_there_was_any_system_nothing_is_reached(seven_of_ten):
    printed = json.loads(run("--as-of", "2020-01-01", "--json"))
    assert (printed["total"], printed["percent"], printed["needed"], printed["reached"]) == (0, 0.0, 0, False)


def test_in_words_for_a_person(seven_of_ten):
    assert "70,0\u00a0% hệ thống được bảo vệ: 7 / 10 đang vận hành." in run()
    assert "Đã đạt mục tiêu 70 %." in run()
    assert "còn 7 hệ thống" in run("--as-of", "2026-02-28")


@pytest.mark.parametrize("day", ["31/12/2025", "2026-02-30", "2026-2-3", "20260203", "hôm qua", ""])
def test_what_is_no_day_is_refused_in_words(db, day):
    assert "không phải là ngày" in refused("--as-of", day)


def test_a_day_that_has_not_come_is_refused(db):
    tomorrow = (timezone.localdate() + datetime.timedelta(1)).isoformat()
    assert "không sau hôm nay" in refused("--as-of", tomorrow)


def test_an_unknown_unit_is_refused_and_json_stays_json(db):
    assert "Không có đơn vị nào mang mã “XYZ”." in refused("--org", "XYZ")
    assert json.loads(refused("--org", "XYZ", "--json")) == {"error": "Không có đơn vị nào mang mã “XYZ”."}
