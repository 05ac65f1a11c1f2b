"""What a new revocation list says of signatures on issued papers, and what people answer to that."""

from collections.abc import Iterator

from cryptography import x509
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from documents.models import RevocationList, SignatureCheck
from systems.authority import acts_for, duties, holds, may_act
from systems.ledger import record
from systems.models.organisations import below
from systems.roles import Role

AT_ONCE = 500


def check_list(*, revocations: int) -> str:
    """Look for signatures whose certificate this list names. A sentence on how many were made after the revocation."""
    row = RevocationList.objects.get(pk=revocations)
    entries = {f"{one.serial_number:x}": one.revocation_date_utc for one in x509.load_der_x509_crl(bytes(row.der))}
    now, found = timezone.now(), 0
    for serials in _batches(sorted(entries)):
        checks = SignatureCheck.objects.filter(issuer_key=row.issuer_key, serial__in=serials, revoked_at__isnull=True)
        for check in checks:
            check.checked_at, check.revoked_at = now, entries[check.serial]
            if check.revoked_at <= check.signed_at:
                check.found_at, found = now, found + 1
            check.save()
    return _("%(n)s chữ ký bằng chứng thư đã bị thu hồi trước khi ký.") % {"n": found}


def signed_after_revocation():
    """Signatures of papers in force that were made with a certificate revoked before, and that nobody settled yet."""
    return SignatureCheck.objects.filter(
        revoked_at__lte=F("signed_at"), settled_at__isnull=True, document__replaced_by__isnull=True
    ).select_related("document__dossier__system")


def of_concern_to(user):
    """Those of them that this person signed, or whose system this person's security unit answers for."""
    unit = acts_for(user, Role.SECURITY_UNIT, prefix="document__dossier__system__")
    serving = duties(user).get(Role.SECURITY_UNIT, ())
    unit |= Q(document__dossier__isnull=True) & below(serving, "document__issuer__security_unit__")
    return signed_after_revocation().filter(unit | Q(document__signer=user.pk)).distinct()


def may_settle(user, check: SignatureCheck) -> bool:
    """Whether this person's security unit answers for the paper: for its system, or for the body that reports."""
    document = check.document
    if document.system:
        return may_act(user, Role.SECURITY_UNIT, document.system)
    return holds(user, Role.SECURITY_UNIT, document.issuer.security_unit or document.issuer)


@transaction.atomic
def settle(*, check: SignatureCheck, note: str, by) -> None:
    """The security unit says what was done about it. Raises PermissionDenied; ValueError without words."""
    if not may_settle(by, check):
        raise PermissionDenied(_("Kết luận về chữ ký này là việc của đơn vị chuyên trách."))
    if not note.strip():
        raise ValueError(_("Hãy ghi đã xử lý thế nào."))
    held = SignatureCheck.objects.select_for_update().get(pk=check.pk)
    if held.settled_at is None:
        held.settled_at, held.settled_by, held.settled_note = timezone.now(), by, note.strip()[:500]
        held.save(update_fields=["settled_at", "settled_by", "settled_note"])
        record(verb="settle_revocation", by=by, system=held.document.system, about=f"document:{held.document_id}",
               sentence=held.settled_note)  # fmt: skip


def _batches(serials: list[str]) -> Iterator[list[str]]:
    for start in range(0, len(serials), AT_ONCE):
        yield serials[start : start + AT_ONCE]
