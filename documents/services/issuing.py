"""Issuing what was signed: the papers are kept and the dossier moves, in one transaction."""

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from classification.errors import OutOfDate, StepRefused
from classification.models import Dossier
from classification.services import PaperReference, check_signing, take_signed
from classification.services.locking import lock_filing
from classification.services.steps import EACH_ITS_OWN
from classification.workflow import BESIDE, STEPS
from documents.assembling import assemble
from documents.assembling.frame import Order, issuer_for
from documents.models import IssuedDocument, PreparedPaper, PreparedSigning, Preservation, SignedWith
from documents.signing import SignedPdf
from documents.snapshots import attachment, sha256_of

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
    filing = lock_filing(signing.dossier)
    dossier = next(one for one in filing if one.pk == signing.dossier_id)
    role = check_signing(dossier=dossier, name=signing.step, by=by)
    issuer = issuer_for(dossier, role)
    for paper in papers:
        _require_same_content(dossier, signing, paper, by, role, issuer)
    references = _references(papers, signed)
    moved = take_signed(
        dossier=dossier, name=signing.step, by=by, note=signing.note, papers=references.pop(None, ()),
        of_members=references, details=signing.details, seen=signing.dossier_version,
    )  # fmt: skip
    moved_with = Dossier.objects.in_bulk([one.pk for one in filing])
    joint = [one.pk for one in filing if one.pk != dossier.pk] if signing.step in STEPS | BESIDE else []
    for paper, result in zip(papers, signed, strict=True):
        about = moved_with[paper.about_id or dossier.pk]
        document = issue(about, signing, paper, result, issuer, way, written)
        if paper.kind not in EACH_ITS_OWN:
            document.also_about.set(joint)
    PreparedSigning.objects.filter(dossier__in=filing).delete()
    return moved


def _references(papers, signed) -> dict[int | None, tuple[PaperReference, ...]]:
    """The signed papers as facts: those of the step under None, a member's own under its number."""
    found: dict = {}
    for paper, result in zip(papers, signed, strict=True):
        said = PaperReference(paper.kind, paper.number, paper.issued_on, result.sha256, paper.title)
        found[paper.about_id] = (*found.get(paper.about_id, ()), said)
    return found


def _require_same_content(dossier, signing, paper, by, role, issuer) -> None:
    """What is signed is what the dossier says now: somebody may have changed a part since the paper was made."""
    about = next((one for one in dossier.filing if one.pk == paper.about_id), None)
    order = Order(
        paper.kind, by, role, issuer, paper.serial, paper.symbol, paper.issued_on, paper.token, signing.note,
        signing.details | _letter(signing), about,
    )  # fmt: skip
    made = assemble(dossier, order)
    if made.digest() != paper.digest or _data(dossier, order, made) != paper.snapshot_sha256:
        raise OutOfDate([_("Nội dung hồ sơ đã thay đổi sau khi lập văn bản; hãy xem bản mới rồi ký.")])


def _data(dossier, order: Order, made) -> str:
    """The hash of what would be attached now."""
    return sha256_of(attachment(order.about or dossier, order.kind, made, order.day))


def _letter(signing: PreparedSigning) -> dict:
    numbered = signing.papers.exclude(symbol="").first()
    return {"letter_symbol": numbered.symbol, "letter_serial": numbered.serial} if numbered else {}


def issue(subject, signing, paper, result: SignedPdf, issuer, way, written: list[str]) -> IssuedDocument:
    """Keep the signed bytes as a paper of its subject, of what was prepared; it replaces the one before."""
    previous = subject.documents.current().filter(kind=paper.kind).last()
    document = IssuedDocument(
        dossier=subject if signing.dossier_id else None, report=signing.report, delegation=signing.delegation,
        round=getattr(subject, "round", 1),
        step=signing.step, kind=paper.kind,
        title=paper.title, issuer=issuer,
        number=paper.number, serial=paper.serial, symbol=paper.symbol, issued_on=paper.issued_on, content=paper.content,
        sha256=result.sha256, prepared_sha256=result.prepared_sha256,
        snapshot_sha256=paper.snapshot_sha256, size=len(result.pdf), pages=paper.pages,
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
