"""Pictures put where somebody signs: a signature in blue, a seal in red (NĐ 30/2020, Phụ lục I, II.7 and II.8)."""

import io
import warnings
from enum import StrEnum

from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageStat

BIGGEST_FILE = 512 * 1024  # bytes
SMALLEST, LARGEST = 60, 2000  # pixels a side
SEEN = 128  # a pixel less opaque than this is background
END = b"IEND\xaeB`\x82"  # the decoder may have been told elsewhere to make do with half a picture
CLEARER = 25  # how much the ink's own colour must stand out from the other two, of 255


class UnsuitablePicture(ValueError):
    """The picture cannot be put on paper; its text is a sentence."""


class Ink(StrEnum):
    """The colour the law wants."""

    BLUE = "blue"
    RED = "red"


def checked_picture(content: bytes, ink: Ink) -> bytes:
    """The same picture as a clean PNG, without anything that was hidden in the file. Raises UnsuitablePicture.

    What it is, is read from its bytes: neither its name nor what the browser says of it counts.
    """
    if len(content) > BIGGEST_FILE:
        raise UnsuitablePicture(_("Hình không lớn hơn 512 KB."))
    picture = _opened(content)
    seen = picture.getchannel("A").point(lambda value: 255 if value >= SEEN else 0)
    if seen.getextrema()[0] != 0:
        raise UnsuitablePicture(_("Hình phải có nền trong suốt (PNG có kênh trong suốt), không phải nền trắng."))
    if seen.getbbox() is None:
        raise UnsuitablePicture(_("Hình trong suốt hoàn toàn, không thấy gì."))
    red, green, blue = ImageStat.Stat(picture.convert("RGB"), mask=seen).mean
    if ink is Ink.RED and red < max(green, blue) + CLEARER:
        raise UnsuitablePicture(_("Hình con dấu phải màu đỏ."))
    if ink is Ink.BLUE and blue < red + CLEARER:
        raise UnsuitablePicture(_("Hình chữ ký phải màu xanh."))
    out = io.BytesIO()
    picture.crop(seen.getbbox()).save(out, "PNG")
    return out.getvalue()


def _opened(content: bytes) -> Image.Image:
    if END not in content:
        raise UnsuitablePicture(_("Tệp này không phải là hình PNG hoặc đã hỏng."))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            found = Image.open(io.BytesIO(content), formats=["PNG"])
            if max(found.size) > LARGEST or min(found.size) < SMALLEST:
                raise UnsuitablePicture(_("Mỗi cạnh của hình từ 60 đến 2000 điểm ảnh."))
            picture = found.convert("RGBA")
    except UnsuitablePicture:
        raise
    except Exception:  # the decoder fails in many ways; to the person they all mean one thing
        raise UnsuitablePicture(_("Tệp này không phải là hình PNG hoặc đã hỏng.")) from None
    clean = Image.new("RGBA", picture.size)  # pixels only: no profile, text or anything else of the file
    clean.paste(picture)
    return clean
