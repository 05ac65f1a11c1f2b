"""Loading the demonstration: once, all or nothing, into an empty database."""

import datetime
from pathlib import Path

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from classification.models import Target
from documents.rendering import RenderingUnavailable, check_rendering
from systems.importing.reading import read_path, read_sheets
from systems.importing.storing import import_systems
from systems.importing.tables import find_table
from systems.ledger import record
from systems.models import InformationSystem, LedgerEntry, Operation, Organisation, Placement, User
from systems.roles import Role

from .accounts import ACCOUNTS, make_account, make_colleague, root_of_trust
from .clock import DAY, at, in_office_hours, working_day
from .courses import COURSES, LEFT_FOR_THE_TOUR
from .facts import LEFT_OPEN, known_to_operator
from .history import Cast, History
from .hosting import settle_places
from .organisations import DEPUTIES, OFFICE, UNITS, settle_units
from .papers import Papers
from .seals import give_seal, seal_the_past

SHEET = Path("systems") / "demo" / "bgtvt-systems.xlsx"
MARK = "load_demo"
KNOWN_SINCE = 560
"""So many days ago the ministry's list was brought in."""
TARGET = {
    "percent": 70,
    "due_on": datetime.date(2027, 6, 30),
    "basis": "Kế hoạch chuyển đổi số và bảo đảm an ninh mạng của Bộ",
}


def is_loaded() -> bool:
    return LedgerEntry.objects.filter(verb=MARK).exists()


def is_empty() -> bool:
    """Whether nobody has put anything into this database yet."""
    return not (Organisation.objects.exists() or User.objects.exists())


def load(*, today: datetime.date | None = None, papers: Papers | None = None) -> None:
    """Load everything; `is_empty()` must hold. After an error neither rows nor files are left behind."""
    if problem := check_rendering():
        raise RenderingUnavailable(problem)
    today = today or timezone.localdate()
    history = None
    try:
        with transaction.atomic():
            history = _prepare(today, papers or Papers())
            history.play(COURSES)
            seal_the_past(history.cast.clerk, written=history.desk.written)
            record(verb=MARK, by=None, sentence="Nạp dữ liệu trình diễn", today=today.isoformat())
    except BaseException:
        for name in history.desk.written if history else ():
            default_storage.delete(name)
        raise


def _prepare(today: datetime.date, papers: Papers) -> History:
    with at(in_office_hours(working_day(today - KNOWN_SINCE * DAY), MARK)):
        _bring_in_the_list()
        ministry = settle_units()
        settle_places(timezone.localdate())
        Target.objects.create(organisation=ministry, holds_from=timezone.localdate(), **TARGET)
        cast = _cast()
        _leave_for_the_tour()
    return History(today, ministry, cast, papers)


def _bring_in_the_list() -> None:
    path = settings.BASE_DIR / SHEET
    table = find_table(read_sheets(read_path(path), path.name))
    plan = import_systems(
        table=table, by=None, on=timezone.localdate(), why_not_create=lambda one: None, source=path.name
    )
    if not plan.stored:
        raise RuntimeError([problem.sentence for problem in plan.problems])
    for model in (Placement, Operation):
        model.objects.update(recorded_at=timezone.now())


def _cast() -> Cast:
    ca = root_of_trust()
    people = {account.role: make_account(account, ca) for account in ACCOUNTS}
    for head in (people[Role.OPERATOR], people[Role.SECURITY_UNIT], people[Role.APPROVER]):
        Organisation.objects.filter(pk=head.organisation_id).update(head=head)
    give_seal(people[Role.CLERK], ca)
    operators = {people[Role.OPERATOR].organisation_id: people[Role.OPERATOR]}
    for unit in UNITS:
        organisation = Organisation.objects.get(code=unit.code)
        if organisation.pk not in operators:
            name, title = DEPUTIES.get(unit.code, (unit.head, unit.title))
            operators[organisation.pk] = make_colleague(
                name=name, title=title, organisation=organisation, role=Role.OPERATOR, ca=ca
            )
    office = Organisation.objects.get(code=OFFICE)
    office_appraiser = make_colleague(
        name=office.representative, title=office.representative_title, organisation=office, role=Role.SECURITY_UNIT,
        ca=ca,
    )  # fmt: skip
    return Cast(operators, people[Role.SECURITY_UNIT], office_appraiser, people[Role.APPROVER], people[Role.CLERK])


def _leave_for_the_tour() -> None:
    """The tour's first person answers one or two questions; the rest of this system's facts are known."""
    system = InformationSystem.objects.get(code=LEFT_FOR_THE_TOUR)
    facts = known_to_operator(system, "nd331-2026")
    system.facts = {name: value for name, value in facts.items() if name not in LEFT_OPEN}
    system.save(update_fields=["facts"])
