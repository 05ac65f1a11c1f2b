"""Issuing what was signed: the papers are kept and the dossier moves, in one transaction."""

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from classification.errors import OutOfDate, StepRefused
from classification.models import Dossier
from classification.services import PaperReference, check_signing, take_signed
from classification.services.locking import lock
from documents.assembling import assemble
from documents.assembling.frame import Order, issuer_for
from documents.models import IssuedDocument, PreparedPaper, PreparedSigning, Preservation, SignedWith
from documents.signing import SignedPdf

from .stamps_wanted import want_stamp


def issue_and_move(
    *, signing: PreparedSigning, by, papers: list[PreparedPaper], signed: list[SignedPdf], way: str = SignedWith.FILE
) -> Dossier:
    """Keep the accepted files as issued papers and take the step; either all of it happens or nothing.

    Raises StepRefused, PermissionDenied; then no file stays either.
    """
    written: list[str] = []
    try:
        with transaction.atomic():
            return _issue_and_move(signing, by, papers, signed, way, written)
    except BaseException:
        for name in written:  # bytes of papers that were never issued
            default_storage.delete(name)
        raise


def _issue_and_move(signing, by, papers, signed, way, written: list[str]) -> Dossier:
    dossier = lock(signing.dossier)
    role = check_signing(dossier=dossier, name=signing.step, by=by)
    issuer = issuer_for(dossier, role)
    for paper in papers:
        _require_same_content(dossier, signing, paper, by, role, issuer)
    references = tuple(
        PaperReference(paper.kind, paper.number, paper.issued_on, result.sha256, paper.title)
        for paper, result in zip(papers, signed, strict=True)
    )
    moved = take_signed(
        dossier=dossier, name=signing.step, by=by, note=signing.note, papers=references, details=signing.details,
        seen=signing.dossier_version,
    )  # fmt: skip
    for paper, result in zip(papers, signed, strict=True):
        _issue(moved, signing, paper, result, issuer, way, written)
    PreparedSigning.objects.filter(dossier=dossier).delete()
    return moved


def _require_same_content(dossier, signing, paper, by, role, issuer) -> None:
    """What is signed is what the dossier says now: somebody may have changed a part since the paper was made."""
    order = Order(
        paper.kind, by, role, issuer, paper.serial, paper.symbol, paper.issued_on, paper.token, signing.note,
        signing.details | _letter(signing),
    )  # fmt: skip
    if assemble(dossier, order).digest() != paper.digest:
        raise OutOfDate([_("Nội dung hồ sơ đã thay đổi sau khi lập văn bản; hãy xem bản mới rồi ký.")])


def _letter(signing: PreparedSigning) -> dict:
    numbered = signing.papers.exclude(symbol="").first()
    return {"letter_symbol": numbered.symbol, "letter_serial": numbered.serial} if numbered else {}


def _issue(dossier, signing, paper, result: SignedPdf, issuer, way, written: list[str]) -> IssuedDocument:
    previous = dossier.documents.current().filter(kind=paper.kind).last()
    document = IssuedDocument(
        dossier=dossier, round=dossier.round, step=signing.step, kind=paper.kind, title=paper.title, issuer=issuer,
        number=paper.number, serial=paper.serial, symbol=paper.symbol, issued_on=paper.issued_on, content=paper.content,
        sha256=result.sha256, prepared_sha256=result.prepared_sha256, size=len(result.pdf), pages=paper.pages,
        signer=signing.by,
        signer_name=result.signer, signer_fingerprint=result.fingerprint, signature_field=result.field,
        signed_at=result.signed_at, signed_with=way, token=paper.token,
    )  # fmt: skip
    document.file.save(f"{document.sha256}.pdf", ContentFile(result.pdf), save=False)
    written.append(document.file.name)
    try:
        with transaction.atomic():
            document.save(force_insert=True)
    except IntegrityError as taken:
        raise StepRefused(
            [_("Số %(number)s vừa được dùng; hãy lập lại với số khác.") % {"number": paper.number}]
        ) from taken
    if previous:
        previous.replaced_by = document
        previous.save(update_fields=["replaced_by"])
    want_stamp(document=document, reason=Preservation.Reason.ISSUED)
    return document
