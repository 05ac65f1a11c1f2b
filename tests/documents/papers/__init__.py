"""Sample papers of an invented dossier, in both regimes' words, for the tests of content and print."""

from .appraising import (
    appraiser_decision,
    council_minutes,
    opinion,
    refusal,
    refusal_notice,
    return_notice,
    specialist_opinion,
    submission,
)
from .deciding import decision, minutes, owner_report, plan_decision, report, request, yearly_report
from .delegating import delegation, order_to_sign
from .dossier import LETTER, ND85, ND331, OWNER, SUBJECT, SYSTEM
from .explaining import diagram, explanation, level_chapter, requirement_groups

IMAGES = {"logical": ("image/png", diagram()), "physical": ("image/jpeg", diagram(kind="JPEG"))}
ALL = (
    submission, return_notice, refusal_notice, opinion, refusal, request, decision, plan_decision, specialist_opinion,
    owner_report, yearly_report, report, minutes, appraiser_decision, council_minutes, delegation, order_to_sign,
    explanation,
)  # fmt: skip
__all__ = [
    "LETTER",
    "ND331",
    "ND85",
    "OWNER",
    "SUBJECT",
    "SYSTEM",
    "appraiser_decision",
    "council_minutes",
    "decision",
    "delegation",
    "diagram",
    "explanation",
    "level_chapter",
    "minutes",
    "opinion",
    "order_to_sign",
    "owner_report",
    "plan_decision",
    "refusal",
    "refusal_notice",
    "report",
    "request",
    "requirement_groups",
    "return_notice",
    "specialist_opinion",
    "submission",
    "yearly_report",
    "ALL",
    "IMAGES",
]
