"""Getting newer revocation lists every day, from hosts that administrators allowed, for authorities known here."""

import hashlib
from collections.abc import Iterator

from cryptography import x509
from django.utils.translation import gettext as _

from documents.keys import issued_by
from documents.models import RevocationHost, RevocationList, SigningKey
from documents.outbound import NoAnswer
from documents.trust_asking import allowed, lists_of
from documents.trust_here import issuer_key, our_trust
from documents.trust_revocation import fetch_list
from systems.jobs import GiveUp, TryLater, enqueue_many
from systems.jobs.queueing import new

FETCH = "trust.fetch"
SECONDS = 120  # a national list is some megabytes


def refresh(*, day: str) -> str:
    """Put a job in the queue for each list that may be fetched."""
    wanted = sorted(set(_wanted()))
    enqueue_many(
        new(
            FETCH,
            subject=url,
            key=f"{FETCH}:{hashlib.sha256(url.encode()).hexdigest()[:32]}:{day}",
            url=url,
            issuer=key,
        )
        for url, key in wanted
    )
    return _("Lấy %(n)s danh sách thu hồi.") % {"n": len(wanted)}


def fetch(*, url: str, issuer: str) -> str:
    """Get one list. Raises TryLater or GiveUp in words."""
    authority = next((one for one in _authorities() if issuer_key(one) == issuer), None)
    if authority is None or not allowed([url], _hosts()):
        raise GiveUp(_("Tổ chức hoặc máy này không còn được tin cậy, nên không lấy danh sách."))
    try:
        row = fetch_list(url, authority, seconds=SECONDS)
    except NoAnswer as why:
        raise TryLater(str(why)) from why
    return _("%(issuer)s: %(n)s chứng thư bị thu hồi.") % {"issuer": row.issuer, "n": row.entries}


def _key(url: str, day: str) -> str:
    """The name of the job of one address and day."""
    return f"{FETCH}:{hashlib.sha256(url.encode()).hexdigest()[:32]}:{day}"


def _wanted() -> Iterator[tuple[str, str]]:
    """(address, authority) of every list that people's certificates name, and of those that were fetched before."""
    authorities, hosts = _authorities(), _hosts()
    if not hosts:
        return
    for pem in SigningKey.objects.filter(retired_at__isnull=True).values_list("certificate", flat=True):
        certificate = x509.load_pem_x509_certificate(pem.encode())
        urls = allowed(lists_of(certificate), hosts)
        issuer = next((one for one in authorities if issued_by(certificate, one)), None) if urls else None
        if issuer is not None:
            yield from ((url, issuer_key(issuer)) for url in urls)
    known = {issuer_key(one) for one in authorities}
    fetched = RevocationList.objects.exclude(fetched_from="").filter(issuer_key__in=known)
    for url, key in fetched.values_list("fetched_from", "issuer_key"):
        if allowed([url], hosts):
            yield url, key


def _authorities() -> tuple[x509.Certificate, ...]:
    trust = our_trust(lists=False)
    return (*trust.roots, *(trust.stamp_roots or ()), *trust.intermediates)


def _hosts() -> set[str]:
    return set(RevocationHost.objects.filter(active=True).values_list("host", flat=True))
