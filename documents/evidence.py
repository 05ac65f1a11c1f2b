"""What has to be kept with signatures so that they can be checked for ever: chains, and answers about revocation."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from cryptography import x509
from django.utils.translation import gettext as _

from documents.keys import describe_certificate
from documents.signing_long_term import FoundSignature, with_validation_data
from documents.trust import TrustStore, links_of
from documents.trust_here import issuer_key
from documents.trust_revocation import Standing, standing_of

BIGGEST_KEPT = 4 * 1024 * 1024  # bytes of a revocation list that is put into a paper


@dataclass
class Evidence:
    """For some signatures: certificates between signers and roots, lists and answers (DER), and what is missing."""

    certificates: list[x509.Certificate] = field(default_factory=list)
    lists: list[bytes] = field(default_factory=list)
    answers: list[bytes] = field(default_factory=list)
    gaps: list[str] = field(default_factory=list)
    signers: dict[str, tuple[str, Standing]] = field(default_factory=dict)
    """Field -> (key of the issuer, what is known of the signer's own certificate)."""
    carried: set[x509.Certificate] = field(default_factory=set)
    """Certificates that the signatures bring along themselves."""

    def put_into(self, pdf: bytes) -> bytes:
        """The file with all of it appended; the same file where it would learn nothing from that."""
        if not self.lists and not self.answers and self.carried.issuperset(self.certificates):
            return pdf
        return with_validation_data(
            pdf, certificates=self.certificates, lists=self.lists, answers=self.answers
        )  # fmt: skip


def gather(
    signatures: Iterable[FoundSignature],
    trust: TrustStore,
    *,
    at_hand: Iterable[bytes],
    moment: datetime,
    seconds: float,
) -> Evidence:
    """Ask about every certificate of these signatures that is in force at `moment`; nobody over the network at 0 s."""
    evidence, asked, lists = Evidence(), {}, tuple(at_hand)
    for signature in signatures:
        evidence.carried.update((signature.certificate, *signature.enclosed))
        for certificate, issuer in _chain(signature, trust):
            mark = (certificate.serial_number, issuer.subject.public_bytes())
            if mark not in asked:
                asked[mark] = standing_of(certificate, issuer, at_hand=lists, moment=moment, seconds=seconds)
                _keep(evidence, certificate, asked[mark], moment)
            if certificate is signature.certificate:
                evidence.signers[signature.field] = (issuer_key(issuer), asked[mark])
    return evidence


def _keep(evidence: Evidence, certificate: x509.Certificate, standing: Standing, moment: datetime) -> None:
    evidence.certificates.append(certificate)
    if certificate.not_valid_after_utc < moment:
        return  # authorities forget certificates that ran out: today's answer says nothing of them
    for one in standing.lists:
        if len(one) > BIGGEST_KEPT:
            name = describe_certificate(certificate).issuer
            evidence.gaps.append(_("Danh sách thu hồi của %(issuer)s quá lớn để gắn vào tệp.") % {"issuer": name})
        elif one not in evidence.lists:
            evidence.lists.append(one)
    evidence.answers.extend(standing.answers)
    if standing.gap and standing.gap not in evidence.gaps:
        evidence.gaps.append(standing.gap)


def _chain(signature: FoundSignature, trust: TrustStore) -> Sequence[tuple[x509.Certificate, x509.Certificate]]:
    """(certificate, its issuer) from the signer up to a root; as far as issuers are at hand."""
    roots = trust.stamp_roots if signature.is_stamp and trust.stamp_roots is not None else trust.roots
    return links_of(signature.certificate, [*signature.enclosed, *trust.intermediates, *roots], roots=roots)
