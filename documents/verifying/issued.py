"""The register the verifier asks in this product: issued documents and what was appended to them since."""

from django.db import DatabaseError
from django.db.models import Q

from documents.models import IssuedDocument, PaperRevision
from documents.snapshots import NAME
from documents.standing import standing_of
from documents.verifying.register import ISSUED, PaperState, RegisteredPaper, RegisterUnreachable


def issued_paper(sha256: str) -> RegisteredPaper | None:
    """The issued paper of which one state has these bytes, or which was made from them. Raises RegisterUnreachable."""
    try:
        found = _document(sha256)
        return found and _as_registered(found)
    except DatabaseError as unreachable:
        raise RegisterUnreachable from unreachable


def _document(sha256: str) -> IssuedDocument | None:
    """Two questions, each answered by an index."""
    papers = IssuedDocument.objects.select_related("dossier", "delegation").order_by("-pk")
    revision = PaperRevision.objects.filter(sha256=sha256).first()
    if revision:
        return papers.get(pk=revision.document_id)
    return papers.filter(Q(sha256=sha256) | Q(prepared_sha256=sha256)).first()


def _as_registered(document: IssuedDocument) -> RegisteredPaper:
    issued = PaperState(
        sha256=document.sha256,
        size=document.size,
        kind=ISSUED,
        signature=(document.signature_field, document.signer_fingerprint),
        kept_at=document.recorded_at,
    )
    return RegisteredPaper(
        name=f"{document.title} {document.number}".strip(),
        states=(issued, *(_appended(revision) for revision in document.revisions.all())),
        standing=standing_of(document),
        attachments={NAME: document.snapshot_sha256} if document.snapshot_sha256 else {},
        prepared_sha256=document.prepared_sha256,
    )


def _appended(revision: PaperRevision) -> PaperState:
    """Validation data comes without a signature; every other addition is one."""
    signature = None if revision.kind == PaperRevision.Kind.EVIDENCE else (revision.field, revision.fingerprint)
    return PaperState(
        sha256=revision.sha256, size=revision.size, kind=revision.kind, signature=signature, kept_at=revision.made_at
    )
