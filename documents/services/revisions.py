"""Appending to an issued paper: the new bytes begin with the old ones, and one addition comes after another."""

import hashlib

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from documents.models import IssuedDocument, PaperRevision, Preservation

from .stamps_wanted import want_stamp

# A state with a new signature of a person or a body is time-stamped again.
STAMPED_FOR = {
    PaperRevision.Kind.COSIGNED: Preservation.Reason.COSIGNED,
    PaperRevision.Kind.SEALED: Preservation.Reason.SEALED,
}


class NotAppended(ValueError):
    """The bytes are not the present ones with something after them: somebody else was faster, or it is another file."""


def append_revision(
    *, document: IssuedDocument, pdf: bytes, kind: str, field: str = "", signer_name: str = "", fingerprint: str = "",
    made_at=None,
) -> PaperRevision:  # fmt: skip
    """Keep `pdf` as the newest state of an issued paper. Raises NotAppended; then nothing is kept."""
    name = ""
    try:
        with transaction.atomic():
            held = IssuedDocument.objects.select_for_update().get(pk=document.pk)
            present = held.read()
            if len(pdf) <= len(present) or not pdf.startswith(present):
                raise NotAppended(held.pk)
            last = held.revisions.last()
            revision = PaperRevision(
                document=held, position=last.position + 1 if last else 2, kind=kind, field=field,
                signer_name=signer_name, fingerprint=fingerprint, sha256=hashlib.sha256(pdf).hexdigest(),
                size=len(pdf), made_at=made_at or timezone.now(),
            )  # fmt: skip
            revision.file.save(f"{revision.sha256}.pdf", ContentFile(pdf), save=False)
            name = revision.file.name
            revision.save(force_insert=True)
            if kind in STAMPED_FOR:
                want_stamp(document=held, reason=STAMPED_FOR[kind])
            return revision
    except BaseException:
        if name:  # bytes that no row names
            default_storage.delete(name)
        raise
