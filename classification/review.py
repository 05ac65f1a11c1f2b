"""Levels that need a second look: below what the facts give, without evidence, on facts that contradict each other.

Everything is asked of stored rows (`NeededLevel` is written when facts change), so that a list of any length costs the
same few statements.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Exists, F, FilteredRelation, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from classification.contradictions import BY_KEY
from classification.fact_labels import label
from classification.models import DossierPart, RecordedDecision, StepTaken
from classification.regimes import regime_for
from classification.workflow import IN_FORCE, OPEN, State
from systems.authority import seen_by
from systems.models import InformationSystem
from systems.models.organisations import below
from systems.wording import search_form

BELOW, EVIDENCE, CONTRADICTED, UNKNOWN = "thap-hon", "minh-chung", "mau-thuan", "chua-biet"
NO_SCAN = Q(decided__recorded=True, has_scan=False)
NO_REGULATION = Q(decided__isnull=False, has_regulation=False)
NO_INSPECTION = Q(decided__state=State.PROTECTED, has_inspection=False)
SHELVES: dict[str, tuple[str, Q]] = {
    BELOW: (gettext_lazy("Thấp hơn dữ kiện"), Q(needed__level__gt=F("level"))),
    EVIDENCE: (gettext_lazy("Thiếu minh chứng"), NO_SCAN | NO_REGULATION | NO_INSPECTION),
    CONTRADICTED: (gettext_lazy("Dữ kiện mâu thuẫn"), Q(needed__contradicted=True)),
    UNKNOWN: (gettext_lazy("Chưa biết, có thể cao hơn"), Q(needed__could_become__gt=F("level"))),
}
"""Word in the address -> what it is called, which systems stand there."""


def reviewed(user) -> QuerySet[InformationSystem]:
    """Systems that run or are built and whose dossiers this person sees, with the approved and the proposed level.

    `level` is the approved one, else the proposed. What stands against each is in `needed` and the `has_…` marks.
    """
    record = RecordedDecision.objects.filter(dossier=OuterRef("decided__pk"), corrected_by=None)
    regulation = DossierPart.objects.filter(
        dossier=OuterRef("decided__pk"), key="regulation", content__number__isnull=False
    )
    confirmed = StepTaken.objects.filter(dossier=OuterRef("decided__pk"), step="confirm")
    return (
        InformationSystem.objects.filter(seen_by(user))
        .exclude(status=InformationSystem.Status.CLOSED)
        .annotate(
            decided=FilteredRelation("dossiers", condition=Q(dossiers__state__in=sorted(IN_FORCE))),
            current=FilteredRelation("dossiers", condition=Q(dossiers__state__in=sorted(OPEN))),
        )
        .annotate(
            approved=F("decided__level"),
            proposed=F("current__level"),
            level=Coalesce("decided__level", "current__level"),
            decision_number=F("decided__decision_number"),
            decided_state=F("decided__state"),
            from_paper=F("decided__recorded"),
            has_scan=Exists(record.filter(scan__isnull=False)),
            has_regulation=Exists(regulation.exclude(content__number="")),
            has_inspection=Exists(confirmed) | Exists(record.exclude(minutes_number="")),
        )
        .select_related("operator", "owner", "needed")
        .defer("facts", "note")
        .order_by("code", "pk")
    )


def on_shelf(found: QuerySet, key: str) -> QuerySet:
    return found.filter(SHELVES[key][1])


def narrowed(found: QuerySet, *, words: str = "", unit=None) -> QuerySet:
    """Systems that match these words in name, code or unit, at or below this unit."""
    for word in search_form(words).split():
        found = found.filter(Q(search_text__contains=word) | Q(operator__name_search__contains=word))
    if unit:
        found = found.filter(below([unit.path], "operator__") | below([unit.path], "owner__"))
    return found


def counted(found: QuerySet) -> dict[str, int]:
    """How many systems stand on each shelf; one statement."""
    wanted = {key.replace("-", "_"): Count("pk", filter=condition) for key, (_words, condition) in SHELVES.items()}
    return {key.replace("_", "-"): number for key, number in found.order_by().aggregate(**wanted).items()}


@dataclass(frozen=True, slots=True)
class Line:
    """One system of `reviewed` in words; each list is empty where there is nothing to say."""

    system: InformationSystem
    needed: int | None
    grounds: list[str]
    gaps: list[str]
    contradictions: list[str]
    unknown: list[str]
    could_become: int | None


def line(system: InformationSystem) -> Line:
    """The words for a row of `reviewed`."""
    needed = getattr(system, "needed", None)
    if needed is None:
        return Line(system, None, [], _gaps(system), [], [], None)
    rules = regime_for(needed.regime)
    low = bool(needed.level and system.level and needed.level > system.level)
    could = needed.could_become if (needed.could_become or 0) > (system.level or 0) else None
    return Line(
        system,
        needed.level,
        [" ".join(filter(None, (ground["reason"], ground["clause"]))) for ground in needed.grounds] if low else [],
        _gaps(system),
        [
            f"{BY_KEY[key].sentence} {rules.cite(BY_KEY[key].clauses[rules.code])}."
            for key in needed.contradictions
            if key in BY_KEY
        ],
        [str(label(fact)) for fact in needed.unknown] if could and system.level else [],
        could,
    )


def _gaps(system: InformationSystem) -> list[str]:
    """What would prove the decision in force and is not here."""
    if not system.approved:
        return []
    gaps = []
    if system.from_paper and not system.has_scan:
        gaps.append(_("Chưa có bản chụp quyết định."))
    if not system.has_regulation:
        gaps.append(_("Chưa ghi số, ngày của quy chế bảo đảm an toàn, an ninh mạng."))
    if system.decided_state == State.PROTECTED and not system.has_inspection:
        gaps.append(_("Chưa ghi số biên bản kiểm tra kết quả triển khai."))
    return gaps
