"""Counting attacks: tried, caught, crashed; summed up and printed at the end of a test run."""

from documents.verifying import Verdict
from documents.verifying.direct import verify
from tests.documents.signing_desk import trust

PROPERTY = "attack"


class Tally:
    """Judges forged files for one test and notes the outcome with that test."""

    def __init__(self, note):
        self.note = note

    def judge(self, forged: bytes, original: bytes, **circumstances) -> Verdict:
        """The verdict on a forged file, which must differ from the original; an exception is noted and raised."""
        assert forged != original, "nothing was forged"
        try:
            verdict = verify(forged, trust=circumstances.pop("trust", None) or trust(), **circumstances)
        except BaseException:
            self.note(PROPERTY, "crashed")
            raise
        self.note(PROPERTY, "called valid" if verdict.verdict == "valid" else "caught")
        return verdict


def summed_up(reports) -> dict[str, int]:
    """The figures of all tests of a run, however many processes it took."""
    outcomes = [value for report in reports for name, value in report.user_properties if name == PROPERTY]
    kinds = ("caught", "called valid", "crashed")
    return {"tried": len(outcomes)} | {kind: outcomes.count(kind) for kind in kinds}
