"""The register the verifier asks in this product: the table of issued documents and of what was appended to them."""

from django.db import DatabaseError
from django.db.models import Q

from documents.models import IssuedDocument, PaperRevision
from documents.verifying.register import RegisteredPaper, RegisterUnreachable


def issued_paper(sha256: str) -> RegisteredPaper | None:
    """The issued paper with these bytes in any of its states, or made from them. Raises RegisterUnreachable."""
    matching = Q(sha256=sha256) | Q(prepared_sha256=sha256)
    try:
        found = IssuedDocument.objects.filter(matching).order_by("-pk").first()
        if found is None:
            grown = PaperRevision.objects.filter(sha256=sha256).select_related("document").first()
            found = grown and grown.document
        return found and _registered(found, sha256)
    except DatabaseError as unreachable:
        raise RegisterUnreachable from unreachable


def _registered(document: IssuedDocument, sha256: str) -> RegisteredPaper:
    """The paper in the state that `sha256` names, where only time-stamps and data are missing there; else the newest.

    A copy that was taken before the time-stamp was added is as good as before; one without the seal is not whole.
    """
    revisions = list(document.revisions.all())
    sealed = [row for row in revisions if row.kind == PaperRevision.Kind.SEALED]
    whole = sealed[-1].position if sealed else 1
    states = {row.sha256: row.position for row in revisions} | {document.sha256: 1}
    position = states.get(sha256, 0)
    if position < whole:
        position = revisions[-1].position if revisions else 1
    upto = [row for row in revisions if row.position <= position]
    return RegisteredPaper(
        sha256=upto[-1].sha256 if upto else document.sha256,
        name=f"{document.title} {document.number}".strip(),
        signatures=(
            (document.signature_field, document.signer_fingerprint),
            *((row.field, row.fingerprint) for row in upto if row.field),
        ),
        issued_at=sealed[-1].made_at if sealed else document.recorded_at,
        standing="replaced" if document.replaced_by_id else "current",
    )
