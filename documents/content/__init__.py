"""Everything that a paper shows, as frozen data: no models, no templates, one JSON form per paper."""

from documents.content.appraisal import AppraisalMethod, AppraisalOpinion, SystemVerdicts, Verdict
from documents.content.councils import AppraiserDecision, CouncilMinutes, Seated
from documents.content.decision import Decision, PlanDecision
from documents.content.delegations import CoveredSystem, DelegationDecision
from documents.content.deployment import (
    CheckedItem,
    DeployedGroup,
    DeployedItem,
    DeploymentReport,
    Finding,
    InspectionMinutes,
    Side,
)
from documents.content.explanation import (
    Architecture,
    Criterion,
    DesignDocument,
    Device,
    Explanation,
    Hosting,
    LevelChapter,
    Plan,
    Proof,
    ProposedSystem,
    Regulation,
    Requirement,
    RequirementGroup,
    RequirementStatus,
    Risk,
    Scope,
    Service,
    Zone,
)
from documents.content.letters import ApprovalRequest, LetterForm, Reason, RefusalNotice, ReturnNotice, SubmissionLetter
from documents.content.opinion import OwnerReport, SpecialistOpinion
from documents.content.parts import (
    DesignKind,
    Letterhead,
    ListedSystem,
    Number,
    Paper,
    Party,
    Passage,
    Reference,
    Signer,
    Subject,
    Verification,
)
from documents.content.reports import ReportedBody, SystemLine, YearlyReport
from documents.content.terms import Terms, terms_on

__all__ = [
    "AppraisalMethod",
    "AppraisalOpinion",
    "AppraiserDecision",
    "ApprovalRequest",
    "Architecture",
    "CouncilMinutes",
    "CheckedItem",
    "CoveredSystem",
    "Criterion",
    "Decision",
    "DelegationDecision",
    "DeployedGroup",
    "DeployedItem",
    "DeploymentReport",
    "DesignDocument",
    "DesignKind",
    "Device",
    "Explanation",
    "Finding",
    "Hosting",
    "InspectionMinutes",
    "LetterForm",
    "Letterhead",
    "LevelChapter",
    "ListedSystem",
    "Number",
    "OwnerReport",
    "Paper",
    "Party",
    "Passage",
    "Plan",
    "PlanDecision",
    "Proof",
    "ProposedSystem",
    "Reason",
    "Reference",
    "RefusalNotice",
    "Regulation",
    "ReportedBody",
    "Requirement",
    "RequirementGroup",
    "RequirementStatus",
    "ReturnNotice",
    "Risk",
    "Scope",
    "Seated",
    "Service",
    "Side",
    "Signer",
    "Subject",
    "SpecialistOpinion",
    "SubmissionLetter",
    "SystemLine",
    "SystemVerdicts",
    "Terms",
    "Verdict",
    "Verification",
    "YearlyReport",
    "Zone",
    "PAPERS",
    "from_json",
    "terms_on",
]

PAPERS: dict[str, type[Paper]] = {
    cls.kind: cls
    for cls in (
        SubmissionLetter,
        Explanation,
        ReturnNotice,
        RefusalNotice,
        AppraisalOpinion,
        ApprovalRequest,
        Decision,
        PlanDecision,
        SpecialistOpinion,
        OwnerReport,
        DeploymentReport,
        InspectionMinutes,
        AppraiserDecision,
        CouncilMinutes,
        YearlyReport,
        DelegationDecision,
    )
}


def from_json(data: dict) -> Paper:
    """Build any paper from what its `to_json` gave; ValueError when the kind is unknown or a value is wrong."""
    kind = data.get("kind")
    if kind not in PAPERS:
        raise ValueError(f"unknown kind of paper: {kind!r}")
    return PAPERS[kind].from_json(data)
