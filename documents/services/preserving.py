"""Keeping an issued paper provable: validation data and a time-stamp over its newest state, added after the act.

Everything that takes time (servers, cryptography) happens before one short transaction, which keeps the new bytes and
the mark that they are there. Cut off in between, nothing of it stays and another worker begins anew.
"""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from documents.evidence import Evidence, gather
from documents.keys import describe_certificate
from documents.models import IssuedDocument, PaperRevision, Preservation, SignatureCheck, TimestampServer
from documents.outbound import NoAnswer
from documents.signing_long_term import FoundSignature, signatures_of
from documents.trust import TrustStore, load_trust, trust_folder
from documents.trust_here import our_trust
from systems.jobs import TryLater

from .asking import stamped
from .revisions import NotAppended, append_revision

ONLINE_SECONDS = 20  # for one question about revocation, in the background
Kind = PaperRevision.Kind


def preserve(*, paper: int, turn: int) -> str:
    """Add what is missing to one paper; a sentence on what came of it. Raises TryLater in words."""
    row = Preservation.objects.select_related("document").get(document=paper)
    if row.turn != turn or row.done_at:
        return _("Không còn việc gì: văn bản đã có dấu thời gian, hoặc đã có việc mới hơn.")
    # Counted before it begins, so that an attempt that was cut off is an attempt.
    row.tries, row.tried_at = row.tries + 1, timezone.now()
    row.save(update_fields=["tries", "tried_at"])
    trust = our_trust()
    pdf = row.document.read()
    found = signatures_of(pdf)
    evidence = _gathered(found, trust)
    note_signers(row.document, found, evidence)
    servers = list(TimestampServer.objects.filter(active=True).select_related("root"))
    wanted = row.reason != Preservation.Reason.EVIDENCE
    if wanted and not servers:
        return _("Chưa khai báo máy chủ cấp dấu thời gian, nên văn bản giữ mức chữ ký cơ bản (B-B).")
    grown = evidence.put_into(pdf)
    if not wanted:
        return _keep_evidence(row, pdf, grown, evidence)
    try:
        grown, stamp = stamped(grown, found, servers, trust)
    except NoAnswer as why:
        return _put_off(row, pdf, grown, str(why))
    after = _gathered([stamp], trust)
    grown = after.put_into(grown)
    until = min(one.not_valid_after_utc for one in (stamp.certificate, *after.certificates))
    return _keep_stamp(row, grown, stamp, until, [*evidence.gaps, *after.gaps])


def note_signers(document: IssuedDocument, found: list[FoundSignature], evidence: Evidence) -> None:
    """Write down what is known of each signer's certificate; revoked before it signed is found once and for all."""
    now = timezone.now()
    for signature in found:
        if signature.is_stamp or signature.signed_at is None:
            continue
        key, standing = evidence.signers.get(signature.field, ("", None))
        check, _new = SignatureCheck.objects.get_or_create(
            document=document, field=signature.field,
            defaults={
                "signer_name": describe_certificate(signature.certificate).name[:200], "issuer_key": key,
                "serial": f"{signature.certificate.serial_number:x}", "signed_at": signature.signed_at,
            },
        )  # fmt: skip
        if standing and standing.known:
            check.checked_at = now
            check.revoked_at = check.revoked_at or standing.revoked_at
            if check.revoked_at and check.revoked_at <= check.signed_at and not check.found_at:
                check.found_at = now
            check.save()


def _gathered(found: list[FoundSignature], trust: TrustStore) -> Evidence:
    lists = load_trust(folder=trust_folder()).revocation_lists
    return gather(found, trust, at_hand=lists, moment=timezone.now(), seconds=ONLINE_SECONDS)


def _put_off(row: Preservation, pdf: bytes, grown: bytes, why: str) -> str:
    """No stamp this time. The validation data is kept at once: an authority may not give it for ever."""
    with transaction.atomic():
        held = _hold(row)
        if held is None:
            return _("Trong lúc chờ máy chủ, văn bản đã có việc mới hơn.")
        held.error = why
        held.save(update_fields=["error"])
        if len(grown) > len(pdf) and not held.document.revisions.filter(kind=Kind.EVIDENCE).exists():
            _append(held, grown, kind=Kind.EVIDENCE)
    raise TryLater(why)


def _keep_evidence(row: Preservation, pdf: bytes, grown: bytes, evidence: Evidence) -> str:
    with transaction.atomic():
        held = _hold(row)
        if held is None:
            return _("Trong lúc hỏi về thu hồi, văn bản đã có việc mới hơn.")
        if len(grown) > len(pdf):
            _append(held, grown, kind=Kind.EVIDENCE)
        held.done_at, held.error, held.gap = timezone.now(), "", " ".join(evidence.gaps)
        held.save()
    return held.gap or _("Đã bổ sung dữ liệu thu hồi.")


def _keep_stamp(row: Preservation, grown: bytes, stamp: FoundSignature, until: datetime, gaps: list[str]) -> str:
    about = describe_certificate(stamp.certificate)
    with transaction.atomic():
        held = _hold(row)
        if held is None:
            return _("Trong lúc chờ máy chủ, văn bản đã có việc mới hơn.")
        _append(
            held, grown, kind=Kind.TIMESTAMPED, field=stamp.field, signer_name=about.name[:200],
            fingerprint=about.fingerprint,
        )  # fmt: skip
        held.done_at, held.error, held.gap = timezone.now(), "", " ".join(dict.fromkeys(gaps))
        held.stamped_at, held.stamped_by = stamp.signed_at, about.name[:200]
        held.stamped_until, held.stamped_with = until, stamp.algorithms
        held.save()
    return _("Đã có dấu thời gian của %(who)s.") % {"who": about.name}


def _hold(row: Preservation) -> Preservation | None:
    """The row, locked after its paper as every other writer does; None where this turn is over."""
    IssuedDocument.objects.select_for_update().get(pk=row.document_id)
    held = Preservation.objects.select_for_update().select_related(None).get(pk=row.pk)
    return held if held.turn == row.turn and not held.done_at else None


def _append(row: Preservation, pdf: bytes, **values) -> None:
    try:
        append_revision(document=row.document, pdf=pdf, **values)
    except NotAppended:
        raise TryLater(_("Văn bản vừa được bổ sung trong lúc chờ; sẽ làm lại trên bản mới.")) from None
