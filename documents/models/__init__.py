"""Papers prepared, papers issued, what was added to them and keeps them provable, keys that sign, whom we trust."""

from .exports import DossierExport, ExportedDossier
from .issued import IssuedDocument, SignedWith
from .keys import HeldKey, SealKey, SignatureImage, SigningKey
from .prepared import PreparedPaper, PreparedSigning, StartedSignature
from .preservation import Preservation, SignatureCheck, TimestampServer
from .revisions import PaperRevision
from .trust import RevocationHost, RevocationList, TrustedCertificate
from .word import WordTemplate

__all__ = [
    "DossierExport",
    "ExportedDossier",
    "HeldKey",
    "IssuedDocument",
    "PaperRevision",
    "PreparedPaper",
    "PreparedSigning",
    "Preservation",
    "RevocationHost",
    "RevocationList",
    "SealKey",
    "SignatureCheck",
    "SignatureImage",
    "SignedWith",
    "SigningKey",
    "StartedSignature",
    "TimestampServer",
    "TrustedCertificate",
    "WordTemplate",
]
