"""Dossiers, what stands in them, what was decided, and since when."""

from .appraisals import Appraisal
from .calendar_days import CalendarDay
from .clocks import Clock
from .digests import Digest
from .dossiers import Dossier
from .going_live import GoingLive
from .law import LegalList, LegalWording, StatutoryDay
from .parts import Attachment, DossierPart
from .plan_items import PlanItem
from .recorded import RecordedDecision
from .regime_changes import RegimeChange
from .standings import Standing
from .steps import StepTaken
from .targets import Target

__all__ = [
    "Appraisal",
    "Attachment",
    "CalendarDay",
    "Clock",
    "Digest",
    "Dossier",
    "DossierPart",
    "GoingLive",
    "LegalList",
    "LegalWording",
    "PlanItem",
    "RecordedDecision",
    "RegimeChange",
    "Standing",
    "StatutoryDay",
    "StepTaken",
    "Target",
]
