"""Recording decisions made on paper before this system: one or thousands, in the same few statements.

Nobody approves anything here. A named person writes down what a paper says; the dossier then stands where the paper
says it stands, and the system counts from the days on the paper.
"""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from classification.decisions import STEPS_TO, Decision
from classification.errors import StepRefused
from classification.models import Dossier, RecordedDecision
from systems.authority import why_not_record
from systems.models import InformationSystem

from .effects import supersede
from .files import judge_file, keep_file
from .locking import lock
from .recording_many import Entry, store_dossiers, store_records

RECORDING = frozenset(step for steps in STEPS_TO.values() for step in steps)


@dataclass(frozen=True, slots=True)
class Scan:
    """The picture of a paper as it was brought: a PDF, or a PNG or JPEG."""

    filename: str
    content: bytes

    @property
    def kind(self) -> str:
        return "file" if self.content.startswith(b"%PDF-") else "image"


@transaction.atomic
def record_decision(
    *, system: InformationSystem, decision: Decision, by, scan: Scan | None = None, today: datetime.date | None = None,
    instead_of: Dossier | None = None,
) -> Dossier:  # fmt: skip
    """Bring in the decision that holds for a system which has none here yet. Returns its dossier, in force.

    `instead_of`: the recorded dossier that a newer decision on paper replaces; only a system whose dossiers are on
    paper is determined again there. Raises PermissionDenied, ValidationError by field, StepRefused where (another)
    dossier of the system is in force.
    """
    today = today or timezone.localdate()
    _require_right(by, system)
    _refuse_faults(decision, today)
    mime = _judge(scan, system)
    system = InformationSystem.objects.select_for_update(of=("self",)).get(pk=system.pk)
    held = Dossier.objects.in_force().filter(system=system).first()
    if instead_of is None and held:
        raise StepRefused([already_decided(held)])
    if instead_of is not None:
        _replace(instead_of, held, decision, by)
    entry = Entry(system, decision)
    try:
        with transaction.atomic():
            store_dossiers([entry], by=by)
    except IntegrityError as twice:
        raise StepRefused([_("Hệ thống này vừa có một quyết định đang có hiệu lực.")]) from twice
    if scan:
        entry.scan = keep_file(dossier=entry.dossier, filename=scan.filename, content=scan.content, mime=mime, by=by)
    store_records([entry], by=by)
    return Dossier.objects.with_parties().get(pk=entry.dossier.pk)


@transaction.atomic
def correct_record(
    *, dossier: Dossier, decision: Decision, by, scan: Scan | None = None, seen: int | None = None,
    today: datetime.date | None = None,
) -> Dossier:  # fmt: skip
    """Put a newer record in the place of the last one. `seen` is the record that the writer had open.

    Nothing is written where nothing differs. Raises PermissionDenied, ValidationError by field, StepRefused.
    """
    today = today or timezone.localdate()
    _require_right(by, dossier.system)
    _refuse_faults(decision, today)
    mime = _judge(scan, dossier.system)
    dossier = lock(dossier)
    before = dossier.paper
    if before is None or not dossier.is_in_force:
        raise StepRefused([_("Hồ sơ này không phải bản ghi nhận đang có hiệu lực nên không sửa được.")])
    if seen is not None and seen != before.pk:
        raise StepRefused([_("Người khác vừa sửa bản ghi nhận này. Hãy xem bản mới rồi lưu lại.")])
    if decision == before.decision and not scan:
        return dossier
    moved = has_moved_on(dossier.steps.values_list("step", flat=True))
    if moved and (why := why_not_after(before, decision)):
        raise StepRefused([why])
    entry = Entry(dossier.system, decision, dossier, before, before.scan, moved)
    if scan:
        entry.scan = keep_file(dossier=dossier, filename=scan.filename, content=scan.content, mime=mime, by=by)
    store_dossiers([entry], by=by)
    store_records([entry], by=by)
    return Dossier.objects.with_parties().get(pk=dossier.pk)


def may_replace(held: Dossier) -> bool:
    """Whether a newer decision on paper may take the place of this one: no dossier of the system is kept here."""
    return held.system.on_paper and held.recorded


def _replace(seen: Dossier, held: Dossier | None, decision: Decision, by) -> None:
    if held is None or held.pk != seen.pk or not may_replace(held):
        raise StepRefused([_("Người khác vừa sửa bản ghi nhận này. Hãy xem bản mới rồi lưu lại.")])
    if decision.decided_on <= held.decision_on:
        words = _("Quyết định mới có ngày sau quyết định đang ghi nhận, %(day)s.")
        raise ValidationError({"decided_on": [words % {"day": f"{held.decision_on:%d/%m/%Y}"}]})
    supersede(lock(held), by, decision.decided_on, decision=decision.number)


def already_decided(dossier: Dossier) -> str:
    """Why a second decision is not recorded: which of two holds is for people to say, by the dossier or a new one."""
    return _(
        "Hệ thống đã có quyết định số %(number)s ngày %(day)s đang có hiệu lực. Ghi sai thì sửa bản ghi nhận ở trang "
        "của hệ thống; cấp độ thay đổi thì lập hồ sơ xác định lại."
    ) % {"number": dossier.decision_number, "day": f"{dossier.decision_on:%d/%m/%Y}"}


def has_moved_on(steps: Iterable[str]) -> bool:
    """Whether people took steps here since the paper was recorded."""
    return not RECORDING.issuperset(steps)


def why_not_after(before: RecordedDecision, decision: Decision) -> str | None:
    """What was done here since rests on the level and the stage of the paper: those no longer change."""
    names = ("level", "stage", "stage_on")
    if all(getattr(before, name) == getattr(decision, name) for name in names):
        return None
    return _(
        "Hồ sơ đã được làm tiếp trên hệ thống nên không sửa cấp độ, tình trạng và ngày triển khai đã ghi nhận nữa; "
        "cấp độ thay đổi thì lập hồ sơ xác định lại."
    )


def _judge(scan: Scan | None, system: InformationSystem) -> str:
    """The type of the scan; of a system that handles state secrets not even the picture of a paper is kept."""
    if scan is None:
        return ""
    if system.on_paper:
        raise ValidationError(_("Hệ thống xử lý bí mật nhà nước: ở đây không giữ bản chụp văn bản."))
    return judge_file(scan.filename, scan.content, scan.kind)


def _require_right(by, system: InformationSystem) -> None:
    if refusal := why_not_record(by, system.owner):
        raise PermissionDenied(refusal)


def _refuse_faults(decision: Decision, today: datetime.date) -> None:
    if faults := decision.faults(today):
        raise ValidationError({name: [sentence] for name, sentence in faults.items()})
