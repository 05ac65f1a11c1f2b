"""What people do to dossiers: one verb, one transaction, one ledger entry each."""

from .acts import check_signing, row_of, take_signed
from .appraisals import record_appraisal
from .appraisers import Scanned, arrange_council, arrange_unit, end_arrangement
from .drafting import open_dossier, write_facts, write_part
from .files import add_attachment
from .going_live import correct_operation, put_into_operation
from .meetings import record_minutes
from .plans import answer_requirement, answer_requirements
from .regimes import change_regime
from .steps import PaperReference, check_step, take_step

__all__ = [
    "PaperReference",
    "Scanned",
    "add_attachment",
    "answer_requirement",
    "answer_requirements",
    "arrange_council",
    "arrange_unit",
    "change_regime",
    "check_signing",
    "check_step",
    "correct_operation",
    "end_arrangement",
    "open_dossier",
    "put_into_operation",
    "record_appraisal",
    "record_minutes",
    "row_of",
    "take_signed",
    "take_step",
    "write_facts",
    "write_part",
]
