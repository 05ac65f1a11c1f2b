"""The levels that need a second look: each shelf at both sides, for those who may see it, at a fixed cost."""

import datetime
import io

import pytest
from django.core.management import call_command
from django.urls import reverse
from openpyxl import load_workbook

from classification.models import DossierPart, NeededLevel
from classification.review import BELOW, CONTRADICTED, EVIDENCE, SHELVES, UNKNOWN, counted, on_shelf, reviewed
from classification.services.needs import refresh_needs
from classification.services.recording import Scan, record_decision
from classification.workflow import State
from systems.services import register_system
from tests.conftest import TODAY

from .decisions import a_decision, deployed

pytestmark = pytest.mark.django_db
URL = reverse("classification:review")
LEVEL_3 = {"system_type": "infrastructure", "scope": "ministry", "information": ["private"]}


def shelf(user, key) -> list[str]:
    return [system.code for system in on_shelf(reviewed(user), key)]


@pytest.fixture
def facts(system):
    def put(**given):
        system.facts = given
        system.save()
        refresh_needs([system], TODAY)

    return put


@pytest.mark.parametrize(
    ("state", "level", "there"),
    [(State.PROTECTED, 2, True), (State.PROTECTED, 3, False), (State.SUBMITTED, 2, True), (State.SUBMITTED, 3, False)],
)
def test_an_approved_or_proposed_level_below_the_facts_is_there(state, level, there, facts, dossier_in, system, an):
    facts(**LEVEL_3)
    dossier_in(state, level=level)
    assert (system.code in shelf(an, BELOW)) is there


def test_what_the_approved_level_covers_is_not_there_for_a_draft(facts, dossier_in, system, an):
    facts(**LEVEL_3)
    dossier_in(State.PROTECTED, level=3)
    dossier_in(State.DRAFT, level=2)
    assert shelf(an, BELOW) == []


def test_evidence_is_missing_until_it_is_recorded(system, trang, an, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    dossier = record_decision(system=system, decision=deployed(minutes_number=""), by=trang, today=TODAY)
    assert shelf(an, EVIDENCE) == [system.code]
    from classification.services.recording import correct_record

    whole = deployed(regulation_number="88/QĐ", regulation_on=datetime.date(2022, 1, 1))
    scan = Scan("a.pdf", b"%PDF-1.7")
    correct_record(dossier=dossier, decision=whole, by=trang, scan=scan, today=TODAY)
    assert shelf(an, EVIDENCE) == []


def test_a_dossier_decided_here_needs_its_regulation_and_inspection_only(dossier_in, system, an, hung, submitted_by):
    dossier = dossier_in(State.PROTECTED)
    assert shelf(an, EVIDENCE) == [system.code]
    DossierPart.objects.create(dossier=dossier, key="regulation", content={"number": "88/QĐ"}, updated_by=hung)
    assert shelf(an, EVIDENCE) == [system.code]
    dossier.steps.create(step="confirm", source="awaiting_inspection", target="protected", by=hung, on=TODAY)
    assert shelf(an, EVIDENCE) == []


def test_contradicting_facts_and_open_questions_have_their_shelves(facts, dossier_in, system, an):
    facts(system_type="public_service", information=["public"], online_service=True, basic_data_subjects=9)
    dossier_in(State.PROTECTED, level=2)
    assert shelf(an, CONTRADICTED) == [system.code] and shelf(an, UNKNOWN) == [system.code]
    numbers = counted(reviewed(an))
    assert numbers[CONTRADICTED] == numbers[UNKNOWN] == 1 and set(numbers) == set(SHELVES)


def test_the_page_says_why_with_the_clause(client, facts, dossier_in, an):
    facts(**LEVEL_3)
    dossier_in(State.PROTECTED, level=2)
    client.force_login(an)
    shown = client.get(URL).content.decode()
    assert "BGTVT-026" in shown and "Điều 13 khoản 3 Nghị định 331/2026/NĐ-CP" in shown
    for key in SHELVES:
        assert client.get(URL, {"loc": key}).status_code == 200
    assert client.get(URL, {"loc": "x", "q": "khong co", "don_vi": "999"}).status_code == 200


def test_the_sheet_holds_the_same_rows(client, facts, dossier_in, an):
    facts(**LEVEL_3)
    dossier_in(State.PROTECTED, level=2)
    client.force_login(an)
    book = load_workbook(io.BytesIO(client.get(URL, {"xuat": "xlsx"}).content))
    rows = list(book.active.iter_rows(values_only=True))
    assert len(rows) == 2 and rows[1][0] == "BGTVT-026" and "Điều 13 khoản 3" in rows[1][7]


def test_a_stranger_and_an_administrator_see_no_levels(client, facts, dossier_in, la, binh):
    facts(**LEVEL_3)
    dossier_in(State.PROTECTED, level=2)
    for person in (la, binh):
        client.force_login(person)
        assert "BGTVT-026" not in client.get(URL).content.decode()


def test_the_cost_does_not_grow_with_the_systems(
    client, ministry, registry, hung, an, dossier_in, django_assert_max_num_queries
):
    for n in range(30):
        system = register_system(
            by=hung,
            on=TODAY,
            code=f"HT-{n:02d}",
            name=f"Hệ thống {n}",
            owner=ministry,
            operator=registry,
            facts=LEVEL_3,
        )
        dossier_in(State.APPROVED, level=2, system=system)
    client.force_login(an)
    client.get(URL)
    with django_assert_max_num_queries(12):
        assert client.get(URL).content.decode().count("HT-") >= 30


def test_every_way_in_writes_the_needed_level_and_one_command_writes_it_anew(ministry, registry, hung):
    system = register_system(
        by=hung, on=TODAY, code="HT-1", name="Hệ thống", owner=ministry, operator=registry, facts=LEVEL_3
    )
    assert NeededLevel.objects.get(system=system).level == 3
    NeededLevel.objects.all().delete()
    said = io.StringIO()
    call_command("recompute_levels", stdout=said)
    assert "1 hệ thống" in said.getvalue() and NeededLevel.objects.get(system=system).level == 3


def test_facts_that_cannot_be_read_give_no_level_and_break_nothing(client, facts, dossier_in, an):
    facts(users="nhiều")
    dossier_in(State.PROTECTED, level=2)
    client.force_login(an)
    assert NeededLevel.objects.get().level is None and client.get(URL, {"loc": UNKNOWN}).status_code == 200


def test_a_recorded_level_below_the_facts_is_said_at_once(facts, system, trang, an):
    facts(**LEVEL_3)
    record_decision(system=system, decision=a_decision(level=2), by=trang, today=TODAY)
    assert shelf(an, BELOW) == [system.code]
