"""Filing several systems together (hồ sơ chung): which fit together, and what holds back the whole of them. Reads only.

NĐ 331/2026 Đ22.4.a: the explanation lists the systems, each with its own level and its own ground.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from django.utils.translation import gettext as _

from classification.guards import on_paper_words
from classification.models import Dossier
from classification.regimes import REGIMES
from classification.workflow import OPEN, Step

OF_THE_WHOLE = frozenset({"submitter_is_acting", "nothing_unfavourable", "appraiser_not_named"})
"""Guards that speak of who acts, or of the filing: where each dossier gives the same reason, it is one reason."""


@dataclass(frozen=True, slots=True)
class HeldBack:
    """One reason that holds a step back: the guard that gives it, of which dossier; `dossier` None: of all alike."""

    guard: str
    reason: str
    dossier: Dossier
    of_all: bool = False

    @property
    def sentence(self) -> str:
        return self.reason if self.of_all else of_system(self.dossier, self.reason)


def of_system(dossier: Dossier, reason: str) -> str:
    """A reason with the system it is about in front."""
    return f"{dossier.system.name}: {reason}"


def band(dossier: Dossier) -> int | None:
    """Which way the dossier goes: levels 1 and 2 share one, each higher level has its own."""
    level = dossier.route_level
    return max(level, 2) if level else None


def why_no_filing(dossier: Dossier) -> str | None:
    """Why this dossier cannot stand for a joint filing; None when it can."""
    if dossier.rules.clauses.joint_filing is None:
        return _("%(decree)s không quy định hồ sơ chung cho nhiều hệ thống. %(allowed)s") % {
            "decree": dossier.rules.short_name, "allowed": _allowed_by(),
        }  # fmt: skip
    if dossier.system.on_paper:
        return on_paper_words()
    if dossier.is_led:
        return _("Hồ sơ này đã nằm trong hồ sơ chung do hồ sơ của %(lead)s đại diện.") % {
            "lead": dossier.leading.system.name
        }
    if not all(one.is_editable for one in dossier.filing):
        return _("Hồ sơ đang ở trạng thái “%(state)s”: chỉ ghép, tách được khi chưa trình hoặc đã bị trả lại.") % {
            "state": dossier.get_state_display()
        }
    if dossier.level is None:
        return _("Chưa xác định cấp độ nên chưa biết hồ sơ theo thủ tục nào.")
    return None


def why_not_together(lead: Dossier, other: Dossier) -> str | None:
    """Why `other` cannot be filed together with `lead` (of which `why_no_filing` has nothing to say); or None."""
    if other.is_joint:
        return _("Đã nằm trong một hồ sơ chung, đại diện là hồ sơ của %(lead)s.") % {"lead": other.leading.system.name}
    if not other.is_editable:
        return _("Đang ở trạng thái “%(state)s”: chỉ ghép hồ sơ chưa trình hoặc đã bị trả lại.") % {
            "state": other.get_state_display()
        }
    if other.system.on_paper:
        return on_paper_words()
    return why_apart(lead, other)


def why_apart(lead: Dossier, other: Dossier) -> str | None:
    """In what the two differ that has to be one for both: parties, decree, way, appraiser; or None."""
    if other.system.owner_id != lead.system.owner_id:
        return _("Thuộc chủ quản khác: %(owner)s.") % {"owner": other.owner}
    if other.system.operator_id != lead.system.operator_id:
        return _("Do đơn vị khác vận hành: %(operator)s.") % {"operator": other.operator}
    if other.regime != lead.regime:
        return _("Lập theo %(decree)s, hồ sơ đại diện theo %(own)s.") % {
            "decree": other.rules.short_name, "own": lead.rules.short_name,
        }  # fmt: skip
    if other.level is None:
        return _("Chưa xác định cấp độ.")
    if band(other) != band(lead):
        return _("Theo thủ tục của cấp độ %(level)s, hồ sơ đại diện theo thủ tục của cấp độ %(own)s.") % {
            "level": _way_words(other), "own": _way_words(lead),
        }  # fmt: skip
    return _why_another_appraiser(lead, other)


def _why_another_appraiser(lead: Dossier, other: Dossier) -> str | None:
    council = next((one for one in (other, lead) if one.by_council), None)
    if council:
        return _("Có hội đồng thẩm định lập riêng cho %(system)s.") % {"system": council.system.name}
    if other.appraiser_name != lead.appraiser_name:
        return _("Do %(other)s thẩm định, hồ sơ đại diện do %(own)s thẩm định.") % {
            "other": other.appraiser_name, "own": lead.appraiser_name,
        }  # fmt: skip
    if other.outside_appraiser != lead.outside_appraiser:
        return _("Do %(other)s thẩm định, hồ sơ đại diện do %(own)s thẩm định.") % {
            "other": other.outside_appraiser, "own": lead.outside_appraiser,
        }  # fmt: skip
    return None


def held_back(dossier: Dossier, step: Step, by) -> list[HeldBack]:
    """Everything that holds the step back: what holds back one system of a joint filing holds back the whole.

    What is not a matter of one system is said once.
    """
    filing = dossier.filing if taken_together(dossier, step) else [dossier]
    said = [(one, guard.__name__, guard(one, by)) for one in filing for guard in step.held_back_by]
    said = [(one, name, str(reason)) for one, name, reason in said if reason]
    times = Counter((name, reason) for _one, name, reason in said)
    found, told = [], set()
    for one, name, reason in said:
        of_all = len(filing) == 1 or (name in OF_THE_WHOLE and times[name, reason] == len(filing))
        if not of_all or (name, reason) not in told:
            found.append(HeldBack(name, reason, one, of_all))
        told.add((name, reason))
    # What sends back or out is never barred: that is how a filing that no longer fits together is put right.
    apart = [] if step.reason_needed else [(one, why_apart(filing[0], one)) for one in filing[1:]]
    return found + [HeldBack("no_longer_together", reason, one) for one, reason in apart if reason]


def taken_together(dossier: Dossier, step: Step) -> bool:
    """Whether the step moves all dossiers of a joint filing at once: up to the decision, not after it."""
    return dossier.is_joint and not OPEN.isdisjoint(step.sources)


def taken_on_the_lead(dossier: Dossier) -> str:
    """What is said to whoever would move one system of a joint filing alone."""
    return _("Hồ sơ này nằm trong hồ sơ chung: bước này làm một lần cho cả hồ sơ chung, trên hồ sơ của %(lead)s.") % {
        "lead": dossier.leading.system.name
    }


def _way_words(dossier: Dossier) -> str:
    return "1-2" if band(dossier) == 2 else str(band(dossier))


def _allowed_by() -> str:
    found = next(regime for regime in REGIMES.values() if regime.clauses.joint_filing)
    return _("Chỉ %(decree)s cho phép (%(clause)s).") % {
        "decree": found.short_name, "clause": found.clauses.joint_filing,
    }  # fmt: skip
