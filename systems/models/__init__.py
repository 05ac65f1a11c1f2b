"""WHAT exists and WHO answers for it."""

from .dated import DatedFact
from .inventory import InformationSystem, Operation, Placement
from .ledger import LedgerEntry
from .organisations import Organisation, OrganisationAppointment
from .people import User

__all__ = [
    "DatedFact",
    "InformationSystem",
    "LedgerEntry",
    "Operation",
    "Organisation",
    "OrganisationAppointment",
    "Placement",
    "User",
]
