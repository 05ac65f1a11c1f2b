"""Forms about paper: what the signer writes on it, the passphrase, a key, a file to check."""

from .keys import CertificateForm, KeyForm, SignatureImageForm
from .seals import SealForm, SealPaperForm, SealPapersForm
from .signing import BringBackForm, CosignForm, PrepareForm, SignForm
from .verification import VerifyForm

__all__ = [
    "BringBackForm",
    "CertificateForm",
    "CosignForm",
    "KeyForm",
    "PrepareForm",
    "SealForm",
    "SealPaperForm",
    "SealPapersForm",
    "SignForm",
    "SignatureImageForm",
    "VerifyForm",
]
