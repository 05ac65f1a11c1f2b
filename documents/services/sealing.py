"""The seal of a body closes its paper: the clerk registers the key, then puts the seal after the person's signature."""

import datetime

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from classification.errors import OutOfDate, StepRefused
from documents.certificates import packed, read_certificate
from documents.keys import VIETNAM, UnusableKey, describe_certificate, open_key
from documents.models import IssuedDocument, PaperRevision, SealKey
from documents.signing import Certified, Key, SignedPdf, SigningRefused, check_before_signing, fields_of, sign
from documents.signing_stamp import BLACK, RED
from documents.signing_token import Slot
from documents.stamp_pictures import Ink, checked_picture
from documents.trust import our_roots
from documents.verifying.examining import examine
from systems.authority import why_not_keep_seal
from systems.ledger import record
from systems.models import Organisation
from systems.wording import search_form

from .accepting import accept
from .keys import stored_certificate
from .opening import open_held_key
from .preparing import ATTACHED_FIELD, SEAL_FIELD
from .revisions import NotAppended, append_revision

LEFT_OF_THE_SIGNATURE = 0.53
"""The part of the seal's place that does not lie over the person's signature."""


def register_seal(*, organisation: Organisation, by, pkcs12: bytes, passphrase: str, image: bytes = b"") -> SealKey:
    """Keep the seal of a body as a locked file. `image` is its red picture (PNG), if there is one.

    The seal in use until now is retired. Raises KeyProblem, UnsuitablePicture, PermissionDenied.
    """
    _require_clerk(by, organisation)
    key = open_key(pkcs12, passphrase, roots=our_roots())
    return _keep(organisation, by, key, image, way=SealKey.Way.FILE, pkcs12=pkcs12)


def register_token_seal(*, organisation: Organisation, by, slot: Slot, content: bytes, image: bytes = b"") -> SealKey:
    """Let a body's seal be a key in a device attached to the server; `content` is its certificate file."""
    _require_clerk(by, organisation)
    known = read_certificate(content, roots=our_roots())
    where = {"way": SealKey.Way.TOKEN, "chain": packed(known.chain), **slot._asdict()}
    return _keep(organisation, by, known, image, **where)


def _keep(organisation: Organisation, by, key: Certified, image: bytes, **where) -> SealKey:
    check_before_signing(key, moment=timezone.now(), roots=our_roots())
    about = describe_certificate(key.certificate)
    if search_form(organisation.name) != search_form(about.name):  # its staff's certificates name the body as well
        raise UnusableKey(
            _("Chứng thư số này cấp cho “%(holder)s”, không phải cho %(body)s.")
            % {"holder": about.name, "body": organisation}
        )
    image = checked_picture(image, Ink.RED) if image else b""
    with transaction.atomic():
        SealKey.objects.filter(organisation=organisation, retired_at=None).update(retired_at=timezone.now())
        try:
            with transaction.atomic():
                seal = SealKey.objects.create(
                    organisation=organisation, registered_by=by, image=image,
                    **stored_certificate(key.certificate), **where,
                )  # fmt: skip
        except IntegrityError as taken:
            raise UnusableKey(_("Chứng thư số này đã là con dấu của một cơ quan khác.")) from taken
        record(verb="register_seal", by=by, about=f"organisation:{organisation.pk}", fingerprint=seal.fingerprint)
    return seal


def seal_in_use(organisation: Organisation) -> SealKey | None:
    """The seal this body uses now."""
    return SealKey.objects.filter(organisation=organisation, retired_at=None).first()


def seal_paper(*, document: IssuedDocument, by, passphrase: str) -> PaperRevision:
    """Put the seal of its body on a signed paper, after the signature that is there, and keep it as its newest state.

    Raises KeyProblem, StepRefused, PermissionDenied; then the paper stays as it was.
    """
    seal = seal_to_use(document.issuer, by=by)
    require_unsealed(document)
    return put_seal(document=document, by=by, seal=seal, key=open_held_key(seal, passphrase, roots=our_roots()))


def seal_to_use(organisation: Organisation, *, by) -> SealKey:
    """The seal of this body for its clerk. Raises PermissionDenied, StepRefused."""
    _require_clerk(by, organisation)
    seal = seal_in_use(organisation)
    if seal is None:
        raise StepRefused([_("%(body)s chưa đăng ký con dấu.") % {"body": organisation}])
    return seal


def require_unsealed(document: IssuedDocument) -> None:
    """Raises StepRefused for a paper that takes no seal."""
    _require_not_replaced(document)
    _field_to_seal(document.read())


def put_seal(*, document: IssuedDocument, by, seal: SealKey, key: Key) -> PaperRevision:
    """Seal one paper with a key that is open already. Raises KeyProblem, StepRefused; then it stays as it was."""
    present = document.read()
    field = _field_to_seal(present)
    now = timezone.now()
    signed = sign(
        present, field=field, key=key, reason=document.title, location=document.issuer.place, signed_at=now,
        certify=False, roots=our_roots(), **_look(seal, document, field, now),
    )  # fmt: skip
    accepted = accept(
        signed.pdf, given=present, field=field, key=seal, moment=timezone.now(), examine=examine,
        earlier=sum(fields_of(present).values()),
    )  # fmt: skip
    try:
        return _keep_sealed(document, by, accepted)
    except NotAppended as late:
        raise OutOfDate([_("Văn bản vừa được bổ sung ở nơi khác; hãy mở lại rồi đóng dấu.")]) from late


@transaction.atomic
def _keep_sealed(document: IssuedDocument, by, accepted: SignedPdf) -> PaperRevision:
    _require_not_replaced(IssuedDocument.objects.select_for_update().get(pk=document.pk))
    revision = append_revision(
        document=document, pdf=accepted.pdf, kind=PaperRevision.Kind.SEALED, field=accepted.field,
        signer_name=accepted.signer, fingerprint=accepted.fingerprint, made_at=accepted.signed_at,
    )  # fmt: skip
    record(
        verb="seal_paper", by=by, system=document.system, about=f"document:{document.pk}", sentence=document.number,
        sha256=revision.sha256,
    )  # fmt: skip
    return revision


def _require_not_replaced(document: IssuedDocument) -> None:
    if document.replaced_by_id:
        raise StepRefused([_("Văn bản này đã được thay thế bằng văn bản khác nên không đóng dấu nữa.")])


def _require_clerk(by, organisation: Organisation) -> None:
    if reason := why_not_keep_seal(by, organisation):
        raise PermissionDenied(reason)


def _field_to_seal(pdf: bytes) -> str:
    try:
        fields = fields_of(pdf)
    except SigningRefused as unreadable:
        raise StepRefused([str(unreadable)]) from unreadable
    name = ATTACHED_FIELD if ATTACHED_FIELD in fields else SEAL_FIELD
    if name not in fields:
        raise StepRefused([_("Văn bản này không có ô dành cho con dấu.")])
    if fields[name]:
        raise OutOfDate([_("Văn bản này đã được đóng dấu.")])
    return name


def _look(seal: SealKey, document: IssuedDocument, field: str, now: datetime.datetime) -> dict:
    """What is seen: NĐ 30/2020, Phụ lục I, II.8.a the red seal, II.8.b number and time on an attached file."""
    time = now.astimezone(VIETNAM).replace(microsecond=0).isoformat()
    if field == ATTACHED_FIELD:
        return {"lines": (_("Kèm theo văn bản số %(number)s") % {"number": document.number}, time), "ink": BLACK}
    if seal.image:
        return {"picture": bytes(seal.image)}
    day, hour = time.split("T")
    return {"lines": (seal.subject, f"{day}T", hour), "ink": RED, "share": LEFT_OF_THE_SIGNATURE}
