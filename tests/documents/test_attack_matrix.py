"""Every forgery against every kind of chain, with our register and without: none is called valid."""

import random
from itertools import islice

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from documents.bench import attacks, mutating
from documents.verifying.direct import verify
from tests.documents import chains, forgeries, forgeries_deep, papers
from tests.documents.signing_desk import key_of, prepared, put_signature, trust

CHAINS = [make() for make in chains.EVERY_CHAIN]
FORGERIES = (
    *forgeries.EVERY_FORGERY,
    forgeries.metadata_replaced,
    forgeries.signature_removed_from_its_field,
    *forgeries_deep.DEEP_FORGERIES,
)
NEEDS_AN_EMPTY_FIELD = {forgeries.empty_field_over_the_page}
PAIRS = [
    (chain, forge)
    for chain in CHAINS
    for forge in FORGERIES
    if not (forge in NEEDS_AN_EMPTY_FIELD and chain.name != "person")
]
EACH_CHAIN = pytest.mark.parametrize("chain", CHAINS, ids=lambda chain: chain.name)
RANDOM = 1000


@pytest.mark.parametrize(("chain", "forge"), PAIRS, ids=lambda value: getattr(value, "__name__", ""))
def test_a_forgery_is_caught_by_the_file_alone_and_by_the_register(chain, forge, attack):
    forged = forge(chain.pdf)
    alone = attack(forged, chain.pdf)
    known = attack(forged, chain.pdf, register=chain.register())
    assert (alone.verdict, known.verdict) == ("invalid", "invalid")
    assert not known.registered and known.reasons and all(reason.endswith(".") for reason in known.reasons)


@EACH_CHAIN
def test_a_changed_byte_is_caught_wherever_it_is(chain, attack):
    """In the signed ranges, in the hole, between revisions and at both ends."""
    chance = random.Random(len(chain.links))  # noqa: S311 - the same attacks each time
    length = len(chain.pdf)
    edges = [at for _start, begin, end, rest in forgeries.byte_ranges(chain.pdf) for at in (begin, end - 1, end + rest)]
    for at in [0, 1, length - 1, *(edge for edge in edges if edge < length), *chance.sample(range(length), 25)]:
        verdict = attack(forgeries.flipped(chain.pdf, at, chance.randrange(8)), chain.pdf, register=chain.register())
        assert verdict.verdict in ("invalid", "unsigned") and not verdict.registered, at


@EACH_CHAIN
def test_a_shorter_file_is_an_honest_earlier_state_or_caught(chain, attack):
    """Cut at each end-of-file mark, the way an older revision is brought back."""
    honest = {link.pdf for link in chain.links}
    ends = [at for at in range(len(chain.pdf)) if chain.pdf.startswith(b"%%EOF\n", at)]
    for end in (at + 6 for at in ends):
        shorter = chain.pdf[:end]
        if shorter in honest:
            verdict = verify(shorter, trust=trust(), register=chain.register())
            assert verdict.registered == (shorter == chain.pdf)
            assert verdict.headline == ("valid" if shorter == chain.pdf else "earlier")
        else:
            assert attack(shorter, chain.pdf, register=chain.register()).verdict in ("invalid", "unsigned")


def test_the_end_of_the_file_pointed_at_an_older_state_is_caught(attack):
    for chain in CHAINS[1:]:
        starts = list(mutating.STARTXREF.finditer(chain.pdf))
        for older in starts[:-1]:
            start, end = starts[-1].span(1)
            forged = chain.pdf[:start] + older[1] + chain.pdf[end:]
            assert attack(forged, chain.pdf, register=chain.register()).verdict == "invalid"
            assert attack(forged, chain.pdf).verdict != "valid"


@EACH_CHAIN
def test_a_signature_of_another_paper_does_not_fit(chain, attack):
    other = put_signature(prepared("Một văn bản khác hẳn."), key_of("Lương Đình Khải")).pdf
    _start, begin, end, _rest = forgeries.byte_ranges(other)[0]
    stolen = other[begin + 1 : end - 1].rstrip(b"0")
    _start, begin, end, _rest = forgeries.byte_ranges(chain.pdf)[0]
    forged = chain.pdf[: begin + 1] + stolen.ljust(end - begin - 2, b"0")[: end - begin - 2] + chain.pdf[end - 1 :]
    assert attack(forged, chain.pdf).verdict == "invalid"
    assert attack(forged, chain.pdf, register=chain.register()).verdict == "invalid"


@pytest.mark.parametrize("part", range(4))
def test_random_damage_that_knows_the_format_is_caught(part, attack):
    """By the file alone: nothing is asked of the register."""
    damaged_papers = [chain.pdf for chain in CHAINS]
    for kind, which, damaged in islice(mutating.mutations(damaged_papers, seed=331 + part), RANDOM // 4):
        verdict = attack(damaged, damaged_papers[which])
        assert verdict.verdict != "valid", (kind, which)
        assert "failed" not in {finding.code for finding in verdict.findings}


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True
)
@given(data=st.data())
def test_whatever_is_written_into_a_paper_is_caught(attack, data):
    chain = data.draw(st.sampled_from(CHAINS))
    at = data.draw(st.integers(0, len(chain.pdf)))
    gone = data.draw(st.integers(0, 40))
    written = data.draw(
        st.binary(max_size=40) | st.sampled_from([b"%%EOF\n", b">>", b"endobj\n", b"/ByteRange [0 1 2 3]"])
    )
    forged = chain.pdf[:at] + written + chain.pdf[at + gone :]
    if forged in {link.pdf for link in chain.links}:
        return
    verdict = attack(forged, chain.pdf, register=chain.register())
    assert verdict.verdict in ("invalid", "unsigned") and not verdict.registered


def test_every_kind_of_damage_changes_the_file_and_is_the_same_each_time():
    originals = [CHAINS[0].pdf]
    once, again = (list(islice(mutating.mutations(originals, seed=1), 60)) for _run in range(2))
    assert once == again
    assert {kind for kind, _which, _damaged in once} == {kind.__name__ for kind in mutating.MUTATIONS}


def test_the_measurement_gives_figures_of_its_own_paper():
    figures = attacks.run(papers.decision(), 30)
    assert (figures["tried"], figures["caught"], figures["called_valid"], figures["crashed"]) == (30, 30, 0, 0)
    assert sum(figures["by_kind"].values()) == 30
