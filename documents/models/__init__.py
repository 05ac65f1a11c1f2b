"""Papers prepared, papers issued, what was added to them, and the keys that sign them."""

from .exports import DossierExport, ExportedDossier
from .issued import IssuedDocument
from .keys import SigningKey
from .prepared import PreparedPaper, PreparedSigning
from .revisions import PaperRevision
from .word import WordTemplate

__all__ = [
    "DossierExport",
    "ExportedDossier",
    "IssuedDocument",
    "PaperRevision",
    "PreparedPaper",
    "PreparedSigning",
    "SigningKey",
    "WordTemplate",
]
