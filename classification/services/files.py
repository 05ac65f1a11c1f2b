"""Files that come into a dossier: judged by what they are, not by what they are called."""

import hashlib
import io

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _
from PIL import Image, UnidentifiedImageError

from classification.diagram_pages import UnusableDiagram, is_drawing, require_printable
from classification.models import Attachment, Dossier
from systems.ledger import record
from systems.roles import Role
from systems.secrecy import mark_in_file
from systems.wording import tidy

from .locking import lock, require_editable, require_on_screen, require_role

IMAGE_BYTES, PDF_BYTES, PIXELS = 10 * 1024 * 1024, 20 * 1024 * 1024, 40_000_000
# A photograph with a second picture behind it (MPO) is read, and shown by browsers, as the JPEG that it begins with.
IMAGE_MIMES = {"PNG": "image/png", "JPEG": "image/jpeg", "MPO": "image/jpeg"}
ENDINGS = {
    "image/png": (".png",), "image/jpeg": (".jpg", ".jpeg"), "application/pdf": (".pdf",), "image/svg+xml": (".svg",),
}  # fmt: skip
LONGEST_NAME = 200


@transaction.atomic
def add_attachment(*, dossier: Dossier, filename: str, content: bytes, by, kind: str = "file") -> Attachment:
    """Keep a file: `kind` "image" takes PNG or JPEG, "diagram" these, SVG and PDF, "file" takes PDF.

    Raises ValidationError with what to do.
    """
    mime = judge_file(filename, content, kind)
    dossier = lock(dossier)
    require_role(dossier, by, Role.OPERATOR)
    require_editable(dossier, dossier.is_plan_editable)
    require_on_screen(dossier)
    return keep_file(dossier=dossier, filename=filename, content=content, mime=mime, by=by)


def keep_file(*, dossier: Dossier, filename: str, content: bytes, mime: str, by) -> Attachment:
    """Store a judged file with its dossier; whoever calls asked whether this person may."""
    sha256 = hashlib.sha256(content).hexdigest()
    attachment = Attachment(
        dossier=dossier,
        filename=safe_name(filename, mime),
        mime=mime,
        size=len(content),
        sha256=sha256,
        uploaded_by=by,
    )
    attachment.file.save(f"{sha256}{ENDINGS[mime][0]}", ContentFile(content), save=False)
    attachment.save(force_insert=True)
    record(
        verb="add_attachment",
        by=by,
        system=dossier.system,
        about=f"dossier:{dossier.pk}",
        sha256=sha256,
        size=len(content),
    )
    return attachment


def checked_scan(filename: str, content: bytes) -> tuple[str, str]:
    """(name to keep, SHA-256) of a scanned paper, which must be a PDF. Raises ValidationError with what to do."""
    refuse_size(len(content), "file")
    mime = _pdf_mime(content)
    _refuse_secret(filename, content)
    return safe_name(filename, mime), hashlib.sha256(content).hexdigest()


def judge_file(filename: str, content: bytes, kind: str) -> str:
    """The type of a file that may be kept; raises ValidationError with what to do for any other.

    `kind` "image": PNG or JPEG; "diagram": these, or SVG and PDF that can be printed; "file": PDF; "scan": a paper as
    it was scanned, PDF or picture; "evidence": any of these but SVG, told apart by how it begins.
    """
    if kind == "scan":
        kind = "file" if content.startswith(b"%PDF-") else "image"
    kind = _evidence_kind(content) if kind == "evidence" else kind
    if kind == "diagram":
        return _diagram_mime(filename, content)
    refuse_size(len(content), kind)
    _refuse_secret(filename, content)
    return _image_mime(content) if kind == "image" else _pdf_mime(content)


def _diagram_mime(filename: str, content: bytes) -> str:
    """A diagram is a picture, a drawing or a few pages; what could not be printed is refused here, not at signing."""
    refuse_size(len(content), "image")
    _refuse_secret(filename, content)
    drawing, pages = is_drawing(content), content.startswith(b"%PDF-")
    if not drawing and not pages:
        return _image_mime(content)
    try:
        written = require_printable(content)
    except UnusableDiagram as wrong:
        raise ValidationError(str(wrong)) from wrong
    _refuse_secret(filename, written.encode())
    return "application/pdf" if pages else "image/svg+xml"


def _evidence_kind(content: bytes) -> str:
    if content.startswith(b"%PDF-"):
        return "file"
    if content.startswith((b"\x89PNG", b"\xff\xd8")):
        return "image"
    raise ValidationError(_("Minh chứng là tệp PDF, PNG hoặc JPEG. Hãy xuất tài liệu ra PDF rồi tải lại."))


def _refuse_secret(filename: str, content: bytes) -> None:
    """A file that calls itself secret has no place on a networked machine (Luật 117/2025/QH15 Đ5.2)."""
    if mark := mark_in_file(filename, content):
        raise ValidationError(
            _("Tệp mang dấu “%(mark)s”. Không tải bí mật nhà nước lên đây; lập trên giấy hoặc mạng LAN độc lập."),
            params={"mark": mark},
        )


def safe_name(filename: str, mime: str) -> str:
    """The name it came with, ending as what it is: a picture kept as "a.html" would be opened as a page."""
    name, endings = tidy(filename), ENDINGS[mime]
    if not name.lower().endswith(endings):
        name = f"{name or 'tep'}{endings[0]}"
    return name[-LONGEST_NAME:]


def refuse_size(size: int, kind: str) -> None:
    """Raise ValidationError for a file of `kind` that weighs too much; asked before its bytes are read."""
    if kind in ("image", "diagram") and size > IMAGE_BYTES:
        raise ValidationError(_("Hình lớn hơn 10 MB. Hãy giảm kích thước rồi tải lại."))
    if size > PDF_BYTES:
        raise ValidationError(_("Tệp lớn hơn 20 MB. Hãy tách hoặc nén tệp rồi tải lại."))


def _image_mime(content: bytes) -> str:
    try:
        with Image.open(io.BytesIO(content), formats=["PNG", "JPEG"]) as image:
            if image.width * image.height > PIXELS:
                raise Image.DecompressionBombError
            image.verify()
            return IMAGE_MIMES[image.format]
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as wrong:
        raise ValidationError(_("Hình có quá nhiều điểm ảnh (trên 40 triệu). Hãy thu nhỏ rồi tải lại.")) from wrong
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, LookupError) as wrong:
        raise ValidationError(_("Tệp không phải hình PNG hoặc JPEG. Hãy xuất sơ đồ ra PNG rồi tải lại.")) from wrong


def _pdf_mime(content: bytes) -> str:
    if not content.startswith(b"%PDF-"):
        raise ValidationError(_("Tệp không phải PDF. Hãy xuất tài liệu ra PDF rồi tải lại."))
    return "application/pdf"
