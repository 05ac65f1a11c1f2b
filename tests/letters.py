"""Documents from outside, as they lie on a desk of the security unit."""

import datetime
import io

from PIL import Image

from classification.services.incoming import Letter
from tests.conftest import TODAY

PDF = b"%PDF-1.7\n1 0 obj <</Type /Catalog>> endobj\ntrailer <</Root 1 0 R>>\n%%EOF\n"


def picture(kind: str = "PNG") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (60, 80), "white").save(out, kind)
    return out.getvalue()


def letter(number: str = "3456/BCA-A05", day: datetime.date = TODAY, **changes) -> Letter:
    given = {"body": "Bộ Công an", "says": "", "filename": "cong-van-den.pdf", "content": PDF} | changes
    return Letter(number=number, issued_on=day, **given)
