"""Minutes signed by several people: who signs after the first, until when, and that nothing signed is harmed."""

import subprocess

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from classification.errand_list import errands_for
from classification.errors import OutOfDate, StepRefused
from classification.ledger_words import told
from classification.services import arrange_council
from classification.workflow import PaperKind, State
from documents.keys import WrongPassphrase
from documents.models import IssuedDocument, PaperRevision, Preservation, SignatureImage, SigningKey
from documents.services import add_key
from documents.services.cosigning import cosign_paper
from documents.services.revisions import append_revision
from documents.services.sealing import register_seal, seal_paper
from documents.signing import fields_of
from documents.verifying.direct import verify
from documents.verifying.here import verify_here
from systems.models import CouncilMember, LedgerEntry
from systems.roles import Role
from tests.conftest import TODAY, again
from tests.documents import chains, forgeries
from tests.documents.bringing import registered
from tests.documents.printed import text_of
from tests.documents.seals import signature_picture
from tests.documents.signing_desk import PASSPHRASE, key_of, packed_key, trust

pytestmark = pytest.mark.django_db
CENTRE = "Trung tâm Công nghệ thông tin"


@pytest.fixture
def minutes(dossier_in, complete, trang, sign_step):
    """The minutes of an inspection, signed by Trang; a place for the operator is open."""
    sign_step(complete(dossier_in(State.AWAITING_INSPECTION)), "confirm", trang)
    return IssuedDocument.objects.get(kind=PaperKind.INSPECTION_MINUTES)


@pytest.fixture
def lan(person, it_centre):
    """Trần Thị Lan keeps the seal of the centre whose minutes these are."""
    return person("lan", "Trần Thị Lan", it_centre, Role.CLERK, title="Văn thư")


@pytest.fixture
def seal(trusted, lan, it_centre):
    return register_seal(organisation=it_centre, by=lan, pkcs12=packed_key(CENTRE), passphrase=PASSPHRASE)


def cosign(document, by, field="ky-3", passphrase=PASSPHRASE) -> PaperRevision:
    fresh = IssuedDocument.objects.get(pk=document.pk)
    return cosign_paper(document=fresh, field=field, by=again(by), passphrase=passphrase)


def seen(pdf: bytes) -> str:
    """The words on the pages with those of the signatures, as another program reads them."""
    return subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True).stdout.decode()


def signers(found) -> list[tuple[str, str]]:
    return [(one.field, one.signer) for one in found.signatures]


def test_the_operator_signs_after_the_inspector_and_the_seal_closes_it(minutes, hung, lan, seal):
    first = minutes.read()
    assert fields_of(first) == {"ky-1": True, "ky-3": False, "dau-1": False}
    revision = cosign(minutes, hung)
    assert (revision.kind, revision.field, revision.signer_name) == ("cosigned", "ky-3", hung.full_name)
    both = minutes.read()
    found = verify_here(both)
    assert both.startswith(first) and (found.verdict, found.registered) == ("valid", True), found.reasons
    assert signers(found) == [("ky-1", "Lê Thu Trang"), ("ky-3", "Đặng Việt Hùng")]
    seal_paper(document=IssuedDocument.objects.get(pk=minutes.pk), by=lan, passphrase=PASSPHRASE)
    found = verify_here(minutes.read())
    assert (found.verdict, found.registered) == ("valid", True), found.reasons
    assert signers(found)[2] == ("dau-1", CENTRE)
    entry = LedgerEntry.objects.get(verb="cosign_paper")
    assert (entry.by, entry.system, entry.sentence) == (hung, minutes.system, minutes.number)
    assert told(entry) == "Ký thêm vào văn bản"


def test_a_copy_from_before_is_genuine_and_says_whose_signature_came_since(minutes, hung):
    first = minutes.read()
    cosign(minutes, hung)
    found = verify_here(first)
    assert (found.verdict, found.headline, found.registered) == ("indeterminate", "earlier", False)
    assert "trước khi ký thêm; bản mới nhất có thêm: chữ ký của người cùng ký" in " ".join(found.reasons)


def test_the_new_state_wants_a_time_stamp(minutes, hung):
    Preservation.objects.all().delete()
    cosign(minutes, hung)
    assert Preservation.objects.get().reason == Preservation.Reason.COSIGNED


def test_minutes_that_were_stamped_meanwhile_are_signed_all_the_same(minutes, hung):
    stamped = chains.with_time_stamp(minutes.read())
    field, fingerprint = stamped.signature
    append_revision(document=minutes, pdf=stamped.pdf, kind="timestamped", field=field, fingerprint=fingerprint)
    cosign(minutes, hung)
    found = verify_here(minutes.read())
    assert (found.verdict, found.registered) == ("valid", True), found.reasons
    assert [name for name, _signer in signers(found)] == ["ky-1", field, "ky-3"]


@pytest.mark.poppler
def test_other_programs_find_two_valid_signatures(minutes, hung, tmp_path):
    cosign(minutes, hung)
    (tmp_path / "paper.pdf").write_bytes(minutes.read())
    told = subprocess.run(["pdfsig", "-nocert", tmp_path / "paper.pdf"], capture_output=True, text=True)
    assert told.stdout.count("Signature is Valid.") == 2, told.stdout
    checked = subprocess.run(["qpdf", "--check", tmp_path / "paper.pdf"], capture_output=True, text=True)
    assert "No syntax or stream encoding errors found" in checked.stdout, checked.stdout


def test_where_no_name_is_printed_the_signature_says_it_even_of_who_has_a_picture(minutes, hung):
    assert "ĐẠI DIỆN ĐƠN VỊ VẬN HÀNH" in text_of(minutes.read()).upper()
    SignatureImage.objects.create(user=hung, png=signature_picture())
    cosign(minutes, hung)
    assert "Ký bởi: Đặng Việt Hùng" in seen(minutes.read())


@pytest.mark.parametrize("who", ["ha", "binh", "an", "la", "root", "trang"])
def test_nobody_but_the_operators_people_signs_for_the_operator(who, minutes, request):
    with pytest.raises(PermissionDenied, match="dành cho người của đơn vị vận hành, Cục Đăng kiểm Việt Nam"):
        cosign(minutes, request.getfixturevalue(who))
    assert not minutes.revisions.exists()


def test_a_place_is_signed_once(minutes, hung, person, registry):
    cosign(minutes, hung)
    son = person("son", "Lý Hải Sơn", registry, Role.OPERATOR)
    add_key(user=son, pkcs12=packed_key(son.full_name), passphrase=PASSPHRASE)
    with pytest.raises(StepRefused, match="Chỗ này đã có chữ ký"):
        cosign(minutes, son)
    assert minutes.revisions.count() == 1


def test_who_signed_first_does_not_sign_for_the_other_side_too(minutes, trang, registry):
    from systems.authority import appoint

    appoint(user=trang, role=Role.OPERATOR, organisation=registry)
    with pytest.raises(StepRefused, match="mỗi người chỉ ký một chỗ"):
        cosign(minutes, trang)


def test_after_the_seal_nobody_signs(minutes, hung, lan, seal):
    seal_paper(document=minutes, by=lan, passphrase=PASSPHRASE)
    with pytest.raises(StepRefused, match="sau con dấu không ký thêm được nữa"):
        cosign(minutes, hung)


def test_a_replaced_paper_is_not_signed_further(minutes, hung):
    IssuedDocument.objects.update(replaced_by=minutes)
    with pytest.raises(StepRefused, match="đã được thay thế"):
        cosign(minutes, hung)


def test_what_was_sealed_while_the_page_was_open_is_out_of_date(minutes, hung, lan, seal, monkeypatch):
    opened = IssuedDocument.objects.prefetch_related("revisions").get()
    before = opened.read()
    seal_paper(document=IssuedDocument.objects.get(), by=lan, passphrase=PASSPHRASE)
    monkeypatch.setattr(opened, "read", lambda: before)
    with pytest.raises(OutOfDate, match="vừa được bổ sung ở nơi khác"):
        cosign_paper(document=opened, field="ky-3", by=hung, passphrase=PASSPHRASE)
    assert [one.kind for one in minutes.revisions.all()] == ["sealed"]


def test_a_wrong_passphrase_a_missing_key_and_a_key_elsewhere_sign_nothing(minutes, hung):
    with pytest.raises(WrongPassphrase):
        cosign(minutes, hung, passphrase="đoán mò")
    SigningKey.objects.filter(user=hung).update(retired_at=minutes.signed_at)
    with pytest.raises(StepRefused, match="Bạn chưa có khóa ký"):
        cosign(minutes, hung)
    registered(hung)
    with pytest.raises(StepRefused, match="Khóa của bạn không ở đây"):
        cosign(minutes, hung)
    assert not minutes.revisions.exists()


@pytest.mark.parametrize("field", ["ky-1", "ky-2", "dau-1"])
def test_no_other_field_is_filled_through_this_door(field, minutes, hung):
    with pytest.raises(StepRefused, match="không có chỗ để ký thêm"):
        cosign(minutes, hung, field=field)


def test_minutes_are_printed_without_a_place_where_nobody_acts_for_the_operator(dossier_in, complete, trang, sign_step):
    from systems.models import User

    dossier = complete(dossier_in(State.AWAITING_INSPECTION))
    User.objects.filter(username="hung").update(is_active=False)
    sign_step(dossier, "confirm", trang)
    paper = IssuedDocument.objects.get()
    assert fields_of(paper.read()) == {"ky-1": True, "dau-1": False}


LATER = [f for f in forgeries.EVERY_FORGERY if f is not forgeries.empty_field_over_the_page]


def test_forgeries_of_minutes_with_a_further_signature_are_caught(minutes, hung):
    cosign(minutes, hung)
    pdf = minutes.read()
    assert verify(pdf, trust=trust()).verdict == "valid"
    passed = [forge.__name__ for forge in LATER if verify(forge(pdf), trust=trust()).verdict != "invalid"]
    assert passed == []


def test_a_signature_put_into_the_place_elsewhere_is_none_of_ours(minutes, hung):
    from tests.documents.outside_signer import outside_signature

    forged = outside_signature(minutes.read(), key_of("Đặng Việt Hùng"), field="ky-3")
    found = verify_here(forged)
    assert found.verdict == "invalid" and "có thêm chữ ký mà văn bản" in " ".join(found.reasons)


class TestCouncil:
    """The minutes of a council: the seat that did not sign first, by the name that is printed."""

    @pytest.fixture
    def seats(self, person, unit, keys):
        people = [
            person("nghia", "Lê Hữu Nghĩa", unit("VP", "Văn phòng Bộ"), title="Chánh Văn phòng"),
            person("tung", "Đỗ Thanh Tùng", unit("KHDT", "Vụ Kế hoạch"), title="Chuyên viên chính"),
        ]
        for one in people:
            add_key(user=one, pkcs12=packed_key(one.full_name), passphrase=PASSPHRASE)
        return people

    @pytest.fixture
    def sat(self, dossier_in, complete, system, it_centre, ha, seats, sign_step):
        """The council met and its chair signed: `sat(absent="")` gives the minutes."""

        def make(**said) -> IssuedDocument:
            system.operator = it_centre
            system.save()
            dossier = complete(dossier_in(State.UNDER_APPRAISAL))
            rows = [
                CouncilMember(seat=seat, person=one, full_name=one.full_name, title=one.title, unit="Bộ")
                for seat, one in zip(("chair", "secretary"), seats, strict=True)
            ]
            rows.append(CouncilMember(seat="member", full_name="Phạm Gia Tuệ", title="Tiến sĩ", unit="Đại học"))
            arrange_council(dossier=dossier, name="Hội đồng thẩm định độc lập", members=rows, by=ha)
            sign_step(dossier, "name_appraiser", ha)
            sign_step(dossier, "council_minutes", again(seats[0]), conclusions="Hồ sơ phù hợp.", **said)
            return IssuedDocument.objects.get(kind=PaperKind.COUNCIL_MINUTES)

        return make

    def test_the_secretary_signs_the_chairs_minutes(self, sat, seats):
        paper = sat()
        assert paper.content["second_signer"]["name"] == "Đỗ Thanh Tùng"
        SignatureImage.objects.create(user=seats[1], png=signature_picture())
        assert cosign(paper, seats[1], field="ky-2").signer_name == "Đỗ Thanh Tùng"
        found = verify_here(paper.read())
        assert (found.verdict, signers(found)[1]) == ("valid", ("ky-2", "Đỗ Thanh Tùng"))
        words = seen(paper.read())
        assert "Ký bởi: Lê Hữu Nghĩa" in words and "Ký bởi: Đỗ Thanh Tùng" not in words, "his picture, over his name"

    def test_nobody_else_signs_in_the_secretarys_place(self, sat, seats, trang, hung):
        paper = sat()
        for who in (trang, hung):
            with pytest.raises(PermissionDenied, match="dành cho Đỗ Thanh Tùng của hội đồng"):
                cosign(paper, who, field="ky-2")
        with pytest.raises(PermissionDenied, match="dành cho Đỗ Thanh Tùng của hội đồng"):
            cosign(paper, seats[0], field="ky-2")

    def test_who_was_absent_has_no_place(self, sat, seats):
        paper = sat(absent="Đỗ Thanh Tùng")
        assert paper.content["second_signer"] is None and "ky-2" not in fields_of(paper.read())


class TestPages:
    """The errand, the link beside the paper, the page itself, and what the clerk is told."""

    @pytest.fixture
    def address(self, minutes):
        return reverse("documents:cosign", args=[minutes.pk])

    def test_what_waits_is_an_errand_and_a_link_until_it_is_signed(self, client, minutes, address, hung):
        (errand,) = [one for one in errands_for(again(hung), TODAY) if one.url == address]
        assert errand.title == f"Chờ bạn ký thêm: biên bản {minutes.number}"
        client.force_login(hung)
        home = reverse("classification:dossier", args=[minutes.dossier_id])
        assert address in client.get(home).content.decode()
        page = client.get(address).content.decode()
        assert "Lê Thu Trang" in page and "Chữ ký của bạn ở đây" in page and "\nNone" not in page
        wrong = client.post(address, {"passphrase": "sai mất rồi"})
        assert wrong.status_code == 422 and "Mật khẩu của khóa ký không đúng" in wrong.content.decode()
        assert client.post(address, {"passphrase": PASSPHRASE}).url == home
        shown = client.get(home).content.decode()
        assert address not in shown and "<br>Đặng Việt Hùng" in shown
        assert address not in [one.url for one in errands_for(again(hung), TODAY)]
        late = client.post(address, {"passphrase": PASSPHRASE})
        assert late.status_code == 422 and "Chỗ này đã có chữ ký" in late.content.decode()

    def test_who_has_no_key_is_told_before_typing(self, client, address, hung):
        SigningKey.objects.filter(user=hung).delete()
        client.force_login(hung)
        page = client.get(address).content.decode()
        assert "Bạn chưa có khóa ký" in page and 'name="passphrase"' not in page

    def test_a_stranger_finds_nothing_and_who_only_reads_is_told_whose_place_it_is(self, client, address, la, an, ha):
        client.force_login(la)
        assert client.get(address).status_code == client.post(address).status_code == 404
        for who in (an, ha):
            client.force_login(who)
            answer = client.get(address)
            assert answer.status_code == 403 and "dành cho người của đơn vị vận hành" in answer.content.decode()

    def test_a_paper_without_a_further_place_has_no_such_page(self, client, dossier_in, complete, ha, sign_step):
        sign_step(complete(dossier_in(State.AWAITING_APPROVAL)), "approve", ha)
        client.force_login(ha)
        assert client.get(reverse("documents:cosign", args=[IssuedDocument.objects.get().pk])).status_code == 404

    def test_the_clerk_is_warned_and_not_kept_from_sealing(self, client, minutes, hung, lan, seal):
        client.force_login(lan)
        desk, warning = reverse("documents:seal", args=[minutes.pk]), "Còn một chỗ chưa ký"
        assert warning in client.get(desk).content.decode()
        cosign(minutes, hung)
        signed = client.get(desk).content.decode()
        assert warning not in signed and "Đặng Việt Hùng" in signed
        PaperRevision.objects.all().delete()
        assert client.post(desk, {"passphrase": PASSPHRASE}).url == reverse("documents:seals")
