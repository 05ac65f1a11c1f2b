"""Signed papers that move no dossier, in the shape of rows of the table: one signing page serves both."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from classification.models import Dossier
from classification.workflow import BESIDE, STEPS, PaperKind, Step
from systems.roles import Role

from .appraisers import check_decision, decide_arrangement
from .locking import lock, require_version
from .meetings import check_minutes, keep_minutes
from .steps import check_step, take_step


@dataclass(frozen=True, slots=True)
class Act:
    """One such paper. `check` says who may sign it (the duty, or a refusal); `perform` keeps what it decided."""

    name: str
    label: str
    kind: PaperKind
    check: Callable[..., Role]
    perform: Callable[..., None]
    done: str
    reason_needed: bool = False

    @property
    def papers(self) -> tuple[PaperKind, ...]:
        return (self.kind,)

    def papers_for(self, level: int | None, state: str) -> tuple[PaperKind, ...]:
        return (self.kind,)

    def label_for(self, level: int | None) -> str:
        return self.label

    def has_papers_at(self, level: int | None) -> bool:
        return True

    def is_recorded(self, level: int | None, state: str) -> bool:
        return False


ACTS = {act.name: act for act in (
    Act("name_appraiser", _("Ra quyết định giao thẩm định"), PaperKind.APPRAISER_DECISION, check_decision,
        decide_arrangement, _("Đã ký. Đơn vị hoặc hội đồng trong quyết định thẩm định hồ sơ này từ hôm nay.")),
    Act("council_minutes", _("Lập biên bản họp hội đồng"), PaperKind.COUNCIL_MINUTES, check_minutes, keep_minutes,
        _("Đã ký biên bản. Hội đồng có thể kết luận hoặc cho ý kiến.")),
)}  # fmt: skip


def row_of(name: str) -> Step | Act | None:
    """What is signed under this name: a step of the table, a row beside it, or an act that moves nothing."""
    return STEPS.get(name) or BESIDE.get(name) or ACTS.get(name)


def check_signing(*, dossier: Dossier, name: str, by) -> Role:
    """Whether this person could sign it now. Raises PermissionDenied, StepRefused. Returns the duty they act in."""
    if act := ACTS.get(name):
        return act.check(dossier=dossier, by=by)
    return check_step(dossier=dossier, name=name, by=by)


@transaction.atomic
def take_signed(
    *, dossier: Dossier, name: str, by, papers, details: dict, of_members=None, note: str = "", seen=None
) -> Dossier:
    """Do what was signed: take the step, or perform the act. Raises as `take_step` does; then nothing is stored."""
    act = ACTS.get(name)
    if act is None:
        more = of_members or {}
        return take_step(dossier=dossier, name=name, by=by, note=note, papers=papers, of_members=more, seen=seen)
    dossier = lock(dossier)
    act.check(dossier=dossier, by=by)
    require_version(dossier.version, seen)
    act.perform(dossier=dossier, by=by, papers=papers, details=details)
    return Dossier.objects.with_parties().get(pk=dossier.pk)
