"""WHAT exists and WHO answers for it."""

from .arrangements import AppraisalArrangement, CouncilMember
from .dated import DatedFact
from .delegations import Delegation
from .inventory import InformationSystem, Operation, Placement
from .jobs import Job
from .ledger import LedgerEntry
from .organisations import Organisation, OrganisationAppointment
from .people import User
from .succession import Succession

__all__ = [
    "AppraisalArrangement",
    "CouncilMember",
    "DatedFact",
    "Delegation",
    "InformationSystem",
    "Job",
    "LedgerEntry",
    "Operation",
    "Organisation",
    "OrganisationAppointment",
    "Placement",
    "Succession",
    "User",
]
