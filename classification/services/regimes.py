"""Choosing the decree of a dossier otherwise than the dates do: the security unit's decision, with its reason."""

from django.db import transaction
from django.forms.models import model_to_dict
from django.utils import timezone
from django.utils.translation import gettext as _

from classification.errors import StepRefused
from classification.models import CatalogueEdition, Dossier, PlanItem, RegimeChange
from classification.regimes import REGIMES, regime_for
from systems.ledger import record
from systems.roles import Role

from .drafting import store_facts
from .editions import settle_answers
from .locking import lock, require_editable, require_role, require_version

ANSWER = ("status", "how", "reason", "responsible", "due_on", "evidence")


@transaction.atomic
def change_regime(*, dossier: Dossier, regime: str, reason: str, by, seen: int | None = None) -> Dossier:
    """Let the dossier follow this decree, or confirm the one it follows although its dates say otherwise.

    Changing it determines the level anew and sets the answers to the other decree's catalogue aside; changing back
    brings them back. Only while the operator writes; confirming, until the decision.
    Raises StepRefused, PermissionDenied.
    """
    dossier = lock(dossier)
    require_role(dossier, by, Role.SECURITY_UNIT)
    require_version(dossier.version, seen)
    reason = reason.strip()
    if regime not in REGIMES:
        raise StepRefused([_("Chọn một nghị định trong danh sách.")])
    if not reason:
        raise StepRefused([_("Phải ghi rõ lý do.")])
    if dossier.is_in_force or dossier.is_ended:
        raise StepRefused([_("Hồ sơ đã có quyết định hoặc đã kết thúc: nghị định áp dụng được giữ nguyên.")])
    source = dossier.regime
    if regime != source:
        require_editable(dossier, dossier.is_editable)
    change = RegimeChange(dossier=dossier, source=source, target=regime, reason=reason, by=by, on=timezone.localdate())
    if regime != source:
        _move(dossier, regime, change, by)
    else:
        dossier.version += 1
        dossier.save(update_fields=["version"])
    change.save(force_insert=True)
    verb = "change_regime" if regime != source else "confirm_regime"
    record(verb=verb, by=by, system=dossier.system, about=f"dossier:{dossier.pk}", source=source, target=regime)
    return Dossier.objects.with_parties().get(pk=dossier.pk)


def _move(dossier: Dossier, regime: str, change: RegimeChange, by) -> None:
    rules = regime_for(regime)
    change.set_aside = _set_aside(dossier)
    dossier.regime, dossier.ruleset_version = rules.code, rules.ruleset_version
    dossier.regime_reason = (
        _("Đơn vị chuyên trách chọn %(decree)s: %(reason)s") % {"decree": rules.short_name, "reason": change.reason}
    )[:500]
    dossier.edition = CatalogueEdition.objects.in_use(rules.catalogue, timezone.localdate())
    dossier.save(update_fields=["regime", "ruleset_version", "regime_reason", "edition"])
    store_facts(dossier, dict(dossier.facts))
    _bring_back(dossier, regime, by)
    settle_answers(dossier)


def _set_aside(dossier: Dossier) -> dict:
    """The answers of the plan as plain JSON; their rows leave the plan, whose catalogue does not know them."""
    items = PlanItem.objects.filter(dossier=dossier)
    kept = {}
    for item in items:
        answer = model_to_dict(item, fields=ANSWER)
        kept[item.code] = answer | {"due_on": item.due_on.isoformat() if item.due_on else None}
    items.delete()
    return kept


def _bring_back(dossier: Dossier, regime: str, by) -> None:
    last = RegimeChange.objects.filter(dossier=dossier, source=regime).exclude(target=regime).last()
    if last:
        PlanItem.objects.bulk_create(
            PlanItem(dossier=dossier, code=code, updated_by=by, **answer) for code, answer in last.set_aside.items()
        )
