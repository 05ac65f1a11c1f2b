"""Forms about paper: what the signer writes on it, the passphrase, a key, a file to check."""

from .keys import KeyForm
from .signing import PrepareForm, SignForm
from .verification import VerifyForm

__all__ = ["KeyForm", "PrepareForm", "SignForm", "VerifyForm"]
