"""Every way from draft to the end: 5 levels x 2 decrees x who operates x who acts for the owner.

WAYS is written by hand from the decrees (NĐ 85/2016 Đ12-14; NĐ 331/2026 Đ18-20), not read off the table of steps.
"""

import dataclasses

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from classification.errors import StepRefused
from classification.models import Dossier, Standing, StepTaken
from classification.paper_kinds import PaperKind
from classification.services import (
    PaperReference,
    Scanned,
    arrange_council,
    arrange_unit,
    change_regime,
    record_answer,
    record_minutes,
    record_owner_report,
    take_signed,
    take_step,
)
from classification.services.delegations import delegate
from classification.workflow import State, row_of
from systems.models import CouncilMember, InformationSystem
from systems.roles import Role
from tests.conftest import again
from tests.letters import letter

pytestmark = pytest.mark.django_db
UNIT, OWNER, OPERATOR, OUTSIDE = "unit", "owner", "operator", "outside"
DEPLOYED = [("deploy", OPERATOR), ("report_deployed", OPERATOR), ("confirm", UNIT)]
IN_THE_HOUSE = [("submit", OPERATOR), ("accept", UNIT), ("appraise", UNIT)]
ABROAD = [
    ("submit", OPERATOR), ("give_opinion", UNIT), ("forward", OWNER), ("accept", OUTSIDE), ("appraise", OUTSIDE),
    ("request_approval", OPERATOR), ("approve", OWNER),
]  # fmt: skip
WAYS = {
    1: [*IN_THE_HOUSE, ("approve", UNIT), ("report_to_owner", UNIT), *DEPLOYED],
    2: [*IN_THE_HOUSE, ("approve", UNIT), ("report_to_owner", UNIT), *DEPLOYED],
    3: [*IN_THE_HOUSE, ("request_approval", OPERATOR), ("approve", OWNER), *DEPLOYED],
    4: [*ABROAD, *DEPLOYED],
    5: [*ABROAD, *DEPLOYED],
}
PAPERS = {
    "submit": {1: "01", 2: "01", 3: "02", 4: "03", 5: "03"},
    "approve": {1: "06", 2: "06", 3: "06", 4: "06", 5: "07"},
}
FORMS = {
    "01": PaperKind.REQUEST_01, "02": PaperKind.REQUEST_02, "03": PaperKind.REQUEST_03,
    "06": PaperKind.DECISION_06, "07": PaperKind.DECISION_07,
}  # fmt: skip
WHO_APPRAISES = ["the security unit", "another unit", "a council"]


@dataclasses.dataclass
class House:
    """Who takes which part of the way, and the person who must not."""

    people: dict
    wrong: dict
    appraiser: str
    owner: object


@pytest.fixture
def thao(person, it_centre):
    """Bùi Phương Thảo runs the systems that the security unit operates itself."""
    return person("thao", "Bùi Phương Thảo", it_centre, Role.OPERATOR, title="Trưởng phòng")


def reference(kind: str, number: int) -> PaperReference:
    return PaperReference(kind, f"{number:02d}/{kind}", timezone.localdate(), f"{number:064x}", kind)


def papers_of(dossier: Dossier, step: str) -> tuple[PaperReference, ...]:
    row = row_of(step)
    already = StepTaken.objects.filter(dossier=dossier).count() * 10
    return tuple(
        reference(kind, already + n) for n, kind in enumerate(row.papers_for(dossier.route_level, dossier.state), 1)
    )


@pytest.fixture
def house(hung, trang, ha, nghia, thao, bao, office, system, it_centre, ministry, registry):
    """Who acts: `house(who_appraises, by_delegate)`; the delegation is a document with a term."""

    def make(who_appraises: str, by_delegate: bool) -> House:
        own = who_appraises != WHO_APPRAISES[0]
        if own:
            InformationSystem.objects.filter(pk=system.pk).update(operator=it_centre)
            system.refresh_from_db()
        if by_delegate:
            today = timezone.localdate()
            delegate(
                owner=ministry, by=ha, unit=bao.organisation, kind="tuq", forwards=True,
                holds_from=today, holds_until=today, paper=Scanned("25/QĐ-BGTVT", today, "uq.pdf", b"%PDF-1.7\n"),
            )  # fmt: skip
        people = {
            OPERATOR: thao if own else hung,
            UNIT: nghia if own else trang,
            OWNER: bao if by_delegate else ha,
            OUTSIDE: nghia if own else trang,
        }
        wrong = {OPERATOR: ha, UNIT: hung, OWNER: trang, OUTSIDE: hung}
        return House(people, wrong, who_appraises, ha)

    return make


def name_appraiser(dossier: Dossier, house: House, office) -> Dossier:
    """What the owner signs before anybody may appraise a system of the security unit itself."""
    if house.appraiser == WHO_APPRAISES[0]:
        return dossier
    with pytest.raises(StepRefused):
        take_signed(dossier=dossier, name="submit", by=again(house.people[OPERATOR]), details={},
                    papers=papers_of(dossier, "submit"))  # fmt: skip
    by = again(house.owner)  # no delegate does this: Đ18.4 gives it to the owner alone
    if house.appraiser == "another unit":
        arrange_unit(dossier=dossier, unit=office, by=by)
    else:
        chair = house.people[UNIT]
        seats = [
            CouncilMember(
                seat="chair", person=chair, full_name=chair.full_name, title=chair.title, unit="Văn phòng Bộ"
            ),
            CouncilMember(seat="secretary", full_name="Đỗ Thanh Tùng", title="Chuyên viên chính", unit="Vụ Kế hoạch"),
            CouncilMember(seat="member", full_name="Phạm Gia Tuệ", title="Tiến sĩ", unit="Đại học Bách khoa"),
        ]
        arrange_council(dossier=dossier, name="Hội đồng thẩm định độc lập", members=seats, by=by)
    return take_signed(dossier=dossier, name="name_appraiser", by=by, details={},
                       papers=(reference(PaperKind.APPRAISER_DECISION, 900),))  # fmt: skip


def walk_on(dossier: Dossier, step: str, part: str, house: House) -> Dossier:
    by = again(house.people[part])
    if part is OUTSIDE:
        return record_answer(dossier=dossier, step=step, letter=letter(f"{step}/BCA", timezone.localdate()), by=by)
    if step == "report_to_owner":
        return record_owner_report(dossier=dossier, number="7/BC-CNTT", sent_on=timezone.localdate(), by=by)
    if papers := papers_of(dossier, step):
        return take_signed(dossier=dossier, name=step, by=by, papers=papers, details={})
    return take_step(dossier=dossier, name=step, by=by)


@pytest.mark.parametrize("by_delegate", [False, True], ids=["the owner", "a delegate"])
@pytest.mark.parametrize("who_appraises", WHO_APPRAISES)
@pytest.mark.parametrize("regime", ["nd85-2016", "nd331-2026"])
@pytest.mark.parametrize("level", WAYS)
def test_a_dossier_walks_from_draft_to_the_end(
    level, regime, who_appraises, by_delegate, house, office, complete, dossier_in, trang
):
    house = house(who_appraises, by_delegate)
    dossier = complete(dossier_in(State.DRAFT, level=level, round=0, regime=regime))
    dossier.appraisals.update(round=1)
    if regime == "nd85-2016":
        reason = "Hồ sơ nộp trước ngày 19/8/2026."
        dossier = change_regime(dossier=dossier, regime=regime, reason=reason, by=trang)
    dossier = name_appraiser(dossier, house, office)
    way = expected_way(level, who_appraises)
    for step, part in way:
        if step in ("appraise", "give_opinion") and part is UNIT and dossier.by_council:
            hold_the_meeting(dossier, step, house)
        row, kinds = row_of(step), row_of(step).papers_for(dossier.route_level, dossier.state)
        refused_to_the_wrong_person(dossier, step, part, house)
        if step in PAPERS:
            assert FORMS[PAPERS[step][level]] in kinds
        moved = walk_on(dossier, step, part, house)
        assert moved.state == (row.target or dossier.state)
        dossier = Dossier.objects.with_parties().get(pk=dossier.pk)
    journal = list(dossier.steps.all())
    assert [(taken.step, taken.by) for taken in journal] == [(step, house.people[part]) for step, part in way]
    assert dossier.state == State.PROTECTED and dossier.regime == regime
    stands = Standing.objects.filter(dossier=dossier, replaced_at=None).values_list("kind", "level")
    assert set(stands) == {(Standing.Kind.CLASSIFIED, level), (Standing.Kind.PROTECTED, level)}
    under = {taken.step for taken in journal if taken.delegation_id}
    assert under == ({step for step, part in way if part is OWNER} if by_delegate else set())


def expected_way(level: int, who_appraises: str) -> list[tuple[str, str]]:
    """A council appraises but is no body that approves: the owner does, at levels 1-2 too."""
    if who_appraises == "a council" and level <= 2:
        return [(step, OWNER if step == "approve" else part) for step, part in WAYS[level]]
    return WAYS[level]


def hold_the_meeting(dossier: Dossier, step: str, house: House) -> None:
    with pytest.raises(StepRefused, match="Chưa có biên bản họp hội đồng"):
        walk_on(dossier, step, UNIT, house)
    record_minutes(
        dossier=dossier, held_on=timezone.localdate(), number="1/BB-HĐTĐ", filename="bien-ban.pdf",
        content=b"%PDF-1.7\n1 0 obj <</Type /Catalog>> endobj\ntrailer <</Root 1 0 R>>\n%%EOF\n",
        by=again(house.people[UNIT]),
    )  # fmt: skip


def refused_to_the_wrong_person(dossier: Dossier, step: str, part: str, house: House) -> None:
    with pytest.raises(PermissionDenied):
        walk_on(dossier, step, part, dataclasses.replace(house, people=house.wrong))
    assert Dossier.objects.get(pk=dossier.pk).state == dossier.state
