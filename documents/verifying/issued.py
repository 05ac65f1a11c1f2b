"""The register the verifier asks in this product: the table of issued documents."""

from django.db import DatabaseError
from django.db.models import Q

from documents.models import IssuedDocument
from documents.verifying.register import RegisteredPaper, RegisterUnreachable


def issued_paper(sha256: str) -> RegisteredPaper | None:
    """The issued paper with these bytes, or made from them. Raises RegisterUnreachable.

    A paper grows (seal, time-stamp): a file equal to any of its states is that state, and says when it is not the last.
    """
    states = Q(sha256=sha256) | Q(prepared_sha256=sha256) | Q(revisions__sha256=sha256)
    try:
        found = IssuedDocument.objects.filter(states).order_by("-pk").first()
        revisions = list(found.revisions.all()) if found else []
    except DatabaseError as unreachable:
        raise RegisterUnreachable from unreachable
    if found is None:
        return None
    known = [found.sha256, *(one.sha256 for one in revisions)]
    here = known.index(sha256) if sha256 in known else len(revisions)
    last = revisions[here - 1] if here else None
    standing = "replaced" if found.replaced_by_id else "extended" if here < len(revisions) else "current"
    return RegisteredPaper(
        sha256=known[here],
        name=f"{found.title} {found.number}".strip(),
        signatures=(
            (found.signature_field, found.signer_fingerprint),
            *((one.field, one.fingerprint) for one in revisions[:here] if one.fingerprint),
        ),
        issued_at=last.made_at if last else found.recorded_at,
        standing=standing,
    )
