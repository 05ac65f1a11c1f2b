"""Dossiers, what stands in them, what was decided, and since when."""

from .appraisals import Appraisal
from .assessments import AssessmentInterval, AssessmentPeriod, Inspection, InspectionFinding, InspectionWithdrawal
from .calendar_days import CalendarDay
from .catalogues import CatalogueEdition
from .checks import RequirementCheck
from .clocks import Clock
from .councils import CouncilMeeting
from .digests import Digest
from .dossiers import Dossier
from .events import Event
from .evidence import Evidence, EvidenceFile, EvidenceVersion
from .going_live import GoingLive
from .incoming import IncomingDocument, ListVerdict
from .law import LegalList, LegalWording, StatutoryDay
from .mapping_corrections import MappingCorrection
from .needs import NeededLevel
from .parts import Attachment, DossierPart
from .plan_items import PlanItem
from .plan_migrations import PlanMigration
from .recorded import RecordedDecision
from .regime_changes import RegimeChange
from .remarks import Remark, RemarkAnswer
from .reports import REPORTERS, AnnualReport, Expectation, ReportRule, ReportSending
from .standings import Standing
from .steps import StepTaken
from .submissions import Submission
from .targets import Target

__all__ = [
    "REPORTERS",
    "AnnualReport",
    "Appraisal",
    "AssessmentInterval",
    "AssessmentPeriod",
    "Attachment",
    "CalendarDay",
    "CatalogueEdition",
    "Clock",
    "CouncilMeeting",
    "Digest",
    "Dossier",
    "DossierPart",
    "Event",
    "Evidence",
    "EvidenceFile",
    "EvidenceVersion",
    "Expectation",
    "GoingLive",
    "IncomingDocument",
    "Inspection",
    "InspectionFinding",
    "InspectionWithdrawal",
    "LegalList",
    "LegalWording",
    "ListVerdict",
    "MappingCorrection",
    "NeededLevel",
    "PlanItem",
    "PlanMigration",
    "RecordedDecision",
    "RegimeChange",
    "Remark",
    "RemarkAnswer",
    "ReportRule",
    "ReportSending",
    "RequirementCheck",
    "Standing",
    "StatutoryDay",
    "StepTaken",
    "Submission",
    "Target",
]
