"""The answer of a verification: one verdict for the file, one for each signature, reasons as sentences."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from documents.verifying.sentences import Weight, sentence_of, weight_of

VALID, UNSIGNED = "valid", "unsigned"
EARLIER, OUTDATED = "earlier", "outdated"
NO_LONGER_CURRENT = {"replaced", "superseded", "withdrawn", "ended"}


@dataclass(frozen=True)
class Finding:
    """One thing noticed: a code of `sentences.FINDINGS` and the words its sentence needs."""

    code: str
    details: dict[str, str] = field(default_factory=dict)

    @property
    def weight(self) -> Weight:
        return weight_of(self.code)

    def __str__(self) -> str:
        return sentence_of(self.code, self.details)


@dataclass(frozen=True)
class SignatureVerdict:
    """One signature. `signed_at` is ISO 8601 in Vietnamese time as the file claims it, or None; `fingerprint` is the
    SHA-256 of the signer's certificate."""

    field: str
    signer: str
    signed_at: str | None
    fingerprint: str
    findings: tuple[Finding, ...] = ()

    @property
    def verdict(self) -> str:
        return worst(self.findings)

    @property
    def reasons(self) -> list[str]:
        return [str(finding) for finding in self.findings]

    @property
    def moment(self) -> datetime | None:
        """The signing time as a screen shows it; None where the file claims none."""
        return datetime.fromisoformat(self.signed_at) if self.signed_at else None


@dataclass(frozen=True)
class Verdict:
    """`registered`: the file equals, byte for byte, the newest state of a paper this system issued."""

    registered: bool = False
    findings: tuple[Finding, ...] = ()
    signatures: tuple[SignatureVerdict, ...] = ()

    @property
    def verdict(self) -> str:
        """valid, invalid, indeterminate or unsigned."""
        overall = worst(self._every())
        return UNSIGNED if overall == VALID and not self.signatures else overall

    @property
    def headline(self) -> str:
        """How a reader is told: the verdict; or, for a genuine file that is not what holds now, in which way not.

        EARLIER: an earlier state of a paper of ours. OUTDATED: the paper or its dossier holds no longer.
        """
        codes = {finding.code for finding in self.findings}
        spoilt = [finding for finding in self._every() if finding.code != "earlier_unsealed"]
        if worst(spoilt) != VALID or not self.signatures:
            return self.verdict
        if codes & NO_LONGER_CURRENT:
            return OUTDATED
        return EARLIER if codes & {"earlier", "earlier_unsealed"} else self.verdict

    @property
    def is_prepared(self) -> bool:
        """Exactly what was given to sign of a paper of ours, before anybody signed it."""
        return self.headline == UNSIGNED and any(finding.code == "prepared" for finding in self.findings)

    def _every(self) -> list[Finding]:
        return [*self.findings, *(finding for signature in self.signatures for finding in signature.findings)]

    @property
    def reasons(self) -> list[str]:
        """What was found in the file as a whole, then what keeps its signatures from being valid; each once."""
        weighty = [f for signature in self.signatures for f in signature.findings if f.weight is not Weight.NOTE]
        return list(dict.fromkeys(str(finding) for finding in [*self.findings, *weighty]))

    def to_json(self) -> dict:
        return {
            "verdict": self.verdict,
            "registered": self.registered,
            "reasons": self.reasons,
            "signatures": [
                {
                    "signer": signature.signer,
                    "verdict": signature.verdict,
                    "signed_at": signature.signed_at,
                    "reasons": signature.reasons,
                }
                for signature in self.signatures
            ],
        }


def worst(findings: Iterable[Finding]) -> str:
    weights = {finding.weight for finding in findings}
    for weight in (Weight.INVALID, Weight.INDETERMINATE):
        if weight in weights:
            return weight.value
    return VALID
