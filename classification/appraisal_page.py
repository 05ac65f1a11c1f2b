"""What an appraiser reads: the whole dossier on one page, and what changed since it was handed back."""

from dataclasses import dataclass

from django.urls import reverse

from classification.appraisal import ITEMS, Item, Verdict
from classification.models import Appraisal, Dossier
from classification.part_text import all_parts
from classification.parts import parts_of
from classification.plan_table import PlanTable, plan_table
from classification.proofs import proofs_of
from classification.round_changes import changed_places
from classification.round_page import changes_between
from classification.successions import succession_warnings


@dataclass(frozen=True, slots=True)
class Finding:
    """One item of the law with the verdict that was given on it."""

    item: Item
    verdict: str
    word: str
    comment: str


def review(dossier: Dossier) -> dict:
    """The context of the reading side: parts in words, plan by group, papers, earlier rounds, what changed since."""
    back = dossier.steps.filter(step="return").select_related("by").last()
    compared = changes_between(dossier, dossier.round) if back else None
    changed, answered = _changed(dossier, compared, back)
    parts = parts_of(dossier.regime, dossier.level)
    earlier = list(dossier.appraisals.filter(round__lt=dossier.round).order_by("-round"))
    return {
        "texts": [(text, f"part/{text.part.key}" in changed) for text in all_parts(parts, dossier)],
        "changed_codes": {place.removeprefix("plan/") for place in changed if place.startswith("plan/")},
        "changes_url": reverse("classification:round_changes", args=[dossier.pk, dossier.round]) if compared else "",
        "table": _whole_plan(dossier) if dossier.level else None,
        "papers": list(dossier.documents.with_seals().select_related("signer").defer("content").order_by("-pk")),
        "warnings": succession_warnings(dossier.system),
        "incoming": list(dossier.incoming.select_related("recorded_by", "scan").order_by("-pk")),
        "plan": dossier.plan, "returned": back, "answered_since": answered,
        "earlier": [(appraisal, told(appraisal)) for appraisal in earlier],
    }  # fmt: skip


def _whole_plan(dossier: Dossier) -> PlanTable:
    """Every answer with the files that prove it."""
    table, proofs = plan_table(dossier, reverse("classification:plan", args=[dossier.pk]), {}), proofs_of(dossier)
    for row in table.rows:
        row.evidence = proofs.get(row.code, [])
    return table


def told(appraisal: Appraisal) -> list[Finding]:
    """The verdicts of one round, item by item."""
    words = dict(Verdict.choices)
    found = []
    for item in ITEMS:
        given = appraisal.verdicts.get(item.key, {})
        verdict = given.get("verdict", "")
        found.append(Finding(item, verdict, words.get(verdict, ""), given.get("comment", "")))
    return found


def finished(dossier: Dossier) -> list[Finding]:
    """The verdicts of this round for those who only read; empty where nothing was written."""
    return told(dossier.appraisal) if dossier.appraisal else []


def _changed(dossier: Dossier, compared, back) -> tuple[set[str], int]:
    """Places changed since the last return and how many requirements: between two rounds, else by when it was saved."""
    if compared:
        places = changed_places(compared[2])
        return places, sum(place.startswith("plan/") for place in places)
    if back is None:
        return set(), 0
    parts = dossier.parts.filter(updated_at__gt=back.at).values_list("key", flat=True)
    return {f"part/{key}" for key in parts}, dossier.plan_items.filter(updated_at__gt=back.at).count()
