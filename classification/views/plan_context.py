"""What the pages and rows of a plan are drawn with, for one reader."""

from django.urls import reverse

from classification.forms.checks import CheckForm
from classification.forms.evidence import EvidenceForm
from classification.inheriting import offer
from classification.models import Dossier
from classification.plan_table import PlanTable, Row, plan_table
from classification.proofs import proofs_of
from classification.remark_board import board
from systems.authority import may_act
from systems.roles import Role


def base_of(dossier: Dossier) -> str:
    return reverse("classification:plan", args=[dossier.pk])


def table_of(dossier: Dossier, given) -> PlanTable:
    return plan_table(dossier, base_of(dossier), given)


def context_of(request, dossier: Dossier, table: PlanTable, row: Row | None = None) -> dict:
    """The plan for this reader: the operator writes, the security unit inspects, everybody else reads."""
    writes = dossier.is_plan_editable and may_act(request.user, Role.OPERATOR, dossier.system)
    inspects = dossier.is_under_inspection and may_act(request.user, Role.SECURITY_UNIT, dossier.system)
    pinned = board(dossier, request.user)
    return {
        "dossier": dossier, "table": table, "plan": dossier.plan, "row": row, "writes": writes, "here": "plan",
        "inspects": inspects, "picks": writes or inspects, "board": pinned, "pinning": bool(pinned.role),
    }  # fmt: skip


def opened_context(dossier: Dossier, row: Row, writes: bool = False, **forms) -> dict:
    """What an opened row shows besides its answer: evidence and findings, with forms to add to them.

    `writes`: the reader may answer, so the page says whether the host offers this requirement. `forms`:
    `evidence_form`, `finding_form` that were sent and refused.
    """
    proofs = proofs_of(dossier, row.code).get(row.code, [])
    findings = dossier.requirement_checks.filter(code=row.code).select_related("by").order_by("-pk")
    fresh = {"evidence_form": EvidenceForm(proofs=proofs), "finding_form": CheckForm()}
    offered = writes and bool(dossier.system.hosted_by_id) and row.code in offer(dossier).codes
    return {"opened": row, "proofs": proofs, "findings": list(findings), "offered": offered} | fresh | forms
