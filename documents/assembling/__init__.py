"""From a dossier to what its papers show: one function a paper, nothing rendered, nothing stored."""

from classification.models import Dossier
from classification.workflow import PaperKind
from documents.content import Paper

from .appraisal import appraisal_opinion, refusal_notice, return_notice
from .approval import approval_request, decision, owner_report, plan_decision
from .councils import appraiser_decision, council_minutes
from .deployment import deployment_report, inspection_minutes
from .explanation import explanation
from .frame import Order
from .opinion import specialist_opinion
from .submission import submission_letter

ASSEMBLERS = {
    PaperKind.REQUEST_01: submission_letter,
    PaperKind.REQUEST_02: submission_letter,
    PaperKind.REQUEST_03: submission_letter,
    PaperKind.OPINION: specialist_opinion,
    PaperKind.EXPLANATION: explanation,
    PaperKind.RETURN_NOTICE: return_notice,
    PaperKind.REFUSAL_NOTICE: refusal_notice,
    PaperKind.APPRAISAL_04: appraisal_opinion,
    PaperKind.PROPOSAL_05: approval_request,
    PaperKind.DECISION_06: decision,
    PaperKind.DECISION_07: plan_decision,
    PaperKind.OWNER_REPORT: owner_report,
    PaperKind.DEPLOYMENT_REPORT: deployment_report,
    PaperKind.INSPECTION_MINUTES: inspection_minutes,
    PaperKind.APPRAISER_DECISION: appraiser_decision,
    PaperKind.COUNCIL_MINUTES: council_minutes,
}


def can_assemble(kinds) -> bool:
    """Whether every one of these papers is made here; documents that come in are not."""
    return all(kind in ASSEMBLERS for kind in kinds)


def assemble(dossier: Dossier, order: Order) -> Paper:
    """The content of one paper of this dossier, exactly as it would be printed now."""
    return ASSEMBLERS[order.kind](order.about or dossier, order)
