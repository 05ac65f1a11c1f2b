"""WHAT exists and WHO answers for it."""

from .dated import DatedFact
from .inventory import InformationSystem, Operation, Placement
from .jobs import Job
from .ledger import LedgerEntry
from .organisations import Organisation, OrganisationAppointment
from .people import User
from .succession import Succession

__all__ = [
    "DatedFact",
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
