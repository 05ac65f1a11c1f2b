"""Signing minutes after somebody else did: the further place is filled, and the paper grows by that signature."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from classification.errors import OutOfDate, StepRefused
from documents.cosigning import Further, further_place, printed_name, why_not_cosign, why_not_now
from documents.models import IssuedDocument, PaperRevision, SigningKey
from documents.signing import Look, SignedPdf, SigningRefused, fields_of, sign
from documents.trust import our_roots
from documents.verifying.examining import examine
from systems.ledger import record

from .accepting import accept
from .opening import open_held_key
from .preparing import require_key
from .revisions import NotAppended, append_revision
from .signing import the_look


def cosign_paper(*, document: IssuedDocument, field: str, by, passphrase: str) -> PaperRevision:
    """Sign the further place `field` of minutes with this person's key and keep it as the newest state of the paper.

    Raises KeyProblem, StepRefused, PermissionDenied; then the paper stays as it was.
    """
    place = _place(document, field)
    if reason := why_not_cosign(by, document, place):
        raise PermissionDenied(reason)
    if reason := why_not_now(by, document, place):
        raise StepRefused([reason])
    held = require_key(by)
    if held.way == SigningKey.Way.AWAY:
        raise StepRefused([key_is_away()])
    accepted = _signed(document, place, by, held, passphrase)
    try:
        return _keep(document, place, by, accepted)
    except NotAppended as late:
        raise _too_late() from late


def _too_late() -> OutOfDate:
    return OutOfDate([_("Văn bản vừa được bổ sung ở nơi khác; hãy mở lại rồi ký.")])


def key_is_away() -> str:
    return _("Khóa của bạn không ở đây. Ký thêm vào biên bản hiện chỉ làm được bằng khóa giữ ở đây hoặc thiết bị khóa.")


def _place(document: IssuedDocument, field: str) -> Further:
    place = further_place(document)
    if place is None or place.field != field:
        raise StepRefused([_("Văn bản này không có chỗ để ký thêm.")])
    return place


def _signed(document: IssuedDocument, place: Further, by, held: SigningKey, passphrase: str) -> SignedPdf:
    present = document.read()
    before = _signatures_before(present, place)
    key, now = open_held_key(held, passphrase, roots=our_roots()), timezone.now()
    town = by.organisation.place if by.organisation else ""
    signed = sign(
        present, field=place.field, key=key, reason=document.title, location=town, signed_at=now, certify=False,
        roots=our_roots(), **_look(document, place, by)._asdict(),
    )  # fmt: skip
    return accept(
        signed.pdf, given=present, field=place.field, key=held, moment=timezone.now(), examine=examine, earlier=before
    )


def _look(document: IssuedDocument, place: Further, by) -> Look:
    """A picture only where the name is printed below it; else the signature says the name itself."""
    return the_look(by) if printed_name(document, place) else Look()


def _signatures_before(pdf: bytes, place: Further) -> int:
    try:
        fields = fields_of(pdf)
    except SigningRefused as unreadable:
        raise StepRefused([str(unreadable)]) from unreadable
    if place.field not in fields:
        raise StepRefused([_("Văn bản này được lập khi chưa có ô ký thêm nên chỉ ký thêm được trên bản giấy.")])
    return sum(fields.values())


@transaction.atomic
def _keep(document: IssuedDocument, place: Further, by, accepted: SignedPdf) -> PaperRevision:
    if IssuedDocument.objects.select_for_update().get(pk=document.pk).replaced_by_id:
        raise _too_late()
    revision = append_revision(
        document=document, pdf=accepted.pdf, kind=PaperRevision.Kind.COSIGNED, field=place.field,
        signer_name=accepted.signer, fingerprint=accepted.fingerprint, made_at=accepted.signed_at,
    )  # fmt: skip
    record(
        verb="cosign_paper", by=by, system=document.system, about=f"document:{document.pk}",
        sentence=document.number, sha256=revision.sha256,
    )  # fmt: skip
    return revision
