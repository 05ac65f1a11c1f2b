"""Signing is the step: prepared papers are signed with the person's key, and the dossier moves, in one transaction."""

import datetime

from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from classification.errors import OutOfDate, StepRefused
from classification.models import Dossier
from classification.services import PaperReference, check_signing, take_signed
from classification.services.locking import lock
from documents.assembling import assemble
from documents.assembling.frame import Order, issuer_for
from documents.keys import SigningKey as OpenKey
from documents.keys import open_key
from documents.models import IssuedDocument, PreparedPaper, PreparedSigning, Preservation
from documents.signing import SignedPdf, sign
from documents.trust import our_roots

from .keys import key_in_use
from .preparing import PERSON_FIELD
from .signing_check import refuse_revoked
from .stamps_wanted import want_stamp


def sign_prepared(*, signing: PreparedSigning, by, passphrase: str, seen: str = "") -> Dossier:
    """Sign every paper prepared for the step and take the step; either all of it happens or nothing.

    `seen` names the papers the person looked at (their SHA-256, joined by commas). Raises KeyProblem (passphrase,
    expiry), StepRefused, PermissionDenied; then no paper is issued and the dossier stays where it was.
    """
    if signing.by_id != by.pk:
        raise PermissionDenied(_("Văn bản này được chuẩn bị cho người khác ký."))
    papers = list(signing.papers.all())
    _require_same_papers(signing, papers, seen)
    key = _open(signing, by, passphrase)
    moment = timezone.now()
    signed = [_sign(paper, key, by, moment) for paper in papers]
    written: list[str] = []
    try:
        with transaction.atomic():
            return _issue_and_move(signing, by, papers, signed, written)
    except BaseException:
        for name in written:  # bytes of papers that were never issued
            default_storage.delete(name)
        raise


def _require_same_papers(signing: PreparedSigning, papers: list[PreparedPaper], seen: str) -> None:
    if not papers or (seen and seen != ",".join(paper.sha256 for paper in papers)):
        raise OutOfDate([_("Văn bản đã được lập lại sau khi bạn mở trang; hãy xem bản mới rồi ký.")])
    if any(paper.issued_on != timezone.localdate() for paper in papers):
        raise OutOfDate([_("Văn bản được lập từ hôm trước; hãy lập lại để ngày ký đúng là hôm nay.")])


def _open(signing: PreparedSigning, by, passphrase: str) -> OpenKey:
    stored = key_in_use(by)
    if stored is None or stored.fingerprint != signing.fingerprint:
        raise OutOfDate([_("Khóa ký của bạn đã đổi sau khi lập văn bản; hãy lập lại rồi ký.")])
    return refuse_revoked(open_key(bytes(stored.pkcs12), passphrase, roots=our_roots()))


def _sign(paper: PreparedPaper, key: OpenKey, by, moment: datetime.datetime) -> SignedPdf:
    return sign(
        bytes(paper.pdf),
        field=PERSON_FIELD,
        key=key,
        reason=paper.title,
        location=by.organisation.place if by.organisation else "",
        signed_at=moment,
        certify=True,
        roots=our_roots(),
    )


def _issue_and_move(signing, by, papers, signed, written: list[str]) -> Dossier:
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
        _issue(moved, signing, paper, result, issuer, written)
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


def _issue(dossier, signing, paper, result: SignedPdf, issuer, written: list[str]) -> IssuedDocument:
    previous = dossier.documents.current().filter(kind=paper.kind).last()
    document = IssuedDocument(
        dossier=dossier, round=dossier.round, step=signing.step, kind=paper.kind, title=paper.title, issuer=issuer,
        number=paper.number, serial=paper.serial, symbol=paper.symbol, issued_on=paper.issued_on, content=paper.content,
        sha256=result.sha256, prepared_sha256=result.prepared_sha256, size=len(result.pdf), pages=paper.pages,
        signer=signing.by,
        signer_name=result.signer, signer_fingerprint=result.fingerprint, signature_field=result.field,
        signed_at=result.signed_at, token=paper.token,
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
