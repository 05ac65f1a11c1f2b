"""A paper of ours is known in each of its states; only the newest one is the paper as it stands."""

import datetime

import pytest

from documents.trust import TrustStore
from documents.verifying import PaperState, RegisteredPaper, verify_isolated
from documents.verifying.direct import verify
from tests.documents import chains, forgeries
from tests.documents.outside_signer import certificate, revocation_list
from tests.documents.signing_desk import NOW, YEAR, authority, key_of, prepared, put_signature, trust

DAY = datetime.timedelta(days=1)
EACH_CHAIN = pytest.mark.parametrize("chain", [make() for make in chains.EVERY_CHAIN], ids=lambda chain: chain.name)
STATES = [(chains.archived().links[at], at) for at in range(4)]
NEWEST = len(STATES) - 1


@EACH_CHAIN
def test_an_honest_paper_is_valid_with_and_without_our_register(chain):
    alone = verify(chain.pdf, trust=trust())
    assert (alone.verdict, alone.headline, alone.registered) == ("valid", "valid", False), alone.reasons
    known = verify(chain.pdf, trust=trust(), register=chain.register())
    assert (known.verdict, known.headline, known.registered) == ("valid", "valid", True), known.reasons
    assert known.reasons == ["Tệp trùng từng byte với văn bản Quyết định 12/QĐ-BGTVT do hệ thống này phát hành."]


@pytest.mark.parametrize(("link", "at"), STATES, ids=lambda value: getattr(value, "kind", ""))
def test_a_stranger_finds_every_state_valid_in_itself(link, at):
    assert verify(link.pdf, trust=trust()).verdict == "valid"


@pytest.mark.parametrize(
    ("at", "verdict", "words"),
    [
        (0, "indeterminate", "trước khi đóng dấu; bản mới nhất có thêm: con dấu của cơ quan"),
        (1, "valid", "trước khi bổ sung dữ liệu kiểm tra chữ ký; bản mới nhất có thêm: dữ liệu kiểm tra chữ ký"),
        (2, "valid", "trước khi bổ sung dấu thời gian; bản mới nhất có thêm: dấu thời gian (ngày"),
    ],
)
def test_an_earlier_state_is_genuine_and_not_the_newest(at, verdict, words):
    answer = verify(chains.archived().links[at].pdf, trust=trust(), register=chains.archived().register())
    assert (answer.verdict, answer.headline, answer.registered) == (verdict, "earlier", False)
    assert words in answer.reasons[0] and answer.reasons[0].startswith("Tệp là bản thật của văn bản")
    assert {signature.verdict for signature in answer.signatures} == {"valid"}


def test_the_signatures_are_named_in_order_and_a_time_stamp_tells_its_own_time():
    answer = verify(chains.archived().pdf, trust=trust())
    assert [s.signer for s in answer.signatures] == ["Lương Đình Khải", "Bộ Giao thông vận tải", "TSA"]
    assert all(signature.signed_at for signature in answer.signatures)


def test_a_paper_prepared_here_and_never_signed_has_no_value():
    answer = verify(prepared(), trust=trust(), register=chains.archived().register())
    assert (answer.verdict, answer.headline, answer.registered) == ("unsigned", "unsigned", False)
    assert answer.is_prepared and answer.reasons[0] == (
        "Đây đúng là bản đã lập để ký của văn bản Quyết định 12/QĐ-BGTVT, chưa có chữ ký nào; bản đã ký mới là văn bản."
    )


@pytest.mark.parametrize(
    "forge",
    [
        lambda given: given + b"\n",
        lambda given: given + b"\n%%EOF\n",
        forgeries.junk_at_the_end,
        forgeries.annotation_added,
        forgeries.page_content_replaced,
        lambda given: chains.archived().pdf[: len(given) + 40],
        lambda given: chains.archived().links[0].pdf[:-40],
    ],
    ids=["line", "mark", "junk", "note", "page", "cut-behind", "cut-in-the-signature"],
)
def test_any_other_file_short_of_a_signature_stays_invalid(attack, forge):
    answer = attack(forge(prepared()), prepared(), register=chains.archived().register())
    assert (answer.verdict, answer.headline, answer.is_prepared, answer.registered) == (
        "invalid",
        "invalid",
        False,
        False,
    )
    assert "Tệp là bản cũ, thiếu chữ ký so với văn bản Quyết định 12/QĐ-BGTVT đã phát hành." in answer.reasons


def test_a_prepared_file_that_holds_other_data_than_recorded_is_not_the_prepared_one():
    """Such a record would be wrong; the weightier finding is told."""
    register = chains.archived().register(attachments={"ho-so.json": "0" * 64})
    answer = verify(prepared(), trust=trust(), register=register)
    assert (answer.verdict, answer.is_prepared) == ("invalid", False)


def test_without_our_register_a_prepared_paper_is_only_unsigned():
    answer = verify(prepared(), trust=trust())
    assert (answer.verdict, answer.is_prepared) == ("unsigned", False)


def test_a_seal_of_somebody_else_over_our_paper_is_an_impostor():
    forged = put_signature(chains.person().pdf, key_of("Đặng Việt Hùng"), field="dau-1", certify=False).pdf
    answer = verify(forged, trust=trust(), register=chains.archived().register())
    assert answer.verdict == "invalid" and answer.reasons[0].startswith("Người ký tệp này khác")


def test_a_signature_more_than_we_know_of_is_said_to_be_one():
    forged = put_signature(chains.person().pdf, key_of("Đặng Việt Hùng"), field="dau-1", certify=False).pdf
    answer = verify(forged, trust=trust(), register=chains.person().register())
    assert answer.verdict == "invalid" and "có thêm chữ ký mà văn bản" in answer.reasons[0]


def test_the_same_seal_put_on_again_is_not_the_file_we_keep():
    seal = key_of("Bộ Giao thông vận tải")
    again = put_signature(chains.person().pdf, seal, field="dau-1", certify=False, lines=("DẤU KHÁC",)).pdf
    answer = verify(again, trust=trust(), register=chains.person_and_seal().register())
    assert answer.verdict == "invalid" and "đã bị sửa so với văn bản" in answer.reasons[0]


class TestOurOwnRecord:
    """A record that does not fit its file is never called valid."""

    def ask(self, *states: PaperState):
        paper = RegisteredPaper("Quyết định 12/QĐ-BGTVT", states)
        return verify(chains.person_and_seal().pdf, trust=trust(), register=lambda sha256: paper)

    @pytest.fixture
    def states(self):
        return chains.person_and_seal().register()(chains.sha256_of(prepared())).states

    def test_the_record_as_it_is_fits(self, states):
        assert self.ask(*states).registered

    def test_a_state_that_is_no_beginning_of_the_next(self, states):
        wrong = PaperState("0" * 64, states[0].size, "issued", states[0].signature, NOW)
        answer = self.ask(wrong, states[1])
        assert (answer.verdict, answer.registered) == ("indeterminate", False)
        assert any("không khớp với quá trình ký đã ghi" in reason for reason in answer.reasons)

    def test_a_state_of_another_length(self, states):
        wrong = PaperState(states[0].sha256, states[0].size + 1, "issued", states[0].signature, NOW)
        assert self.ask(wrong, states[1]).verdict == "indeterminate"

    def test_another_signer_than_recorded(self, states):
        wrong = PaperState(states[1].sha256, states[1].size, "sealed", ("dau-1", "0" * 64), NOW)
        assert self.ask(states[0], wrong).verdict == "indeterminate"

    def test_what_was_not_recorded_is_not_compared(self, states):
        blank = PaperState(states[1].sha256, states[1].size, "sealed", ("", ""), NOW)
        assert self.ask(states[0], blank).verdict == "valid"


@pytest.mark.parametrize(
    ("standing", "words"),
    [
        ("replaced", "Văn bản này đã được thay thế bằng văn bản khác."),
        ("superseded", "Hồ sơ có văn bản này đã được thay bằng hồ sơ mới."),
        ("withdrawn", "Hồ sơ có văn bản này đã được rút."),
    ],
)
def test_a_paper_that_holds_no_longer_says_so(standing, words):
    for link in chains.archived().links:
        answer = verify(link.pdf, trust=trust(), register=chains.archived().register(standing=standing))
        assert answer.headline == "outdated" and words in answer.reasons


@pytest.fixture(scope="module")
def signer():
    """Nguyễn Thị Hưu's certificate ended a year ago; her authority answers for it."""
    return certificate(
        "Nguyễn Thị Hưu", authority(), start=NOW - 2 * YEAR, end=NOW - YEAR, revocation_address="http://crl.vn/x"
    )


@pytest.fixture(scope="module")
def archive(signer):
    then = NOW - 2 * YEAR + DAY
    return chains.chain_of(signer, at=then, stamped_at=then, lists=(revocation_list(authority()),))


class TestYearsLater:
    """Offline: nothing is asked of anybody, everything is in the file or in the trust folder."""

    def test_a_certificate_that_ended_since_does_no_harm(self, archive):
        for pdf, register in ((archive.pdf, {}), (archive.pdf, {"register": archive.register(kept_at=NOW)})):
            assert verify(pdf, trust=trust(), **register).verdict == "valid"

    def test_before_the_time_stamp_it_is_open(self, archive):
        answer = verify(archive.links[2].pdf, trust=trust())
        assert answer.verdict == "indeterminate" and any("nay đã hết hạn" in reason for reason in answer.reasons)

    def test_revoked_after_the_time_stamp_stays_valid(self, signer, archive):
        store = TrustStore(trust().roots, (revocation_list(authority(), signer.certificate, NOW - YEAR - DAY),))
        assert verify(archive.pdf, trust=store).verdict == "valid"

    def test_revoked_before_the_time_stamp_is_invalid(self, signer, archive):
        store = TrustStore(trust().roots, (revocation_list(authority(), signer.certificate, NOW - 2 * YEAR),))
        answer = verify(archive.pdf, trust=store)
        assert answer.verdict == "invalid" and "đã bị thu hồi trước thời điểm ký" in answer.reasons[0]

    def test_a_forged_time_stamp_proves_nothing(self, signer):
        then = NOW - 2 * YEAR + DAY
        signed = put_signature(prepared(), signer, at=then).pdf
        stranger = chains.time_stamper(authority("stranger"), then)
        assert verify(chains.with_time_stamp(signed, stranger).pdf, trust=trust()).verdict == "indeterminate"


class TestData:
    """Rule 7: what is embedded in the paper is what the register keeps of it."""

    def test_embedded_data_as_recorded(self):
        pdf = forgeries.attachment_added(prepared())
        signed = put_signature(pdf, key_of("Lương Đình Khải"))
        chain = chains.Chain("with data", (chains.signed_link(signed, "issued"),))
        same, other = ({"x": chains.sha256_of(content)} for content in (b"x", b"y"))
        assert verify(signed.pdf, trust=trust(), register=chain.register(attachments=same)).verdict == "valid"
        for recorded in (other, {}):
            answer = verify(signed.pdf, trust=trust(), register=chain.register(attachments=recorded))
            assert answer.verdict == "invalid" and "Dữ liệu kèm trong tệp khác" in answer.reasons[-1]

    def test_where_nothing_was_recorded_nothing_is_compared(self):
        assert verify(chains.person().pdf, trust=trust(), register=chains.person().register()).verdict == "valid"


def test_a_file_we_keep_is_read_in_our_own_process_and_a_stranger_s_is_not(monkeypatch):
    """The worker cannot start here; only a stranger's file needs it."""
    monkeypatch.setattr("sys.executable", "/bin/false")
    chain = chains.archived()
    assert verify_isolated(chain.pdf, trust=trust(), register=chain.register()).verdict == "valid"
    assert verify_isolated(chain.pdf + b"\n", trust=trust(), register=chain.register()).verdict != "valid"
    assert verify_isolated(chain.pdf, trust=trust()).verdict == "indeterminate"
