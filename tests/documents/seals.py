"""Pictures of a seal and of a signature, as an office scans them."""

import io

from PIL import Image, ImageDraw

RED, BLUE = (200, 20, 30, 255), (25, 45, 160, 255)


def seal_picture(ink=RED, size=(400, 400), background=(0, 0, 0, 0), mode="RGBA") -> bytes:
    """Two rings and a star's place on a transparent ground."""
    picture = Image.new("RGBA", size, background)
    pen, (width, height) = ImageDraw.Draw(picture), size
    pen.ellipse((5, 5, width - 5, height - 5), outline=ink, width=12)
    pen.ellipse((60, 60, width - 60, height - 60), outline=ink, width=6)
    pen.polygon([(200, 120), (150, 270), (280, 180), (120, 180), (250, 270)], fill=ink)
    return as_png(picture.convert(mode))


def signature_picture(ink=BLUE) -> bytes:
    """A stroke of a pen."""
    picture = Image.new("RGBA", (600, 240), (0, 0, 0, 0))
    ImageDraw.Draw(picture).line([(20, 200), (160, 40), (240, 190), (380, 60), (580, 150)], fill=ink, width=9)
    return as_png(picture)


def as_png(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()
