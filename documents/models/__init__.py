"""Papers prepared, papers issued, and the keys that sign them."""

from .issued import IssuedDocument
from .keys import SigningKey
from .prepared import PreparedPaper, PreparedSigning

__all__ = ["IssuedDocument", "PreparedPaper", "PreparedSigning", "SigningKey"]
