"""Papers prepared, papers issued, what was added to them, and the keys that sign them."""

from .exports import DossierExport, ExportedDossier
from .issued import IssuedDocument, SignedWith
from .keys import HeldKey, SealKey, SignatureImage, SigningKey
from .prepared import PreparedPaper, PreparedSigning, StartedSignature
from .revisions import PaperRevision
from .word import WordTemplate

__all__ = [
    "DossierExport",
    "ExportedDossier",
    "HeldKey",
    "IssuedDocument",
    "PaperRevision",
    "PreparedPaper",
    "PreparedSigning",
    "SealKey",
    "SignatureImage",
    "SignedWith",
    "SigningKey",
    "StartedSignature",
    "WordTemplate",
]
