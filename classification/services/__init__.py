"""What people do to dossiers: one verb, one transaction, one ledger entry each."""

from .acts import check_signing, row_of, take_signed
from .appraisals import record_appraisal
from .appraisers import Scanned, arrange_council, arrange_unit, end_arrangement
from .checks import record_finding, record_findings
from .copying import copy_answers
from .drafting import open_dossier, write_facts, write_part
from .editions import discard_edition, load_edition, move_to_edition, put_to_use
from .evidence import add_evidence, take_evidence
from .files import add_attachment
from .going_live import correct_operation, put_into_operation
from .incoming import record_answer, record_list_decision
from .inheriting import inherit_requirements
from .inspections import record_inspection, send_back_for, set_interval
from .joining import dissolve, join, leave
from .meetings import record_minutes
from .plan_migrations import migrate_plan, take_back
from .plans import answer_requirement, answer_requirements
from .regimes import change_regime
from .remarks import answer_remark, change_remark, remove_remark, settle_remark, write_remark
from .reporting import record_owner_report
from .routing import write_route
from .steps import PaperReference, check_step, take_step

__all__ = [
    "PaperReference",
    "Scanned",
    "add_attachment",
    "add_evidence",
    "answer_remark",
    "answer_requirement",
    "answer_requirements",
    "arrange_council",
    "arrange_unit",
    "change_regime",
    "change_remark",
    "check_signing",
    "check_step",
    "copy_answers",
    "correct_operation",
    "discard_edition",
    "dissolve",
    "end_arrangement",
    "inherit_requirements",
    "join",
    "leave",
    "load_edition",
    "migrate_plan",
    "move_to_edition",
    "open_dossier",
    "put_into_operation",
    "put_to_use",
    "record_answer",
    "record_appraisal",
    "record_finding",
    "record_findings",
    "record_inspection",
    "record_list_decision",
    "record_minutes",
    "record_owner_report",
    "remove_remark",
    "row_of",
    "send_back_for",
    "set_interval",
    "settle_remark",
    "take_back",
    "take_evidence",
    "take_signed",
    "take_step",
    "write_facts",
    "write_part",
    "write_remark",
    "write_route",
]
