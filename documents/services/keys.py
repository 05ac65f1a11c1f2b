"""A person's own signing key: brought as a PKCS#12 file, opened only by that person's passphrase."""

from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import Certificate
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from documents.keys import CertificateDescription, UnusableKey, describe_certificate, open_key
from documents.models import SigningKey
from documents.signing import check_before_signing
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
    _require_own(describe_certificate(key.certificate), user)
    return _keep(user, pkcs12, key.certificate)


@transaction.atomic
def _keep(user, pkcs12: bytes, certificate: Certificate) -> SigningKey:
    about = describe_certificate(certificate)
    retire_key(user=user)
    try:
        with transaction.atomic():
            stored = SigningKey.objects.create(
                user=user,
                pkcs12=pkcs12,
                certificate=certificate.public_bytes(Encoding.PEM).decode(),
                fingerprint=about.fingerprint,
                subject=about.name[:300],
                issuer=about.issuer[:300],
                valid_from=about.valid_from,
                valid_until=about.valid_until,
            )
    except IntegrityError as taken:
        raise UnusableKey(_("Chứng thư số này đã gắn với một người khác.")) from taken
    record(verb="add_key", by=user, about=f"user:{user.pk}", fingerprint=about.fingerprint)
    return stored


def _require_own(about: CertificateDescription, user) -> None:
    """The paper will say whom the certificate names; authorities write names in capitals, some without marks."""
    if search_form(about.name) != search_form(user.get_full_name()):
        raise UnusableKey(
            _("Chứng thư số này cấp cho “%(holder)s”, không phải cho “%(person)s”. Mỗi người ký bằng khóa của mình.")
            % {"holder": about.name, "person": user.get_full_name()}
        )


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
