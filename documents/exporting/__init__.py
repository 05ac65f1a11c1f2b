"""A whole dossier as one numbered ZIP of untouched files, with a manifest of hashes and a page that opens offline."""

from .checking import Checked, check
from .gathering import gather
from .manifest import Damaged
from .writing import Written, write_dossier

__all__ = ["Checked", "Damaged", "Written", "check", "gather", "write_dossier"]
