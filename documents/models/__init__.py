"""Papers prepared, papers issued, what was added to them and keeps them provable, keys that sign, whom we trust."""

from .issued import IssuedDocument
from .keys import SigningKey
from .prepared import PreparedPaper, PreparedSigning
from .preservation import Preservation, SignatureCheck, TimestampServer
from .revisions import PaperRevision
from .trust import RevocationHost, RevocationList, TrustedCertificate

__all__ = [
    "IssuedDocument",
    "PaperRevision",
    "PreparedPaper",
    "PreparedSigning",
    "Preservation",
    "RevocationHost",
    "RevocationList",
    "SignatureCheck",
    "SigningKey",
    "TimestampServer",
    "TrustedCertificate",
]
