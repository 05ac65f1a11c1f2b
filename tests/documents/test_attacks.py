"""Nobody changes a signed paper and has it called valid."""

import random
from datetime import timedelta

import pytest
from cryptography.hazmat.primitives.serialization import Encoding

from documents.demo_ca import DemoCA, issue_person_certificate
from documents.keys import VIETNAM, SigningKey, open_key
from documents.trust import TrustStore
from documents.verifying.direct import verify
from tests.documents import forgeries
from tests.documents.signing_desk import (
    NOW,
    PASSPHRASE,
    authority,
    decision,
    key_of,
    prepared,
    put_signature,
    register_of,
    sealed,
    trust,
)

MUTATIONS = 300


@pytest.mark.parametrize("forge", forgeries.EVERY_FORGERY, ids=lambda forge: forge.__name__)
def test_a_forged_decision_is_invalid(forge):
    verdict = verify(forge(decision().pdf), trust=trust())
    assert verdict.verdict == "invalid"
    assert verdict.reasons and all(reason.endswith((".", ":")) for reason in verdict.reasons)


AFTER_THE_SEAL = [f for f in forgeries.EVERY_FORGERY if f is not forgeries.empty_field_over_the_page]


@pytest.mark.parametrize("forge", AFTER_THE_SEAL, ids=lambda forge: forge.__name__)
def test_a_forged_sealed_decision_is_invalid(forge):
    assert verify(forge(sealed().pdf), trust=trust()).verdict == "invalid"


@pytest.mark.parametrize("forge", [forgeries.metadata_replaced, forgeries.signature_removed_from_its_field])
def test_an_unsigned_update_is_never_valid(forge):
    assert verify(forge(decision().pdf), trust=trust()).verdict != "valid"
    assert verify(forge(sealed().pdf), trust=trust()).verdict != "valid"


def test_a_byte_changed_anywhere_in_the_signed_ranges_is_noticed():
    pdf, chance = decision().pdf, random.Random(20261123)  # noqa: S311 - the same attacks each time
    _start, begin, end, rest = forgeries.byte_ranges(pdf)[0]
    signed = [*range(begin), *range(end, end + rest)]
    for position in [0, 5, begin - 1, end, end + rest - 1, *chance.sample(signed, 80)]:
        changed = forgeries.flipped(pdf, position, chance.randrange(8))
        assert verify(changed, trust=trust()).verdict == "invalid", position


def test_a_byte_changed_in_the_zeros_around_the_signature_is_noticed():
    pdf = decision().pdf
    _start, begin, end, _rest = forgeries.byte_ranges(pdf)[0]
    for position in (begin, end - 1, end - 2, end - 40, end - 300):
        for bit in range(8):
            assert verify(forgeries.flipped(pdf, position, bit), trust=trust()).verdict != "valid", (position, bit)


def test_a_byte_changed_in_a_certificate_carried_along_is_noticed():
    """Even where the issuing authority is trusted by itself, so that its enclosed copy is not needed."""
    store = TrustStore((authority().root, authority().certificate))
    pdf, enclosed = decision().pdf, authority().certificate.public_bytes(Encoding.DER)
    _start, begin, end, _rest = forgeries.byte_ranges(pdf)[0]
    signature = bytes.fromhex(pdf[begin + 1 : end - 1].decode())
    at = signature.index(enclosed)
    caught = 0
    for offset in range(4, len(enclosed), 37):
        changed = forgeries.flipped(signature, at + offset).hex().upper().encode()
        verdict = verify(pdf[: begin + 1] + changed + pdf[end - 1 :], trust=store, register=register_of(decision()))
        assert not (verdict.verdict == "valid" and verdict.registered)
        caught += verdict.verdict == "invalid"
    assert caught == len(range(4, len(enclosed), 37))


def test_random_changes_are_never_valid_and_registered():
    pdf, chance, passed = decision().pdf, random.Random(331), 0  # noqa: S311 - the same attacks each time
    for _round in range(MUTATIONS):
        changed = mutated(pdf, chance)
        verdict = verify(changed, trust=trust(), register=register_of(decision()))
        assert verdict.verdict in ("valid", "invalid", "indeterminate", "unsigned")
        assert changed == pdf or not (verdict.verdict == "valid" and verdict.registered)
        passed += verdict.verdict == "valid"
    assert passed == 0


def mutated(pdf: bytes, chance: random.Random) -> bytes:
    data, at = bytearray(pdf), chance.randrange(len(pdf))
    how = chance.choice(("flip", "cut", "insert", "repeat", "overwrite", "many"))
    if how == "flip":
        data[at] ^= 1 << chance.randrange(8)
    elif how == "cut":
        del data[at : at + chance.randrange(1, 60)]
    elif how == "insert":
        data[at:at] = chance.randbytes(chance.randrange(1, 30))
    elif how == "repeat":
        data[at:at] = data[at : at + chance.randrange(1, 400)]
    elif how == "overwrite":
        data[at : at + 8] = chance.randbytes(8)
    else:
        for position in chance.sample(range(len(data)), 20):
            data[position] = chance.randrange(256)
    return bytes(data)


def test_a_valid_signature_moved_to_another_paper_does_not_fit():
    target = put_signature(prepared("Một văn bản khác hẳn."), key_of("Lương Đình Khải")).pdf
    _start, begin, end, _rest = forgeries.byte_ranges(decision().pdf)[0]
    stolen = decision().pdf[begin:end]
    _start, begin, end, _rest = forgeries.byte_ranges(target)[0]
    verdict = verify(target[:begin] + stolen.ljust(end - begin)[: end - begin] + target[end:], trust=trust())
    assert verdict.verdict == "invalid"


def test_a_stranger_who_signs_the_same_paper_is_not_the_signer():
    forged = put_signature(prepared(), key_of("Đặng Việt Hùng")).pdf
    assert verify(forged, trust=trust()).verdict == "valid"  # a good signature, only of somebody else
    verdict = verify(forged, trust=trust(), register=register_of(decision()))
    assert (verdict.verdict, verdict.registered) == ("invalid", False)
    assert verdict.reasons == ["Người ký tệp này khác với người đã ký văn bản Quyết định 12/QĐ-BGTVT đã phát hành."]


def test_a_paper_without_its_seal_is_an_old_state():
    verdict = verify(decision().pdf, trust=trust(), register=register_of(decision(), sealed()))
    assert (verdict.verdict, verdict.headline, verdict.registered) == ("indeterminate", "earlier", False)
    assert "bản thật" in verdict.reasons[0] and "trước khi đóng dấu" in verdict.reasons[0]
    assert f"con dấu của cơ quan (ngày {NOW.astimezone(VIETNAM):%d/%m/%Y})" in verdict.reasons[0]


def test_the_same_signer_signing_again_is_not_the_issued_file():
    again = put_signature(prepared(), key_of("Lương Đình Khải"), lines=("Bản khác",)).pdf
    verdict = verify(again, trust=trust(), register=register_of(decision()))
    assert (verdict.verdict, verdict.registered) == ("invalid", False)
    assert "đã bị sửa so với văn bản" in verdict.reasons[0]


def test_a_leaf_cannot_issue_certificates():
    khai = key_of("Lương Đình Khải")
    rogue = DemoCA(authority().folder, authority().root, khai.certificate, khai.private_key)
    packed, forged = issue_person_certificate(
        rogue, name="Bộ trưởng giả", title="", organisation="", email="", days=30, passphrase=PASSPHRASE, rounds=2000,
        valid_from=NOW - timedelta(hours=1),
    )  # fmt: skip
    key = open_key(packed, PASSPHRASE, roots=[khai.certificate])
    chain = (khai.certificate, authority().certificate)
    signed = put_signature(prepared(), SigningKey(key.private_key, forged, chain))
    assert verify(signed.pdf, trust=trust()).verdict in ("invalid", "indeterminate")
