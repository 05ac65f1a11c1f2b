"""Signatures with time-stamps and validation data, as other tools make them."""

import datetime

import pytest

from documents.signing import sign
from documents.trust import TrustStore
from documents.verifying.direct import verify
from tests.documents.forgeries import (
    annotation_added,
    junk_at_the_end,
    loose_objects_at_the_end,
    signature_removed_from_its_field,
)
from tests.documents.outside_signer import certificate, knowledge, outside_signature, revocation_list, time_stamper
from tests.documents.signing_desk import NOW, YEAR, authority, key_of, prepared, trust

DAY = datetime.timedelta(days=1)


def level(name: str) -> bytes:
    """A paper signed at PAdES level B-T, B-LT or B-LTA."""
    context = knowledge(authority()) if name != "B-T" else None
    stamper = time_stamper(authority())
    key = key_of("Lương Đình Khải")
    return outside_signature(prepared(), key, timestamper=stamper, long_term=context, archived=name == "B-LTA")


@pytest.mark.parametrize("name", ["B-T", "B-LT", "B-LTA"])
def test_every_level_is_valid(name):
    verdict = verify(level(name), trust=trust())
    assert verdict.verdict == "valid"
    assert verdict.reasons in ([], ["Sau chữ ký cuối cùng, tệp được bổ sung dữ liệu xác minh lâu dài."])
    assert [s.signer for s in verdict.signatures] == ["Lương Đình Khải", "TSA"][: 2 if name == "B-LTA" else 1]


@pytest.mark.parametrize("forge", [junk_at_the_end, loose_objects_at_the_end, annotation_added])
def test_validation_data_at_the_end_hides_nothing(forge):
    assert verify(forge(level("B-LT")), trust=trust()).verdict == "invalid"


def test_a_signature_taken_out_of_its_field_is_not_there():
    verdict = verify(signature_removed_from_its_field(level("B-T")), trust=trust())
    assert verdict.verdict == "invalid" and verdict.reasons == ["Một chữ ký đã bị gỡ khỏi tệp."]


def test_a_time_stamp_proves_that_the_certificate_was_still_good():
    then = NOW - 2 * YEAR + DAY
    key = certificate("Nguyễn Thị Hưu", authority(), start=NOW - 2 * YEAR, end=NOW - 2 * YEAR + 30 * DAY)
    signed = signed_then(key, then)
    assert verify(signed, trust=trust()).verdict == "valid"


def test_a_time_stamp_proves_that_the_certificate_was_not_yet_revoked():
    key = certificate("Trần Thu Hồi", authority(), start=NOW - 2 * YEAR, revocation_address="http://crl.example.vn/x")
    signed = signed_then(key, NOW - YEAR)
    store = TrustStore(trust().roots, (revocation_list(authority(), key.certificate, NOW - DAY),))
    assert verify(signed, trust=store).verdict == "valid"
    store = TrustStore(trust().roots, (revocation_list(authority(), key.certificate, NOW - 2 * YEAR + DAY),))
    assert verify(signed, trust=store).verdict == "invalid"


def signed_then(key, then: datetime.datetime) -> bytes:
    return sign(
        prepared(), field="ky-1", key=key, reason="", location="", signed_at=then, certify=True,
        timestamper=time_stamper(authority(), then),
    ).pdf  # fmt: skip
