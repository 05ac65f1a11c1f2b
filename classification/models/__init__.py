"""Dossiers, what stands in them, what was decided, and since when."""

from .appraisals import Appraisal
from .dossiers import Dossier
from .parts import Attachment, DossierPart
from .plan_items import PlanItem
from .standings import Standing
from .steps import StepTaken
from .targets import Target

__all__ = ["Appraisal", "Attachment", "Dossier", "DossierPart", "PlanItem", "Standing", "StepTaken", "Target"]
