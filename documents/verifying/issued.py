"""The register the verifier asks in this product: the table of issued documents."""

from django.db import DatabaseError
from django.db.models import Q

from documents.models import IssuedDocument
from documents.verifying.register import RegisteredPaper, RegisterUnreachable

HASHES = ("sha256", "prepared_sha256")


def issued_paper(sha256: str) -> RegisteredPaper | None:
    """The issued paper with these bytes, or made from them. Raises RegisterUnreachable."""
    known = {field.name for field in IssuedDocument._meta.get_fields()}
    matching = Q()
    for name in HASHES:
        if name in known:
            matching |= Q(**{name: sha256})
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
