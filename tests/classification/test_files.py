"""Files that come into a dossier: what they are decides, whatever they are called and however they are broken."""

import io
import struct
import zlib

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from classification.models import Attachment
from classification.services.drafting import write_part
from classification.services.files import IMAGE_BYTES, add_attachment
from classification.workflow import State


def chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def png(width: int, height: int, content: bytes = b"\0" * 400) -> bytes:
    """A black-and-white PNG that claims this size, whatever it holds."""
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0))
    return (
        b"\x89PNG\r\n\x1a\n" + head + (chunk(b"IDAT", zlib.compress(content)) if content else b"") + chunk(b"IEND", b"")
    )


def photograph(kind: str) -> bytes:
    out, picture = io.BytesIO(), Image.new("RGB", (60, 40), "white")
    picture.save(out, kind, **({"save_all": True, "append_images": [picture]} if kind == "MPO" else {}))
    return out.getvalue()


@pytest.fixture
def keep(dossier_in, hung):
    """Keep a picture as Hùng: `keep(content, "name.png")`."""
    dossier = dossier_in(State.DRAFT)

    def act(content, filename="so-do.png", kind="image"):
        return add_attachment(dossier=dossier, filename=filename, content=content, by=hung, kind=kind)

    return act


def test_a_photograph_with_a_second_picture_behind_it_is_a_jpeg(keep):
    kept = keep(photograph("MPO"), "anh.jpg")
    assert (kept.mime, kept.filename) == ("image/jpeg", "anh.jpg")


@pytest.mark.parametrize("size", [(30_000, 30_000), (12_000, 12_000), (6_400, 6_400)])
def test_a_picture_of_too_many_points_is_refused_as_too_large(keep, size):
    with pytest.raises(ValidationError, match="quá nhiều điểm ảnh"):
        keep(png(*size))


@pytest.mark.parametrize(
    "content", [png(10, 10, b""), png(0, 5), png(10, 10)[:-20], b"\xff\xd8\xff", b"GIF89a", b"<svg/>"]
)
def test_a_broken_picture_is_refused_in_words(keep, content):
    with pytest.raises(ValidationError, match="không phải hình PNG hoặc JPEG"):
        keep(content)
    assert not Attachment.objects.exists()


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("a.html", "a.html.png"),
        ("ảnh.JPG", "ảnh.JPG.png"),
        ("SO DO.PNG", "SO DO.PNG"),
        ("", "tep.png"),
        ("x" * 300 + ".exe", "x" * 192 + ".exe.png"),
    ],
)
def test_a_file_is_called_what_it_is(keep, given, kept):
    """A picture with a page behind it, saved as "a.html", would run when somebody opens it from their disk."""
    assert keep(png(4, 4) + b"<script>alert(1)</script>", given).filename == kept


def test_a_file_that_weighs_too_much_is_refused_before_it_is_read(dossier_in, hung):
    class Heavy(SimpleUploadedFile):
        def read(self, *args):
            raise AssertionError("nobody reads it")

    heavy = Heavy("so-do.png", b"")
    heavy.size = IMAGE_BYTES + 1
    with pytest.raises(ValidationError, match="lớn hơn 10 MB"):
        write_part(
            dossier=dossier_in(State.DRAFT), key="diagrams", content={}, by=hung, uploads={"logical": ("image", heavy)}
        )
