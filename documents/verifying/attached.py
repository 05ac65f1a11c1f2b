"""Taking an attached file out of a PDF, for those who compare it; nothing is judged here."""

import io

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader


def attached_file(pdf: bytes, name: str) -> bytes | None:
    """The bytes of the file of this name in the newest state of the PDF; None where there is none to read."""
    try:
        root = PdfFileReader(io.BytesIO(pdf)).root
        for specification in root.get("/AF", ()):
            specification = specification.get_object() if hasattr(specification, "get_object") else specification
            if specification.get("/UF") == name and isinstance(specification, generic.DictionaryObject):
                return specification["/EF"]["/F"].data
    except (PdfError, KeyError, ValueError, TypeError, AttributeError):
        return None
    return None
