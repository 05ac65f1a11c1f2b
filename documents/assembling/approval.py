"""Form 05, the operator's request, and form 06, the decision."""

from classification.models import Dossier
from classification.workflow import PaperKind
from documents.content import ApprovalRequest, Decision

from .frame import Order, cited, date_from, design_kind, frame, subject, submission_cited


def approval_request(dossier: Dossier, order: Order) -> ApprovalRequest:
    return ApprovalRequest(
        **frame(dossier, order),
        addressee=dossier.owner.name,
        sender=order.issuer.name,
        appraisal=cited(dossier, PaperKind.APPRAISAL_04, word="Văn bản"),
        subject=subject(dossier),
        design=design_kind(dossier),
    )


def decision(dossier: Dossier, order: Order) -> Decision:
    """From level 3 on the operator's request is cited; below that the letter that submitted the dossier."""
    proposal = (
        cited(dossier, PaperKind.PROPOSAL_05, word="Tờ trình") if dossier.level >= 3 else submission_cited(dossier)
    )
    return Decision(
        **frame(dossier, order, copies=("Như Điều 3", dossier.appraiser_name)),
        authority=f"{order.issuer.representative_title or order.by.title} {order.issuer.name}",
        owner=dossier.owner.name,
        proposal=proposal,
        proposer=f"{dossier.operator.representative_title or 'Thủ trưởng'} {dossier.operator.name}",
        appraisal=cited(dossier, PaperKind.APPRAISAL_04, word="Văn bản"),
        subject=subject(dossier),
        deploy_by=date_from(order.details.get("deploy_by")),
        supervisor=dossier.appraiser_name,
    )
