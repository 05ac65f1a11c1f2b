"""Asking time-stamp servers, one after another, until one gives a stamp that this installation itself would accept."""

import time
from dataclasses import replace
from datetime import timedelta

from cryptography import x509
from django.utils import timezone
from django.utils.translation import gettext as _

from documents.models import TimestampServer
from documents.outbound import NoAnswer, ask
from documents.signing_long_term import FoundSignature, signatures_of, with_time_stamp
from documents.trust import TrustStore
from documents.verifying.examining import examine
from documents.verifying.order import Order
from documents.verifying.sentences import Weight
from documents.verifying.verdict import SignatureVerdict

ALTOGETHER = 600  # seconds for all servers of one attempt; a job is believed dead after 900
BIGGEST_TOKEN = 256 * 1024  # bytes
CLOCKS_DIFFER = timedelta(minutes=10)
TOLERATED = {"revocation_unknown"}  # a stamp whose authority says nothing yet of revocation is better than none


def stamped(
    pdf: bytes, found: list[FoundSignature], servers: list[TimestampServer], trust: TrustStore
) -> tuple[bytes, FoundSignature]:
    """The file with a new time-stamp, and that stamp. Raises NoAnswer with what each server said."""
    field = f"thoi-gian-{sum(one.is_stamp for one in found) + 1}"
    end = time.monotonic() + ALTOGETHER
    refusals = []
    for server in servers:
        seconds = min(server.seconds, end - time.monotonic())
        if seconds < 1:
            break
        try:
            return _from(server, seconds, pdf, field, trust)
        except NoAnswer as why:
            refusals.append(f"{server.name}: {why}")
    raise NoAnswer("; ".join(refusals) + ".")


def _from(
    server: TimestampServer, seconds: float, pdf: bytes, field: str, trust: TrustStore
) -> tuple[bytes, FoundSignature]:
    grown = with_time_stamp(pdf, field=field, post=lambda request: _post(server, seconds, request))
    stamp = next(one for one in signatures_of(grown) if one.field == field)
    if stamp.signed_at is None or abs(stamp.signed_at - timezone.now()) > CLOCKS_DIFFER:
        raise NoAnswer(_("đồng hồ lệch quá 10 phút so với máy này"))
    _require_sound(grown, field, server, trust)
    return grown, stamp


def _post(server: TimestampServer, seconds: float, request: bytes) -> bytes:
    content_type = "application/timestamp-query"
    return ask(server.url, body=request, content_type=content_type, seconds=seconds, most=BIGGEST_TOKEN)


def _require_sound(pdf: bytes, field: str, server: TimestampServer, trust: TrustStore) -> None:
    """The verifier itself looks at the new file: the stamp has to be good and no signature may have suffered."""
    report = examine(pdf, _order(server, trust))
    if report.findings and any(finding.weight is Weight.INVALID for finding in report.findings):
        raise NoAnswer(" ".join(str(finding) for finding in report.findings))
    for verdict in report.signatures:
        if verdict.field == field and (wrong := _weighty(verdict)):
            raise NoAnswer(_("dấu thời gian không dùng được: %(why)s") % {"why": " ".join(wrong)})
        if {finding.code for finding in verdict.findings} & {"added", "changed", "partial", "padding"}:
            raise NoAnswer(_("thêm dấu thời gian làm hỏng chữ ký ở ô «%(field)s»") % {"field": verdict.field})


def _weighty(verdict: SignatureVerdict) -> list[str]:
    return [
        str(finding) for finding in verdict.findings
        if finding.weight is not Weight.NOTE and finding.code not in TOLERATED
    ]  # fmt: skip


def _order(server: TimestampServer, trust: TrustStore) -> Order:
    if server.root_id:
        trust = replace(trust, stamp_roots=(x509.load_pem_x509_certificate(server.root.pem.encode()),))
    return Order.trusting(trust, moment=timezone.now())
