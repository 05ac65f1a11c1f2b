"""The decision on a delegation as a paper: its draft, and what signing it does."""

from django.utils import timezone

from classification.paper_kinds import PaperKind
from classification.services.delegation_drafts import check_draft, put_in_force
from documents.assembling.body_papers import BodyOrder
from documents.assembling.delegations import delegation_decision, delegation_symbol
from documents.models import PreparedPaper, PreparedSigning
from documents.rendering import RenderedPaper
from documents.signing import SignedPdf
from systems.models import Delegation

from .body_papers import BodyAct
from .drafts import print_draft


def draft_pdf(draft: Delegation, *, by) -> RenderedPaper:
    """The draft as a PDF, marked as such. Raises PermissionDenied, StepRefused where it cannot be made or signed."""
    check_draft(delegation=draft, by=by)
    order = BodyOrder(by, draft.owner, None, delegation_symbol(draft), timezone.localdate(), "")
    return print_draft(delegation_decision(draft, order))


def _hold(signing: PreparedSigning) -> Delegation:
    return Delegation.objects.select_for_update(of=("self",)).select_related("owner").get(pk=signing.delegation_id)


def _take(draft: Delegation, signing: PreparedSigning, paper: PreparedPaper, result: SignedPdf) -> Delegation:
    return put_in_force(
        delegation=draft, by=signing.by, number=paper.number, issued_on=paper.issued_on, sha256=result.sha256,
        seen=signing.dossier_version,
    )  # fmt: skip


DELEGATION = BodyAct(
    name="delegate",
    subject="delegation",
    kind=PaperKind.DELEGATION,
    check=lambda draft, by: check_draft(delegation=draft, by=by),
    hold=_hold,
    issuer=lambda draft: draft.owner,
    symbol=delegation_symbol,
    version=lambda draft: draft.revision,
    make=delegation_decision,
    take=_take,
)
"""The owner's decision: signed, and thereby in force."""
