"""The seal of the demonstration's ministry: its picture, its key with the clerk, and the papers it closed so far."""

import io
import math

from PIL import Image, ImageDraw

from documents.demo_ca import DemoCA
from documents.models import IssuedDocument, Preservation
from documents.services.opening import open_held_key
from documents.services.sealing import put_seal, register_seal, seal_in_use
from systems.models import User

from .accounts import PASSPHRASE, new_key
from .clock import MINUTE, at, chance
from .pictures import font

SIDE, SHRUNK = 920, 2
"""Drawn at twice its size and shrunk, so that its edges are smooth."""
MIDDLE, RIM, TALLEST = SIDE / 2, 338, 82
"""The centre, the circle on which the words stand, and their size where there is room."""
WIDEST = math.radians(215)
RED, INKED, TILE = (200, 16, 30), 255, 200
LEFT_TO_SEAL = 4
"""So many of the newest papers wait for whoever tries to seal."""


def give_seal(clerk: User, ca: DemoCA) -> None:
    """The clerk registers the seal of the clerk's body, a key of its own with the published passphrase."""
    body = clerk.organisation
    packed = new_key(ca, name=body.name, organisation=body, email=body.email)
    register_seal(
        organisation=body, by=clerk, pkcs12=packed, passphrase=PASSPHRASE, image=seal_picture(body.name, "TRÌNH DIỄN")
    )


def seal_the_past(clerk: User, *, written: list[str]) -> None:
    """Close what the body of this clerk signed, soon after it was signed. Names of files go to `written` at once."""
    seal = seal_in_use(clerk.organisation)
    key = open_held_key(seal, PASSPHRASE)
    papers = list(IssuedDocument.objects.to_seal(clerk).filter(issuer=clerk.organisation).order_by("signed_at", "pk"))
    for paper in papers[:-LEFT_TO_SEAL]:
        with at(paper.signed_at + (20 + chance(paper.number, 40)) * MINUTE):
            written.append(put_seal(document=paper, by=clerk, seal=seal, key=key).file.name)
    # Like what was signed in the past, these wait for no time-stamp until somebody names a server.
    Preservation.objects.filter(document__in=papers).delete()


def seal_picture(name: str, below: str) -> bytes:
    """A round red seal as PNG: `name` along the upper rim, `below` along the lower one, a star between them."""
    shape = Image.new("L", (SIDE, SIDE))
    draw = ImageDraw.Draw(shape)
    for inset, width in ((4, 18), (36, 6), (206, 6)):
        draw.ellipse((inset, inset, SIDE - inset, SIDE - inset), outline=INKED, width=width)
    draw.polygon([_on_circle(math.pi / 5 * turn, 72 if turn % 2 else 188) for turn in range(10)], fill=INKED)
    _along_the_rim(shape, name.upper(), upright=True)
    _along_the_rim(shape, below.upper(), upright=False)
    shape = shape.resize((SIDE // SHRUNK, SIDE // SHRUNK), Image.Resampling.LANCZOS)
    picture, out = Image.new("RGBA", shape.size, RED), io.BytesIO()
    picture.putalpha(shape)
    picture.save(out, "PNG", optimize=True)
    return out.getvalue()


def _along_the_rim(shape: Image.Image, words: str, *, upright: bool) -> None:
    """Letter after letter, clockwise with their feet to the centre, or below the other way round."""
    size = TALLEST
    while font(size, bold=True).getlength(words) / RIM > WIDEST:
        size -= 2
    face = font(size, bold=True)
    passed, whole = 0.0, face.getlength(words)
    for letter in words:
        width = face.getlength(letter)
        angle = (passed + width / 2 - whole / 2) / RIM
        passed += width
        _put(shape, letter, face, angle if upright else math.pi - angle, -angle if upright else angle)


def _put(shape: Image.Image, letter: str, face, angle: float, turned: float) -> None:
    """One letter, its middle on the rim at `angle` clockwise from the top."""
    tile = Image.new("L", (TILE, TILE))
    ImageDraw.Draw(tile).text((TILE / 2, TILE / 2 + face.size * 0.36), letter, INKED, face, anchor="ms")
    tile = tile.rotate(math.degrees(turned), Image.Resampling.BICUBIC)
    x, y = (round(middle - TILE / 2) for middle in _on_circle(angle, RIM))
    shape.paste(INKED, (x, y), tile)


def _on_circle(angle: float, radius: float) -> tuple[float, float]:
    return MIDDLE + radius * math.sin(angle), MIDDLE - radius * math.cos(angle)
