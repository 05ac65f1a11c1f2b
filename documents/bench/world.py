"""A made-up ministry of any size, written in bulk; the same size gives the same world."""

import datetime
import random

from classification.appraisal import ITEMS
from classification.models import Appraisal, Dossier, DossierPart, PlanItem, Standing
from classification.parts import DATE, FILE, IMAGE, parts_of
from classification.plan import Answer
from classification.workflow import State
from systems.authority import appoint
from systems.models import InformationSystem, Operation, Organisation, Placement, User
from systems.roles import Role

TODAY = datetime.date(2026, 11, 23)
REGIME = "nd331-2026"
UNITS = 40
# How many of a hundred systems stand where; the rest have no dossier.
STAGES = ((State.PROTECTED, 43), (State.DEPLOYING, 12), (State.APPROVED, 8), (State.SUBMITTED, 7), (State.DRAFT, 10))


def build(size: int) -> User:
    """`size` systems in a ministry of 40 units, their past included. Returns a person who sees all of them."""
    chance = random.Random(size)  # noqa: S311 - figures for a benchmark, not secrets
    ministry, units = _units()
    watcher = User.objects.create(username="do", full_name="Người đo")
    for role in (Role.AUDITOR, Role.SECURITY_UNIT):
        appoint(user=watcher, role=role, organisation=ministry)
    systems = InformationSystem.objects.bulk_create(
        (_system(number, ministry, units[number % UNITS], chance) for number in range(size)), batch_size=2000
    )
    Operation.objects.bulk_create(
        (Operation(system=s, holds_from=s.operation_from, recorded_by=watcher) for s in systems), batch_size=2000
    )
    Placement.objects.bulk_create(
        (Placement(system=s, owner=ministry, operator=s.operator, holds_from=s.operation_from) for s in systems),
        batch_size=2000,
    )
    _dossiers(systems, units[0], watcher, chance)
    return watcher


def _units() -> tuple[Organisation, list[Organisation]]:
    ministry = Organisation.objects.add_root(
        instance=_named(Organisation(code="BO", name="Bộ Đo lường", kind="ministry"))
    )
    units = []
    for number in range(UNITS):
        parent = Organisation.objects.get(pk=ministry.pk)
        unit = Organisation(code=f"DV{number:02d}", name=f"Đơn vị số {number:02d}", symbol=f"DV{number:02d}")
        units.append(Organisation.objects.add_child(parent, instance=_named(unit)))
    ministry = Organisation.objects.get(pk=ministry.pk)
    ministry.security_unit = units[0]
    ministry.save()
    return ministry, units


def _named(organisation: Organisation) -> Organisation:
    organisation.representative, organisation.representative_title = "Nguyễn Văn Đo", "Thủ trưởng"
    organisation.address = "Hà Nội"
    organisation.full_clean(exclude=["path", "depth"])
    return organisation


def _system(number: int, owner: Organisation, operator: Organisation, chance) -> InformationSystem:
    system = InformationSystem(
        code=f"HT-{number:06d}",
        name=f"Hệ thống thông tin số {number}",
        owner=owner,
        operator=operator,
        operation_from=TODAY - datetime.timedelta(days=chance.randrange(400, 5000)),
    )
    system.tidy()
    return system


def _dossiers(systems, appraiser, by, chance) -> None:
    dossiers, standings = [], []
    for system in systems:
        state = _stage(chance)
        if state is None:
            continue
        level = chance.choice((1, 1, 2, 2, 2, 3))
        decided = TODAY - datetime.timedelta(days=chance.randrange(30, 390))
        dossier = Dossier(
            system=system, regime=REGIME, state=state, round=1, level=level, determined_level=level, opened_by=by,
            appraising_body=appraiser,
        )  # fmt: skip
        if state in (State.PROTECTED, State.DEPLOYING, State.APPROVED):
            dossier.decision_number, dossier.decision_on = f"{len(dossiers) + 1}/QĐ-BO", decided
            standings.append((dossier, Standing.Kind.CLASSIFIED, decided))
        if state in (State.PROTECTED, State.DEPLOYING):
            kind = Standing.Kind.PROTECTED if state == State.PROTECTED else Standing.Kind.DEPLOYING
            standings.append((dossier, kind, decided + datetime.timedelta(days=20)))
        dossiers.append(dossier)
    Dossier.objects.bulk_create(dossiers, batch_size=1000)
    Standing.objects.bulk_create(
        (
            Standing(system=dossier.system, dossier=dossier, kind=kind, level=dossier.level, holds_from=day)
            for dossier, kind, day in standings
        ),
        batch_size=2000,
    )


def _stage(chance) -> State | None:
    drawn = chance.randrange(100)
    for state, share in STAGES:
        if drawn < share:
            return state
        drawn -= share
    return None


def full_dossier(by: User, level: int = 5) -> Dossier:
    """A complete dossier with every requirement answered; at level 5 the largest there is."""
    ministry = Organisation.objects.get(code="BO")
    unit = Organisation.objects.get(code="DV01")
    system = _system(999999, ministry, unit, random.Random(1))  # noqa: S311 - no secret
    system.save()
    dossier = Dossier.objects.create(
        system=system, regime=REGIME, state=State.UNDER_APPRAISAL, round=1, level=level, determined_level=level,
        opened_by=by, appraising_body=ministry.security_unit,
        facts={"information": ["personal"], "system_type": "infrastructure"},
    )  # fmt: skip
    for part in parts_of(REGIME, level):
        content = {field.name: _answer(field) for field in part.fields if field.kind not in (IMAGE, FILE)}
        if part.columns:
            row = {column.name: f"Nội dung của {column.label}" for column in part.columns}
            content["rows"] = [row] * 30
        DossierPart.objects.create(dossier=dossier, key=part.key, content=content, updated_by=by)
    how = "Đã ban hành quy định, phân công người thực hiện, kiểm tra định kỳ và lưu hồ sơ mỗi lần kiểm tra."
    PlanItem.objects.bulk_create(
        PlanItem(
            dossier=dossier, code=wanted.code, status=Answer.MET, how=how, responsible="Phòng Hạ tầng số", due_on=TODAY,
            evidence="Quy định, biên bản kiểm tra quý", updated_by=by,
        )
        for wanted in dossier.catalogue.requirements_for(level)
    )  # fmt: skip
    verdicts = {item.key: {"verdict": "fit", "comment": ""} for item in ITEMS}
    Appraisal.objects.create(dossier=dossier, round=1, verdicts=verdicts, updated_by=by)
    return Dossier.objects.with_parties().get(pk=dossier.pk)


def _answer(field) -> str:
    if field.kind == DATE:
        return "2026-01-05"
    return (
        field.choices[0][0] if field.choices else f"Nội dung của {field.label}, viết đủ một câu như người ta vẫn viết."
    )
