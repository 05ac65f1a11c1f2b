"""The register the verifier asks in this product: the table of issued documents."""

from django.db import DatabaseError
from django.db.models import Q

from documents.models import IssuedDocument
from documents.verifying.register import RegisteredPaper, RegisterUnreachable


def issued_paper(sha256: str) -> RegisteredPaper | None:
    """The issued paper with these bytes, or made from them. Raises RegisterUnreachable."""
    matching = Q(sha256=sha256) | Q(prepared_sha256=sha256)
    try:
        found = IssuedDocument.objects.filter(matching).order_by("-pk").first()
    except DatabaseError as unreachable:
        raise RegisterUnreachable from unreachable
    if found is None:
        return None
    return RegisteredPaper(
        sha256=found.sha256,
        name=f"{found.title} {found.number}".strip(),
        signatures=((found.signature_field, found.signer_fingerprint),),
        issued_at=found.recorded_at,
        standing="replaced" if found.replaced_by_id else "current",
    )
