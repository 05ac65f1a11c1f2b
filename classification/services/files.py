"""Files that come into a dossier: judged by what they are, not by what they are called."""

import hashlib
import io
import re

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _
from PIL import Image, UnidentifiedImageError

from classification.models import Attachment, Dossier
from systems.ledger import record
from systems.roles import Role
from systems.wording import search_form, tidy

from .locking import lock, require_editable, require_role

IMAGE_BYTES, PDF_BYTES, PIXELS = 10 * 1024 * 1024, 20 * 1024 * 1024, 40_000_000
SECRET_MARKS = ("toi mat", "tuyet mat", "bi mat nha nuoc")
IMAGE_MIMES = {"PNG": "image/png", "JPEG": "image/jpeg"}


@transaction.atomic
def add_attachment(*, dossier: Dossier, filename: str, content: bytes, by, kind: str = "file") -> Attachment:
    """Keep a file: `kind` "image" takes PNG or JPEG, "file" takes PDF. Raises ValidationError with what to do."""
    _refuse_secret(filename)
    mime = _image_mime(content) if kind == "image" else _pdf_mime(content)
    dossier = lock(dossier)
    require_role(dossier, by, Role.OPERATOR)
    require_editable(dossier, dossier.is_plan_editable)
    sha256 = hashlib.sha256(content).hexdigest()
    ending = {"image/png": "png", "image/jpeg": "jpg"}.get(mime, "pdf")
    attachment = Attachment(
        dossier=dossier,
        filename=tidy(filename)[-200:] or "tep",
        mime=mime,
        size=len(content),
        sha256=sha256,
        uploaded_by=by,
    )
    attachment.file.save(f"{sha256}.{ending}", ContentFile(content), save=False)
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


def _refuse_secret(filename: str) -> None:
    """A file that calls itself secret has no place on a networked machine (Luật 117/2025/QH15 Đ5.2)."""
    words = " ".join(re.split(r"[^a-z0-9]+", search_form(filename)))
    if any(f" {mark} " in f" {words} " for mark in SECRET_MARKS):
        raise ValidationError(
            _("Tên tệp mang dấu mật. Không tải tài liệu bí mật nhà nước lên đây; lập trên giấy hoặc mạng LAN độc lập.")
        )


def _image_mime(content: bytes) -> str:
    if len(content) > IMAGE_BYTES:
        raise ValidationError(_("Hình lớn hơn 10 MB. Hãy giảm kích thước rồi tải lại."))
    try:
        with Image.open(io.BytesIO(content), formats=list(IMAGE_MIMES)) as image:
            if image.width * image.height > PIXELS:
                raise ValidationError(_("Hình có quá nhiều điểm ảnh (trên 40 triệu). Hãy thu nhỏ rồi tải lại."))
            image.verify()
            return IMAGE_MIMES[image.format]
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError) as wrong:
        raise ValidationError(_("Tệp không phải hình PNG hoặc JPEG. Hãy xuất sơ đồ ra PNG rồi tải lại.")) from wrong


def _pdf_mime(content: bytes) -> str:
    if len(content) > PDF_BYTES:
        raise ValidationError(_("Tệp lớn hơn 20 MB. Hãy tách hoặc nén tệp rồi tải lại."))
    if not content.startswith(b"%PDF-"):
        raise ValidationError(_("Tệp không phải PDF. Hãy xuất tài liệu ra PDF rồi tải lại."))
    return "application/pdf"
