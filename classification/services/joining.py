"""Joining dossiers into one filing of several systems, taking one out of it, and dissolving it."""

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from classification.errors import OutOfDate, StepRefused
from classification.joint import of_system, why_no_filing, why_not_together
from classification.models import Dossier
from systems.authority import may_act
from systems.ledger import record
from systems.roles import Role

from .locking import filed_with, lock_filing, lock_together, require_role, require_version


@transaction.atomic
def join(*, lead: Dossier, dossiers: list[Dossier], by, seen: int | None = None) -> Dossier:
    """File these together with `lead`, which stands for all of them from now on. Returns the lead as stored.

    `seen` is the version of the lead that the person had open. Raises StepRefused with a reason for each dossier that
    does not fit, OutOfDate, PermissionDenied; then nothing is stored.
    """
    added = {one.pk for one in dossiers} - {lead.pk}
    named = Q(pk__in=added | {lead.pk})
    filing = lock_together(named | filed_with(lead), lead.pk)
    lead = next(one for one in filing if one.pk == lead.pk)
    others = list(Dossier.objects.with_parties().filter(pk__in=added).order_by("pk"))
    for one in (*filing, *others):
        require_role(one, by, Role.OPERATOR)
    require_version(lead.version, seen)
    if not others:
        raise StepRefused([_("Chọn ít nhất một hồ sơ để ghép.")])
    if reason := why_no_filing(lead):
        raise StepRefused([reason])
    told = [(one, why_not_together(lead, one)) for one in others]
    if reasons := [of_system(one, reason) for one, reason in told if reason]:
        raise StepRefused(reasons)
    for one in others:
        one.lead = lead
    store_leads([lead, *others])
    for one in others:
        _record("join_filing", by, one, lead)
    return _stored(lead)


@transaction.atomic
def leave(*, dossier: Dossier, by) -> Dossier:
    """Take one dossier out of its joint filing; it goes its own way from where it stands.

    Whoever operates its system does so, and whoever operates that of the lead. Raises StepRefused (it leads, or the
    filing was handed in), OutOfDate, PermissionDenied.
    """
    filing = _writable(dossier, by, its_own=True)
    lead, dossier = filing[0], next(one for one in filing if one.pk == dossier.pk)
    if dossier is lead:
        raise StepRefused([_("Hồ sơ đại diện không tách ra được: hãy giải thể hồ sơ chung.")])
    dossier.lead = None
    store_leads([lead, dossier])
    _record("leave_filing", by, dossier, lead)
    return _stored(dossier)


@transaction.atomic
def dissolve(*, dossier: Dossier, by) -> Dossier:
    """End the joint filing of this dossier: each of its dossiers goes its own way. Raises as `leave` does.

    Whoever operates the system of the lead does so.
    """
    filing = _writable(dossier, by, its_own=False)
    for one in filing:
        one.lead = None
    store_leads(filing)
    for one in filing[1:]:
        _record("leave_filing", by, one, filing[0])
    return _stored(dossier)


def _writable(dossier: Dossier, by, *, its_own: bool) -> list[Dossier]:
    """The filing under its locks, if this person may take it apart now: the operator of the lead, or (`its_own`) of
    the system of this dossier."""
    filing = lock_filing(dossier)
    operates = its_own and any(one.pk == dossier.pk and may_act(by, Role.OPERATOR, one.system) for one in filing)
    if not operates:
        require_role(filing[0], by, Role.OPERATOR)
    if len(filing) == 1:
        raise OutOfDate([_("Hồ sơ này không nằm trong hồ sơ chung nào.")])
    if not all(one.is_editable for one in filing):
        raise StepRefused(
            [
                _("Hồ sơ chung đang ở trạng thái “%(state)s”: chỉ ghép, tách được khi chưa trình hoặc đã bị trả lại.")
                % {"state": filing[0].get_state_display()}
            ]
        )
    return filing


def store_leads(dossiers: list[Dossier]) -> None:
    """A new version of each, so that papers prepared before are made anew."""
    for one in dossiers:
        one.version += 1
        one.save(update_fields=["lead", "version"])


def _stored(dossier: Dossier) -> Dossier:
    return Dossier.objects.with_parties().get(pk=dossier.pk)


def _record(verb: str, by, dossier: Dossier, lead: Dossier) -> None:
    record(
        verb=verb, by=by, system=dossier.system, about=f"dossier:{dossier.pk}", lead=lead.pk,
        with_system=lead.system.code,
    )  # fmt: skip
