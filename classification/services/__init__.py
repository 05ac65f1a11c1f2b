"""What people do to dossiers: one verb, one transaction, one ledger entry each."""

from .appraisals import record_appraisal
from .drafting import open_dossier, write_facts, write_part
from .files import add_attachment
from .going_live import correct_operation, put_into_operation
from .plans import answer_requirement, answer_requirements
from .regimes import change_regime
from .steps import PaperReference, check_step, take_step

__all__ = [
    "PaperReference",
    "add_attachment",
    "answer_requirement",
    "answer_requirements",
    "change_regime",
    "check_step",
    "correct_operation",
    "open_dossier",
    "put_into_operation",
    "record_appraisal",
    "take_step",
    "write_facts",
    "write_part",
]
