"""A person's own way of signing: a PKCS#12 file, a device attached to the server, or a certificate for elsewhere."""

from cryptography import x509
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from documents.certificates import packed, read_certificate
from documents.keys import CertificateDescription, UnusableKey, describe_certificate, open_key
from documents.models import SignatureImage, SigningKey
from documents.signing import Certified, check_before_signing
from documents.signing_token import Slot
from documents.stamp_pictures import Ink, checked_picture
from documents.trust import our_roots
from systems.ledger import record
from systems.wording import search_form


def add_key(*, user, pkcs12: bytes, passphrase: str) -> SigningKey:
    """Keep a key for its person; the one in use until now is retired.

    Raises KeyProblem in words: wrong passphrase, expired, damaged, somebody else's, of an authority nobody trusts here.
    """
    roots = our_roots()
    key = open_key(pkcs12, passphrase, roots=roots)  # slow on purpose, so outside the transaction
    check_before_signing(key, moment=timezone.now(), roots=roots)
    return _keep(user, key.certificate, way=SigningKey.Way.FILE, pkcs12=pkcs12)


def add_certificate(*, user, content: bytes) -> SigningKey:
    """Know a person by their certificate alone: they sign elsewhere and bring the paper back. Raises KeyProblem."""
    known = _checked(read_certificate(content, roots=our_roots()))
    return _keep(user, known.certificate, way=SigningKey.Way.AWAY, chain=packed(known.chain))


def add_token_key(*, user, slot: Slot, content: bytes) -> SigningKey:
    """Let a person sign with a key in a device attached to the server; `content` is its certificate file.

    The PIN is not asked here: the person types it at every signature. Raises KeyProblem.
    """
    known = _checked(read_certificate(content, roots=our_roots()))
    return _keep(user, known.certificate, way=SigningKey.Way.TOKEN, chain=packed(known.chain), **slot._asdict())


def _checked(known: Certified) -> Certified:
    check_before_signing(known, moment=timezone.now(), roots=our_roots())
    return known


@transaction.atomic
def _keep(user, certificate: x509.Certificate, **where) -> SigningKey:
    about = describe_certificate(certificate)
    _require_own(about, user)
    retire_key(user=user)
    try:
        with transaction.atomic():
            stored = SigningKey.objects.create(user=user, **stored_certificate(certificate), **where)
    except IntegrityError as taken:
        raise UnusableKey(_("Chứng thư số này đã gắn với một người khác.")) from taken
    record(verb="add_key", by=user, about=f"user:{user.pk}", fingerprint=about.fingerprint, way=stored.way)
    return stored


def stored_certificate(certificate: x509.Certificate) -> dict:
    """What is kept of a certificate beside its key."""
    about = describe_certificate(certificate)
    return {
        "certificate": packed([certificate]),
        "fingerprint": about.fingerprint,
        "subject": about.name[:300],
        "issuer": about.issuer[:300],
        "valid_from": about.valid_from,
        "valid_until": about.valid_until,
    }


def _require_own(about: CertificateDescription, user) -> None:
    """The paper will say whom the certificate names; authorities write names in capitals, some without marks."""
    if search_form(about.name) != search_form(user.get_full_name()):
        raise UnusableKey(
            _("Chứng thư số này cấp cho “%(holder)s”, không phải cho “%(person)s”. Mỗi người ký bằng khóa của mình.")
            % {"holder": about.name, "person": user.get_full_name()}
        )


@transaction.atomic
def set_signature_image(*, user, content: bytes) -> SignatureImage:
    """Keep the picture of a person's handwritten signature, put where they sign. Raises UnsuitablePicture."""
    png = checked_picture(content, Ink.BLUE)
    image, _new = SignatureImage.objects.update_or_create(user=user, defaults={"png": png})
    record(verb="set_signature_image", by=user, about=f"user:{user.pk}")
    return image


@transaction.atomic
def remove_signature_image(*, user) -> None:
    """From the next signature on, the name and the time stand there instead."""
    if SignatureImage.objects.filter(user=user).delete()[0]:
        record(verb="remove_signature_image", by=user, about=f"user:{user.pk}")


@transaction.atomic
def retire_key(*, user) -> None:
    """Stop using the person's key; papers signed with it stay what they are."""
    for key in SigningKey.objects.select_for_update().filter(user=user, retired_at__isnull=True):
        key.retired_at = timezone.now()
        key.save(update_fields=["retired_at"])
        record(verb="retire_key", by=user, about=f"user:{user.pk}", fingerprint=key.fingerprint)


def key_in_use(user) -> SigningKey | None:
    """The key this person signs with now; None where none was brought, or the last one was retired."""
    return SigningKey.objects.filter(user=user, retired_at__isnull=True).first()
