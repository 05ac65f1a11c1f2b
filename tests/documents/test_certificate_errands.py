"""What certificates ask of people, and what a revoked one may no longer do."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from classification.errand_list import errands_for
from classification.reminders import letter_for
from classification.workflow import State
from documents.errands import own_certificate_ending
from documents.keys import UnusableKey, pack_pkcs12
from documents.models import (
    IssuedDocument,
    RevocationHost,
    RevocationList,
    SignatureCheck,
    SigningKey,
    TrustedCertificate,
)
from documents.services import add_key
from documents.services.trusting import load_list, trust_certificate
from tests.documents.loopback import pem_of, running
from tests.documents.outside_signer import certificate, revocation_list
from tests.documents.signing_desk import FEW_ROUNDS, NOW, PASSPHRASE, YEAR, authority
from tests.workshop import free_port

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


@pytest.fixture
def bring(trusted):
    """Bring a key whose certificate runs out after so many days, or says where revocation is asked about."""

    def act(user, days: int = 365, address: str = ""):
        key = certificate(
            user.full_name, authority(), start=NOW - YEAR, end=NOW + days * DAY, revocation_address=address
        )
        add_key(user=user, pkcs12=pack_pkcs12(key, PASSPHRASE, rounds=FEW_ROUNDS), passphrase=PASSPHRASE)
        return key.certificate

    return act


def keys_of(user) -> list[str]:
    return [errand.key.split(":")[0] for errand in errands_for(user, timezone.localdate())]


@pytest.mark.parametrize(("days", "told"), [(46, False), (44, True)])
def test_six_weeks_before_my_certificate_runs_out_i_hear_of_it(bring, ha, trang, days, told):
    bring(ha, days)
    assert ("own-certificate" in keys_of(ha)) is told
    assert "own-certificate" not in keys_of(trang)


def test_the_daily_letter_says_so_a_fortnight_before_and_a_new_key_ends_it(bring, ha):
    bring(ha, 30)
    assert letter_for(ha, timezone.localdate()) is None
    bring(ha, 14)
    assert "Chứng thư số của bạn sắp hết hạn" in letter_for(ha, timezone.localdate()).text
    bring(ha, 365)
    assert "own-certificate" not in keys_of(ha)


def test_after_its_end_the_sentence_says_that_i_cannot_sign(bring, ha):
    bring(ha, 10)
    SigningKey.objects.update(valid_until=timezone.now() - DAY)
    [errand] = own_certificate_ending(ha, timezone.localdate())
    assert errand.title == "Chứng thư số của bạn đã hết hạn" and "không ký được nữa" in errand.sentence


def test_administrators_of_the_top_hear_of_authorities_and_lists_that_run_out(boss, hung, trusted):
    trust_certificate(pem=pem_of(authority().certificate), for_people=True, for_stamps=False, by=boss)
    load_list(content=revocation_list(authority()), by=boss)
    assert keys_of(boss) == []
    TrustedCertificate.objects.update(valid_until=timezone.now() + 59 * DAY)
    RevocationList.objects.update(next_at=timezone.now() - DAY)
    assert sorted(keys_of(boss)) == ["authority", "revocations"] and keys_of(hung) == []
    TrustedCertificate.objects.update(valid_until=timezone.now() + 61 * DAY)
    assert keys_of(boss) == ["revocations"]


@pytest.fixture
def loopback(tmp_path):
    with running(tmp_path / "authority") as place:
        yield place


def sign(dossier_in, complete, sign_step, ha):
    return sign_step(complete(dossier_in(State.AWAITING_APPROVAL)), "approve", ha)


def test_a_revoked_certificate_signs_nothing(keys, bring, boss, ha, dossier_in, complete, sign_step):
    own = bring(ha)
    trust_certificate(pem=pem_of(authority().certificate), for_people=True, for_stamps=False, by=boss)
    load_list(content=revocation_list(authority(), own, NOW - DAY), by=boss)
    with pytest.raises(UnusableKey, match="đã bị thu hồi ngày"):
        sign(dossier_in, complete, sign_step, ha)
    assert not IssuedDocument.objects.exists()


def test_an_allowed_host_is_asked_before_signing(keys, bring, ha, loopback, dossier_in, complete, sign_step):
    own = bring(ha, address=loopback.url("crl"))
    loopback.revoke(own, NOW - DAY)
    RevocationHost.objects.create(host="127.0.0.1")
    with pytest.raises(UnusableKey, match="đã bị thu hồi ngày"):
        sign(dossier_in, complete, sign_step, ha)


def test_a_host_that_is_down_holds_nobody_back(keys, bring, ha, dossier_in, complete, sign_step):
    bring(ha, address=f"http://127.0.0.1:{free_port()}/crl")
    RevocationHost.objects.create(host="127.0.0.1")
    sign(dossier_in, complete, sign_step, ha)
    assert IssuedDocument.objects.exists()


def test_a_host_that_nobody_allowed_is_not_asked_before_signing(
    keys, bring, ha, loopback, dossier_in, complete, sign_step
):
    loopback.revoke(bring(ha, address=loopback.url("crl")), NOW - DAY)
    sign(dossier_in, complete, sign_step, ha)
    assert loopback.asked() == []


@pytest.fixture
def found(keys, dossier_in, complete, sign_step, ha):
    """The list that came later says that Hà's certificate was revoked before."""
    sign(dossier_in, complete, sign_step, ha)
    paper = IssuedDocument.objects.get()
    return SignatureCheck.objects.create(
        document=paper, field="ky-1", signer_name=ha.full_name, issuer_key="", serial="1", signed_at=paper.signed_at,
        revoked_at=paper.signed_at - DAY, found_at=timezone.now(),
    )  # fmt: skip


def test_the_signer_and_the_security_unit_are_told_and_the_unit_settles_it(client, found, ha, trang, hung, la):
    assert "revoked-signature" in keys_of(ha) and "revoked-signature" in keys_of(trang)
    assert "revoked-signature" not in keys_of(hung)
    address = reverse("documents:revoked_signature", args=[found.pk])
    client.force_login(ha)
    page = client.get(address)
    assert "Chữ ký bằng chứng thư đã bị thu hồi" in page.text and "Ghi cách xử lý" not in page.text
    assert client.post(address, {"reason": "x"}).status_code == 403
    client.force_login(la)
    assert client.get(address).status_code == 404
    client.force_login(trang)
    assert "Hãy ghi lý do." in client.post(address, {"reason": ""}).text
    assert "Đã ký lại" in client.post(address, {"reason": "Đã ký lại ngày 26/11"}, follow=True).text
    assert "revoked-signature" not in keys_of(ha) and "revoked-signature" not in keys_of(trang)
