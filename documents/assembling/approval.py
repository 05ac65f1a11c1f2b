"""Form 05, the operator's request, forms 06 and 07, the decisions, and the report to the owner (levels 1-2)."""

from classification.models import Dossier
from classification.workflow import PaperKind
from documents.content import ApprovalRequest, Decision, OwnerReport, PlanDecision, Reference
from documents.content.parts import dossier_documents
from documents.content.parts import specialist_opinion as opinion_line

from .frame import (
    Order,
    appraisal_cited,
    cited,
    date_from,
    decision_cited,
    design_kind,
    frame,
    subject,
    submission_cited,
)
from .joint import documents_of_each

REPORT_CLAUSES = {
    "nd85-2016": "điểm a khoản 3 Điều 14 Nghị định số 85/2016/NĐ-CP",
    "nd331-2026": "khoản 1 Điều 18, điểm a khoản 3 Điều 20 Nghị định số 331/2026/NĐ-CP",
}


def approval_request(dossier: Dossier, order: Order) -> ApprovalRequest:
    return ApprovalRequest(
        **frame(dossier, order),
        addressee=dossier.owner.name,
        sender=order.issuer.name,
        appraisal=appraisal_cited(dossier),
        subject=subject(dossier),
        design=design_kind(dossier),
        attachments=_six_documents(dossier, order) if dossier.is_appraised_outside else _of_each(dossier, order),
    )


def _of_each(dossier: Dossier, order: Order) -> tuple[str, ...]:
    """At level 3 a joint filing names the documents of each system, and the appraisal; else the form's own list."""
    own = documents_of_each(dossier, frame(dossier, order)["terms"])
    return (*own, f"Ý kiến thẩm định: {appraisal_cited(dossier).text}") if own else ()


def _six_documents(dossier: Dossier, order: Order) -> tuple[str, ...]:
    """The form's list where opinion and appraisal are papers with numbers."""
    terms = frame(dossier, order)["terms"]
    opinion = cited(dossier, PaperKind.OPINION, word="văn bản")
    return (
        *(documents_of_each(dossier, terms) or dossier_documents(terms, design_kind(dossier))),
        f"{opinion_line(terms, dossier.route_level)} ({opinion.text})",
        f"Ý kiến thẩm định của cơ quan thẩm định: {appraisal_cited(dossier).text}",
    )


def decision(dossier: Dossier, order: Order) -> Decision:
    return Decision(**_decided(dossier, order))


def plan_decision(dossier: Dossier, order: Order) -> PlanDecision:
    """The level stands on the Prime Minister's list; the owner approves the plan."""
    on_list, *others = dict.fromkeys(_list_decision(one) for one in dossier.filing)
    return PlanDecision(
        **_decided(dossier, order),
        about=dossier.rules.form("07").title.removeprefix("Quyết định về việc phê duyệt "),
        list_decision=on_list,
        further_list_decisions=tuple(others),
        list_name=dossier.list_name,
    )


def _list_decision(dossier: Dossier) -> Reference:
    on_list = dossier.list_decision
    return Reference(kind="Quyết định", number=on_list.number, issued_on=on_list.issued_on, issuer=on_list.body)


def owner_report(dossier: Dossier, order: Order) -> OwnerReport:
    return OwnerReport(
        **frame(dossier, order, copies=("Như trên", dossier.operator.name)),
        addressee=dossier.owner.name,
        sender=order.issuer.name,
        decision=decision_cited(dossier),
        appraisal=appraisal_cited(dossier),
        subject=subject(dossier),
        clause=REPORT_CLAUSES[dossier.regime],
        execution=order.details.get("execution", ""),
        proposals=order.details.get("proposals", ""),
    )


def _decided(dossier: Dossier, order: Order) -> dict:
    """From level 3 on the operator's request is cited; below that the letter that submitted the dossier."""
    proposal = (
        cited(dossier, PaperKind.PROPOSAL_05, word="Tờ trình") if dossier.level >= 3 else submission_cited(dossier)
    )
    return frame(dossier, order, copies=("Như Điều 3", dossier.appraiser_name)) | {
        "authority": f"{order.issuer.representative_title or order.by.title} {order.issuer.name}",
        "owner": dossier.owner.name,
        "proposal": proposal,
        "proposer": f"{dossier.operator.representative_title or 'Thủ trưởng'} {dossier.operator.name}",
        "appraisal": appraisal_cited(dossier),
        "subject": subject(dossier),
        "deploy_by": date_from(order.details.get("deploy_by")),
        "supervisor": dossier.appraiser_name,
    }
