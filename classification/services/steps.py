"""Taking a step of the table: lock, authority, state, obstacles, transition, journal, and what follows from it."""

import datetime
from collections.abc import Mapping
from dataclasses import asdict, dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from classification.errors import OutOfDate, StepRefused
from classification.joint import held_back, of_system, taken_on_the_lead
from classification.models import Dossier, StepTaken
from classification.paper_kinds import PaperKind
from classification.workflow import EDITABLE, Step, row_of
from systems.authority import delegation_for
from systems.ledger import record
from systems.roles import Role

from .clocks import start_clock
from .effects import EFFECTS
from .locking import lock_filing, require_role, require_version
from .remarks import reason_of_remarks

METHODS = {"return": "return_"}
EACH_ITS_OWN = frozenset({PaperKind.EXPLANATION})
"""Papers of which every system of a joint filing has one; all others are one paper for the whole filing."""
NONE: Mapping[int, tuple] = {}


@dataclass(frozen=True, slots=True)
class PaperReference:
    """A signed paper as a fact: its kind, number, day, title and the SHA-256 of its bytes."""

    kind: str
    number: str
    issued_on: datetime.date
    sha256: str
    title: str = ""


def check_step(*, dossier: Dossier, name: str, by) -> Role:
    """Whether this person could take the step now, paper aside. Raises PermissionDenied or StepRefused with reasons.

    Returns the duty in which the person would act. In a joint filing the step is taken on the lead, and everything that
    is asked is asked of each of its systems; but who hands it back to be edited needs the duty for the lead alone, so
    that a filing whose systems no longer have one owner and operator can be put right.
    """
    row = row_of(name)
    if not row.by:
        raise PermissionDenied(
            _("Không ai bấm bước này: hệ thống tự ghi khi hồ sơ mới được phê duyệt hoặc quyết định giấy được ghi nhận.")
        )
    roles = [
        require_role(one, by, *row.roles(one.route_level, one.state, one.by_council), act=name)
        for one in [dossier, *(one for one in _asked_of(dossier, row) if one is not dossier)]
    ]
    if closed := [one for one in dossier.filing if not row.open_from(one.state, one.route_level)]:
        raise OutOfDate([_gone_on(one, row) for one in closed])
    if dossier.is_led:
        raise StepRefused([taken_on_the_lead(dossier)])
    if reasons := held_back(dossier, row, by):
        raise StepRefused([held.sentence for held in reasons])
    return roles[0]


def _asked_of(dossier: Dossier, row: Step) -> list[Dossier]:
    return [dossier.leading] if row.target in EDITABLE else dossier.filing


def _gone_on(dossier: Dossier, row: Step) -> str:
    said = _("Hồ sơ đã chuyển sang trạng thái “%(state)s” nên không còn làm được việc “%(step)s”.") % {
        "state": dossier.get_state_display(), "step": row.label,
    }  # fmt: skip
    return of_system(dossier, said) if dossier.is_joint else said


@transaction.atomic
def take_step(
    *, dossier: Dossier, name: str, by, note: str = "", papers: tuple[PaperReference, ...] = (),
    of_members: Mapping[int, tuple[PaperReference, ...]] = NONE, seen: int | None = None,
    today: datetime.date | None = None,
) -> Dossier:  # fmt: skip
    """Move the dossier one step along the table and write it in the journal. Returns the stored dossier.

    The lead of a joint filing moves with every dossier of the filing, or none of them does. `papers` are the signed
    papers that the step needs, shared by all but for what each has of its own (`of_members`, by the number of the
    dossier); `seen` is the version of the dossier that the person had open.
    Raises PermissionDenied, StepRefused; then nothing is stored.
    """
    row = row_of(name)
    today = today or timezone.localdate()
    filing = lock_filing(dossier)
    dossier = next(one for one in filing if one.pk == dossier.pk)
    role = check_step(dossier=dossier, name=name, by=by)
    require_version(dossier.version, seen)
    note = note.strip() or reason_of_remarks(dossier, name)
    if row.reason_needed and not note:
        raise StepRefused([_("Phải ghi rõ lý do.")])
    held = [(one, _papers_of(one, dossier, papers, of_members)) for one in filing]
    for one, own in held:
        _require_papers(row, one, own)
    for one, own in held:
        _move(one, row, by=by, role=role, today=today, note=note, papers=own)
    return Dossier.objects.with_parties().get(pk=dossier.pk)


def _move(dossier: Dossier, row: Step, *, by, role: Role, today: datetime.date, note: str, papers) -> None:
    name, source = row.name, dossier.state
    if row.target:
        getattr(dossier, METHODS.get(name, name))()
        EFFECTS.get(name, _nothing_more)(dossier, step=name, source=source, by=by, today=today, papers=papers)
        start_clock(dossier, row.clock(dossier.route_level), _since(papers, today), by_step=name)
    dossier.version += 1
    dossier.save()
    _write_down(row, dossier, source=source, by=by, role=role, on=today, note=note, papers=papers)


def _papers_of(one: Dossier, lead: Dossier, papers, of_members) -> tuple[PaperReference, ...]:
    """The papers of the step as one dossier of the filing has them."""
    if one is lead:
        return tuple(papers)
    return (*(paper for paper in papers if paper.kind not in EACH_ITS_OWN), *of_members.get(one.pk, ()))


def _since(papers: tuple[PaperReference, ...], today: datetime.date) -> datetime.date:
    """The day a clock starts: that of the document in which an outside body said so, or today."""
    return next((paper.issued_on for paper in papers if PaperKind(paper.kind).is_incoming), today)


def _require_papers(row: Step, dossier: Dossier, papers: tuple[PaperReference, ...]) -> None:
    wanted = sorted(row.papers_for(dossier.route_level, dossier.state))
    if wanted != sorted(paper.kind for paper in papers):
        if row.is_recorded(dossier.route_level, dossier.state):
            raise StepRefused(
                [
                    _("Bước này chỉ làm được bằng cách ghi văn bản đến của %(body)s.")
                    % {"body": dossier.outside_appraiser}
                ]
            )
        raise StepRefused([_("Bước này chỉ làm được bằng cách ký văn bản của nó.")])
    if any(not paper.number or not paper.issued_on for paper in papers):
        raise StepRefused([_("Văn bản chưa có số hoặc ngày.")])


def _write_down(row: Step, dossier: Dossier, *, source: str, by, role: Role, on, note: str, papers) -> None:
    """The step in the dossier's journal and in the ledger of its system, with the delegation it was taken under."""
    delegation = delegation_for(by, dossier.system, row.name) if role is Role.APPROVER else None
    StepTaken.objects.create(
        dossier=dossier, step=row.name, source=source, target=dossier.state, round=dossier.round, by=by, role=role,
        on=on, note=note, delegation=delegation,
        papers=[{**asdict(paper), "issued_on": paper.issued_on.isoformat()} for paper in papers],
    )  # fmt: skip
    record(
        verb=row.name, by=by, system=dossier.system, about=f"dossier:{dossier.pk}", sentence=str(row.label),
        source=source, target=dossier.state, role=role, note=note, papers=[paper.sha256 for paper in papers],
        **({"filed_under": dossier.leading.pk} if dossier.is_joint else {}),
        **({"delegation": delegation.pk, "delegated_by": delegation.number} if delegation else {}),
    )  # fmt: skip


def _nothing_more(dossier: Dossier, **kwargs) -> None:
    """Most steps change the state and nothing else."""
