"""Years later, without a network: the signer's certificate ran out or was revoked, and the paper is still proven."""

import datetime

import pytest
from django.utils import timezone

from classification.workflow import State
from documents.keys import pack_pkcs12
from documents.models import (
    IssuedDocument,
    PaperRevision,
    Preservation,
    RevocationHost,
    SignatureCheck,
    TimestampServer,
)
from documents.services import add_key
from documents.services.looking_after import due_for_renewal, look_after
from documents.services.revocations import check_list, of_concern_to
from documents.services.trusting import load_list, trust_certificate
from documents.trust import TrustStore
from documents.trust_here import our_trust
from documents.verifying.direct import verify
from systems.jobs.working import work
from tests.documents.loopback import pem_of, running
from tests.documents.outside_signer import certificate, revocation_list
from tests.documents.signing_desk import FEW_ROUNDS, NOW, PASSPHRASE, YEAR, authority

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


@pytest.fixture
def loopback(tmp_path):
    with running(tmp_path / "authority") as place:
        yield place


@pytest.fixture
def server(loopback):
    return TimestampServer.objects.create(name="Máy 1", url=loopback.url(), seconds=30)


@pytest.fixture
def administrator(binh):
    """Bình, who loaded the authority that signs revocation lists."""
    binh.is_staff = True
    trust_certificate(pem=pem_of(authority().certificate), for_people=True, for_stamps=True, by=binh)
    return binh


@pytest.fixture
def decide(dossier_in, complete, ha, sign_step):
    """Hà signs the decision and the background work is done."""

    def act() -> IssuedDocument:
        sign_step(complete(dossier_in(State.AWAITING_APPROVAL)), "approve", ha)
        work()
        return IssuedDocument.objects.get()

    return act


@pytest.fixture
def listed_key(keys, ha, loopback):
    """Hà's certificate says where its authority's revocation list is; it runs out in a year."""
    key = certificate(
        ha.full_name, authority(), start=NOW - DAY, end=NOW + YEAR, revocation_address=loopback.url("crl")
    )
    add_key(user=ha, pkcs12=pack_pkcs12(key, PASSPHRASE, rounds=FEW_ROUNDS), passphrase=PASSPHRASE)
    return key


def later(pdf: bytes, moment: datetime.datetime, *lists: bytes) -> tuple[str, list[str]]:
    verdict = verify(pdf, trust=TrustStore(our_trust().roots, lists), moment=moment)
    return verdict.verdict, [finding.code for finding in verdict.signatures[0].findings]


def signed_only(paper: IssuedDocument) -> bytes:
    with paper.file.open("rb") as file:
        return file.read()


def test_the_certificate_ran_out_after_the_stamp(decide, server):
    paper = decide()
    assert later(signed_only(paper), NOW + 2 * YEAR) == ("indeterminate", ["expired_since"])
    assert later(paper.read(), NOW + 2 * YEAR) == ("valid", ["time_stamped"])


def test_the_certificate_was_revoked_after_the_stamp(listed_key, decide, server):
    paper = decide()
    key = listed_key.certificate
    since = revocation_list(authority(), key, NOW + DAY)
    assert later(signed_only(paper), NOW + 2 * DAY, since) == ("indeterminate", ["revoked_since"])
    assert later(paper.read(), NOW + 2 * DAY, since) == ("valid", ["time_stamped"])
    before = revocation_list(authority(), key, NOW - DAY)
    assert later(paper.read(), NOW + 2 * DAY, before) == ("invalid", ["revoked", "time_stamped"])


def test_the_stamp_itself_ran_out_and_proves_nothing_more(decide, server, loopback):
    loopback.stamps_with("tsa", authority(), until=NOW + YEAR)
    assert later(decide().read(), NOW + 2 * YEAR) == ("indeterminate", ["expired_since"])


def test_a_stamp_is_renewed_before_it_runs_out_and_carries_the_first_one_on(decide, server, loopback):
    loopback.stamps_with("tsa", authority(), until=NOW + YEAR)
    paper = decide()
    loopback.stamps_with("tsa", authority(), until=NOW + 5 * YEAR)
    look_after(now=NOW + YEAR - 91 * DAY)
    work()
    assert paper.revisions.count() == 1, "91 days before its end nothing is due yet"
    look_after(now=NOW + YEAR - 89 * DAY)
    assert Preservation.objects.get().reason == "renewal"
    work()
    assert [row.field for row in paper.revisions.all()] == ["thoi-gian-1", "thoi-gian-2"]
    assert later(paper.read(), NOW + 2 * YEAR) == ("valid", ["time_stamped"])
    assert not due_for_renewal(NOW + YEAR).exists()


def test_a_stamp_of_an_aged_algorithm_is_renewed_but_not_every_day(decide, server, settings):
    decide()
    assert not due_for_renewal(NOW + 31 * DAY).exists()
    settings.TIMESTAMP_AGED_ALGORITHMS = ["sha256"]
    assert due_for_renewal(NOW + 31 * DAY).exists() and not due_for_renewal(NOW + 29 * DAY).exists()


def test_nobody_is_asked_about_revocation_whom_no_administrator_named(listed_key, decide, server, loopback):
    paper = decide()
    assert loopback.asked() == ["/tsa"]
    assert "không có danh sách thu hồi còn hiệu lực" in paper.preservation.gap
    assert later(paper.read(), NOW + 2 * DAY) == ("indeterminate", ["revocation_unknown", "time_stamped"])


def test_the_list_of_an_allowed_host_goes_into_the_paper_and_holds_for_ever(listed_key, decide, server, loopback):
    RevocationHost.objects.create(host="127.0.0.1")
    paper = decide()
    assert "/crl" in loopback.asked() and paper.preservation.gap == ""
    assert later(paper.read(), NOW + 2 * DAY) == ("valid", ["time_stamped"])
    assert later(paper.read(), NOW + 2 * YEAR) == ("valid", ["time_stamped"])


def test_a_host_out_of_use_is_not_asked(listed_key, decide, server, loopback):
    RevocationHost.objects.create(host="127.0.0.1", active=False)
    decide()
    assert loopback.asked() == ["/tsa"]


def test_what_was_missing_comes_later_as_data_alone(listed_key, decide, server, loopback, administrator):
    paper = decide()
    load_list(content=revocation_list(authority()), by=administrator)
    look_after()
    work()
    assert [row.kind for row in paper.revisions.all()] == [PaperRevision.Kind.TIMESTAMPED, PaperRevision.Kind.EVIDENCE]
    assert Preservation.objects.get().gap == "" and later(paper.read(), NOW + 2 * DAY)[0] == "valid"


def test_a_server_that_fails_does_not_keep_the_data_from_the_paper(listed_key, decide, server, loopback):
    RevocationHost.objects.create(host="127.0.0.1")
    TimestampServer.objects.update(url=loopback.url("rubbish"))
    paper = decide()
    assert paper.revisions.get().kind == PaperRevision.Kind.EVIDENCE and paper.preservation.error
    assert verify(paper.read(), trust=our_trust()).verdict == "valid"


def test_a_certificate_revoked_before_it_signed_is_found_by_the_list_that_comes_later(
    listed_key, decide, server, loopback, administrator, ha, trang, hung
):
    decide()
    assert SignatureCheck.objects.get().revoked_at is None
    row = load_list(content=revocation_list(authority(), listed_key.certificate, NOW - DAY), by=administrator)
    assert check_list(revocations=row.pk) == "1 chữ ký bằng chứng thư đã bị thu hồi trước khi ký."
    check = SignatureCheck.objects.get()
    assert check.found_at and check.revoked_at == NOW - DAY
    assert [of_concern_to(user).count() for user in (ha, trang, hung)] == [1, 1, 0]


def test_a_certificate_revoked_after_it_signed_is_nobodys_concern(listed_key, decide, server, administrator, ha):
    decide()
    row = load_list(content=revocation_list(authority(), listed_key.certificate, NOW + DAY), by=administrator)
    assert check_list(revocations=row.pk).startswith("0 chữ ký")
    assert SignatureCheck.objects.get().revoked_at == NOW + DAY and not of_concern_to(ha).exists()


def test_time_runs(decide):
    """The desk's clock and the wall's are the same day, or nothing above means anything."""
    assert abs(timezone.now() - NOW) < DAY
