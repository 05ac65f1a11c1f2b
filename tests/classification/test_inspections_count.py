"""A system found seriously wanting leaves the count; a later correction tells both what was and what was reported."""

import datetime

from django.utils import timezone

from classification.counting import count
from classification.models import Standing
from classification.services import record_inspection
from classification.services.inspections import Found
from classification.workflow import State
from systems.history import state_fact
from tests.conftest import TODAY

DAY = datetime.timedelta(1)
SERIOUS = Found("Nhật ký không còn được lưu.", "serious", "log-01")


def stand(dossier, kind, start, end, by) -> None:
    fact = Standing(
        system=dossier.system, dossier=dossier, kind=kind, level=3, holds_from=start, holds_until=end, recorded_by=by
    )
    state_fact(fact, about={"system": dossier.system, "kind": kind})


def test_a_correction_of_that_day_changes_the_count_and_not_what_was_reported(dossier_in, trang):
    """It turned out that the system was sent back two days too early: a newer fact says so, and both stay known."""
    dossier = dossier_in(State.PROTECTED)
    for kind in (Standing.Kind.CLASSIFIED, Standing.Kind.PROTECTED):
        stand(dossier, kind, TODAY - 60 * DAY, None, trang)
    record_inspection(
        dossier=dossier, by=trang, kind="compliance", occasion="periodic", started_on=TODAY - DAY, ended_on=TODAY,
        doer="state", doer_name="Bộ Công an", report_number="9/BC", report_on=TODAY, findings=(SERIOUS,),
        send_back=True, today=TODAY,
    )  # fmt: skip
    assert [count(day=TODAY + n * DAY).protected for n in (-1, 0, 1)] == [1, 0, 0]
    reported = timezone.now()
    stand(dossier, Standing.Kind.PROTECTED, TODAY, TODAY + 2 * DAY, trang)
    stand(dossier, Standing.Kind.DEPLOYING, TODAY + 2 * DAY, None, trang)
    assert [count(day=TODAY + n * DAY).protected for n in (-1, 0, 1, 2, 3)] == [1, 1, 1, 0, 0]
    assert [count(day=TODAY + n * DAY, known_at=reported).protected for n in (-1, 0, 1, 2)] == [1, 0, 0, 0]
