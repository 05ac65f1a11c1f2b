"""A small ministry with named people, and a dossier in any state."""

import datetime
import hashlib
import io

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone
from PIL import Image

from classification import calendars
from classification.appraisal import ITEMS
from classification.models import Appraisal, Attachment, Dossier, DossierPart, IncomingDocument, PlanItem, StepTaken
from classification.paper_kinds import PaperKind
from classification.parts import parts_of
from classification.plan import Answer
from classification.route import CRITERIA
from classification.services import PaperReference
from classification.workflow import STEPS, State, row_of
from systems.authority import appoint
from systems.models import InformationSystem, Organisation, User
from systems.roles import Role
from systems.services import register_system
from tests.documents.tally import summed_up

TODAY = datetime.date(2026, 11, 23)


def pytest_collection_modifyitems(items):
    """Browser tests come last: the event loop that drives the browser stays, and signing starts one of its own."""
    items.sort(key=lambda item: item.get_closest_marker("browser") is not None)


def pytest_terminal_summary(terminalreporter):
    """How many forged papers this run tried on the verifier, and what became of them."""
    reports = [report for outcome in ("passed", "failed") for report in terminalreporter.stats.get(outcome, ())]
    if (figures := summed_up(report for report in reports if report.when == "call"))["tried"]:
        terminalreporter.section("attacks on signed papers")
        terminalreporter.write_line(", ".join(f"{name} {count:,}" for name, count in figures.items()))


def again(user: User) -> User:
    """The person as the next request meets them: duties are read once a request."""
    return User.objects.get(pk=user.pk)


@pytest.fixture(autouse=True)
def fresh_calendar():
    """What one test entered into the table of days does not reach the next."""
    calendars.forget()


@pytest.fixture
def ministry(db):
    """The ministry at the top of the tree: owner of every system here."""
    root = Organisation(code="BGTVT", name="Bộ Giao thông vận tải", kind="ministry", symbol="BGTVT", place="Hà Nội")
    root.representative, root.representative_title = "Nguyễn Minh Hà", "Bộ trưởng"
    root.address = "80 Trần Hưng Đạo, Hà Nội"
    return _add(Organisation.objects.add_root(instance=root))


def _add(organisation: Organisation) -> Organisation:
    organisation.full_clean()
    organisation.save()
    return organisation


@pytest.fixture
def unit(ministry):
    """Make a unit below the ministry: `unit("ĐKVN", "Cục Đăng kiểm Việt Nam")`."""

    def make(code: str, name: str, parent: Organisation | None = None, **extra) -> Organisation:
        child = Organisation(code=code, name=name, symbol=code, **extra)
        child.representative, child.representative_title, child.address = "Đặng Việt Hùng", "Cục trưởng", "Hà Nội"
        target = Organisation.objects.get(pk=(parent or ministry).pk)
        return _add(Organisation.objects.add_child(target, instance=child))

    return make


@pytest.fixture
def registry(unit):
    """Cục Đăng kiểm Việt Nam, which operates."""
    return unit("ĐKVN", "Cục Đăng kiểm Việt Nam")


@pytest.fixture
def it_centre(unit, ministry):
    """Trung tâm Công nghệ thông tin, the ministry's security unit."""
    centre = unit("CNTT", "Trung tâm Công nghệ thông tin", kind="centre")
    ministry.refresh_from_db()
    ministry.security_unit = centre
    ministry.save()
    return centre


@pytest.fixture
def person(db):
    """Make a person: `person("hung", "Đặng Việt Hùng", unit, Role.OPERATOR)`."""

    def make(username, full_name, organisation=None, role=None, **extra):
        user = User.objects.create_user(username, full_name=full_name, organisation=organisation, **extra)
        if role:
            appoint(user=user, role=role, organisation=organisation)
        return user

    return make


@pytest.fixture
def hung(person, registry):
    """Đặng Việt Hùng operates at the registry."""
    return person("hung", "Đặng Việt Hùng", registry, Role.OPERATOR, title="Cục trưởng")


@pytest.fixture
def trang(person, it_centre):
    """Lê Thu Trang appraises for the security unit."""
    return person("trang", "Lê Thu Trang", it_centre, Role.SECURITY_UNIT, title="Giám đốc")


@pytest.fixture
def ha(person, ministry, it_centre):
    """Nguyễn Minh Hà approves for the ministry."""
    return person("ha", "Nguyễn Minh Hà", ministry, Role.APPROVER, title="Bộ trưởng")


@pytest.fixture
def roads(unit):
    """Tổng cục Đường bộ Việt Nam, to whose head the minister delegates."""
    return unit("TCDBVN", "Tổng cục Đường bộ Việt Nam", kind="department")


@pytest.fixture
def bao(person, roads):
    """Trần Quốc Bảo heads the road administration and approves there."""
    return person("bao", "Trần Quốc Bảo", roads, Role.APPROVER, title="Cục trưởng")


@pytest.fixture
def an(person, ministry):
    """Phạm Quốc An audits: sees all, changes nothing."""
    return person("an", "Phạm Quốc An", ministry, Role.AUDITOR)


@pytest.fixture
def binh(person, ministry):
    """Trần Văn Bình administers the ministry's people and settings."""
    return person("binh", "Trần Văn Bình", ministry, Role.ADMINISTRATOR)


@pytest.fixture
def boss(binh):
    """Trần Văn Bình as staff, who may open the administration."""
    binh.is_staff = True
    binh.save()
    return binh


@pytest.fixture
def la(person):
    """Hoàng Văn Lạ is a stranger: an account without any duty."""
    return person("la", "Hoàng Văn Lạ")


@pytest.fixture
def root(db):
    """A superuser, who administers and never takes a step."""
    return User.objects.create_superuser("root", full_name="Quản trị hệ thống", email="root@example.vn")


@pytest.fixture
def people(hung, trang, ha, an, binh):
    """One person for each duty."""
    return {
        Role.OPERATOR: hung,
        Role.SECURITY_UNIT: trang,
        Role.APPROVER: ha,
        Role.AUDITOR: an,
        Role.ADMINISTRATOR: binh,
    }


@pytest.fixture
def system(ministry, registry, it_centre, people) -> InformationSystem:
    """Hệ thống quản lý kiểm định xe cơ giới, in operation since 2018."""
    ministry.refresh_from_db()
    return register_system(
        by=people[Role.OPERATOR],
        on=TODAY,
        code="BGTVT-026",
        name="Hệ thống quản lý kiểm định xe cơ giới",
        owner=ministry,
        operator=registry,
        operation_from=datetime.date(2018, 5, 1),
        facts={"system_type": "public_service", "information": ["personal"], "settles_administrative_procedures": True},
    )


@pytest.fixture
def dossier_in(system, people):
    """Put a dossier straight into a state: `dossier_in(State.APPROVED, level=3)`; for tests of single steps."""

    def make(state=State.DRAFT, level: int | None = 3, **extra) -> Dossier:
        values = {"regime": "nd331-2026", "opened_by": people[Role.OPERATOR], "round": 1} | extra
        if State(state) in STEPS["supersede"].sources or state == State.SUPERSEDED:
            values = {"decision_number": "1/QĐ-BGTVT", "decision_on": TODAY} | values
        dossier = Dossier(system=values.pop("system", system), state=state, level=level, **values)
        dossier.appraising_body = system.owner.security_unit
        dossier.save(force_insert=True)
        return Dossier.objects.with_parties().get(pk=dossier.pk)

    return make


@pytest.fixture
def submitted_by():
    """Write into a dossier's journal that this person submitted it."""

    def make(dossier, user):
        StepTaken.objects.create(
            dossier=dossier,
            step="submit",
            source="draft",
            target="submitted",
            round=1,
            by=user,
            on=timezone.localdate(),
        )

    return make


def _answer(field, dossier, operator):
    """Something fitting to write into a field of a part."""
    match field.kind:
        case "date":
            return "2026-01-05"
        case "choice":
            return field.choices[0][0]
        case "image":
            return _picture(dossier, operator).pk
        case "file":
            return None
        case _:
            return "Nội dung"


def _picture(dossier, operator) -> Attachment:
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "white").save(out, "PNG")
    content = out.getvalue()
    picture = Attachment(dossier=dossier, filename="so-do.png", mime="image/png", size=len(content))
    picture.sha256, picture.uploaded_by = hashlib.sha256(content).hexdigest(), operator
    picture.file.save(f"{picture.sha256}.png", ContentFile(content), save=False)
    picture.save()
    return picture


@pytest.fixture
def complete(dossier_in, people):
    """Write everything a dossier needs, so that no obstacle is left: `complete(dossier)`."""

    def write(dossier: Dossier, verdict: str = "fit") -> Dossier:
        operator, reviewer = people[Role.OPERATOR], people[Role.SECURITY_UNIT]
        for part in parts_of(dossier.regime, dossier.level):
            content = {field.name: _answer(field, dossier, operator) for field in part.fields}
            if part.columns:
                content["rows"] = [{column.name: "Nội dung" for column in part.columns}]
            DossierPart.objects.create(dossier=dossier, key=part.key, content=content, updated_by=operator)
        PlanItem.objects.bulk_create(
            PlanItem(
                dossier=dossier, code=requirement.code, status=Answer.MET, how="Đã làm", responsible="Phòng CNTT",
                due_on=TODAY, updated_by=operator,
            )
            for requirement in dossier.catalogue.requirements_for(dossier.level)
        )  # fmt: skip
        if dossier.level >= 4:
            _say_the_way(dossier, operator, reviewer)
        verdicts = {item.key: {"verdict": verdict, "comment": ""} for item in ITEMS}
        Appraisal.objects.create(dossier=dossier, round=dossier.round, verdicts=verdicts, updated_by=reviewer)
        return Dossier.objects.with_parties().get(pk=dossier.pk)

    return write


def _say_the_way(dossier: Dossier, operator, reviewer) -> None:
    """A civil system, critical by no criterion; at level 5 the Prime Minister's list has it."""
    dossier.sphere = "general"
    dossier.critical_answers = {one.code: {"answer": "no", "wording": one.wording} for one in CRITERIA}
    if dossier.level == 5:
        dossier.on_list = True
        IncomingDocument.objects.create(
            dossier=dossier, round=dossier.round, kind=PaperKind.LIST_IN, verdict="listed", number="9/QĐ-TTg",
            issued_on=TODAY, body="Thủ tướng Chính phủ", scan=_picture(dossier, operator), recorded_by=reviewer,
        )  # fmt: skip
    dossier.save()


@pytest.fixture
def papers_for():
    """References to the signed papers a step needs, as `documents` would give them."""

    def make(dossier: Dossier, step: str, day: datetime.date = TODAY) -> tuple[PaperReference, ...]:
        kinds = row_of(step).papers_for(dossier.route_level, dossier.state)
        return tuple(PaperReference(kind, f"{n}/{kind}", day, f"{n:064d}", kind) for n, kind in enumerate(kinds, 1))

    return make


@pytest.fixture
def freeze_today(monkeypatch):
    """Let the clock of the wall stand on a day, at nine in the morning in Hanoi."""

    def stop(day: datetime.date) -> None:
        moment = datetime.datetime.combine(day, datetime.time(9), tzinfo=timezone.get_default_timezone())
        monkeypatch.setattr(timezone, "now", lambda: moment)

    return stop
