"""The seal of a body: who keeps it, what it does to a signed paper, and that it harms nothing that was signed."""

import datetime
import subprocess

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from classification.errand_list import errands_for
from classification.errors import OutOfDate, StepRefused
from classification.workflow import PaperKind, State
from documents.certificates import unpacked
from documents.keys import VIETNAM, UnusableKey, WrongPassphrase
from documents.models import IssuedDocument, PaperRevision, SealKey
from documents.services.sealing import register_seal, seal_paper
from documents.stamp_pictures import Ink, UnsuitablePicture, checked_picture
from documents.trust import load_trust, trust_folder
from documents.verifying import verify_isolated
from documents.verifying.issued import issued_paper
from systems.models import LedgerEntry
from systems.roles import Role
from tests.conftest import TODAY
from tests.documents.outside_signer import revocation_list
from tests.documents.seals import BLUE, RED, seal_picture, signature_picture
from tests.documents.signing_desk import NOW, PASSPHRASE, authority, packed_key

pytestmark = pytest.mark.django_db
MINISTRY = "Bộ Giao thông vận tải"
HOUR = datetime.timedelta(hours=1)


@pytest.fixture
def lan(person, ministry):
    """Trần Thị Lan is the ministry's clerk (văn thư)."""
    return person("lan", "Trần Thị Lan", ministry, Role.CLERK, title="Văn thư")


@pytest.fixture
def seal(trusted, lan, ministry):
    return register_seal(
        organisation=ministry, by=lan, pkcs12=packed_key(MINISTRY), passphrase=PASSPHRASE, image=seal_picture()
    )


@pytest.fixture
def decision(dossier_in, complete, ha, sign_step):
    """The decision that Hà signed."""
    sign_step(complete(dossier_in(State.AWAITING_APPROVAL)), "approve", ha)
    return IssuedDocument.objects.get()


def verdict_of(pdf: bytes):
    return verify_isolated(pdf, trust=load_trust(folder=trust_folder()), register=issued_paper)


def test_lan_seals_the_decision_and_has_signature_stays_whole(decision, seal, lan):
    before = decision.read()
    revision = seal_paper(document=decision, by=lan, passphrase=PASSPHRASE)
    after = decision.read()
    assert after.startswith(before) and (revision.kind, revision.field) == (PaperRevision.Kind.SEALED, "dau-1")
    found = verdict_of(after)
    assert (found.verdict, found.registered) == ("valid", True), found.reasons
    assert [(one.field, one.signer) for one in found.signatures] == [("ky-1", "Nguyễn Minh Hà"), ("dau-1", MINISTRY)]
    entry = LedgerEntry.objects.get(verb="seal_paper")
    assert (entry.by, entry.system, entry.sentence) == (lan, decision.dossier.system, decision.number)


def test_the_copy_from_before_the_seal_is_genuine_and_says_that_the_seal_is_missing(decision, seal, lan):
    before = decision.read()
    seal_paper(document=decision, by=lan, passphrase=PASSPHRASE)
    found = verdict_of(before)
    assert (found.verdict, found.headline, found.registered) == ("indeterminate", "earlier", False)
    assert "trước khi đóng dấu; bản mới nhất có thêm: con dấu của cơ quan" in " ".join(found.reasons)


def test_a_seal_whose_certificate_was_revoked_is_not_put_on_anything(decision, seal, lan, trusted):
    (certificate,) = unpacked(seal.certificate)
    (trusted / "demo.crl").write_bytes(revocation_list(authority(), certificate, NOW - HOUR))
    with pytest.raises(UnusableKey, match="đã bị thu hồi"):
        seal_paper(document=decision, by=lan, passphrase=PASSPHRASE)
    (trusted / "demo.crl").write_bytes(revocation_list(authority()))
    assert seal_paper(document=decision, by=lan, passphrase=PASSPHRASE).kind == PaperRevision.Kind.SEALED


@pytest.mark.poppler
def test_the_seal_covers_a_third_of_the_signature_and_other_programs_read_both(decision, seal, lan, tmp_path):
    seal_paper(document=decision, by=lan, passphrase=PASSPHRASE)
    (tmp_path / "paper.pdf").write_bytes(decision.read())
    told = subprocess.run(["pdfsig", "-nocert", tmp_path / "paper.pdf"], capture_output=True, text=True)
    assert told.stdout.count("Signature is Valid.") == 2
    checked = subprocess.run(["qpdf", "--check", tmp_path / "paper.pdf"], capture_output=True, text=True)
    assert "No syntax or stream encoding errors found" in checked.stdout, checked.stdout
    _reader, boxes = _boxes(decision.read())
    (left, _b, right, _t), (seal_left, _sb, seal_right, _st) = boxes["ky-1"], boxes["dau-1"]
    assert (seal_right - left) / (right - left) == pytest.approx(1 / 3, abs=0.02) and seal_left < left


def _boxes(pdf: bytes):
    import io

    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.fields import enumerate_sig_fields

    reader = PdfFileReader(io.BytesIO(pdf))
    return reader, {
        name: [float(edge) for edge in field.get_object()["/Rect"]]
        for name, _value, field in enumerate_sig_fields(reader)
    }


def test_without_a_picture_the_seal_says_whose_it_is_and_when(decision, trusted, lan, ministry, tmp_path):
    register_seal(organisation=ministry, by=lan, pkcs12=packed_key(MINISTRY), passphrase=PASSPHRASE)
    revision = seal_paper(document=decision, by=lan, passphrase=PASSPHRASE)
    (tmp_path / "paper.pdf").write_bytes(decision.read())
    shown = subprocess.run(["pdftotext", tmp_path / "paper.pdf", "-"], capture_output=True, text=True).stdout
    time = revision.made_at.astimezone(VIETNAM)
    assert all(words in shown for words in ("Bộ Giao", f"{time:%Y-%m-%d}T", f"{time:%H:%M:%S}+07:00"))


def test_the_explanation_attached_to_a_letter_is_signed_by_the_body_on_its_first_page(
    dossier_in, complete, hung, sign_step, person, registry, tmp_path
):
    sign_step(complete(dossier_in(State.DRAFT)), "submit", hung)
    clerk = person("mai", "Vũ Thị Mai", registry, Role.CLERK)
    register_seal(organisation=registry, by=clerk, pkcs12=packed_key(registry.name), passphrase=PASSPHRASE)
    explanation = IssuedDocument.objects.get(kind=PaperKind.EXPLANATION)
    assert seal_paper(document=explanation, by=clerk, passphrase=PASSPHRASE).field == "ky-kemtheo"
    (tmp_path / "paper.pdf").write_bytes(explanation.read())
    first = subprocess.run(["pdftotext", "-l", "1", tmp_path / "paper.pdf", "-"], capture_output=True, text=True).stdout
    assert f"Kèm theo văn bản số {explanation.number}" in first and "+07:00" in first
    assert verdict_of(explanation.read()).verdict == "valid"


def test_a_paper_is_sealed_once(decision, seal, lan):
    seal_paper(document=decision, by=lan, passphrase=PASSPHRASE)
    with pytest.raises(OutOfDate, match="đã được đóng dấu"):
        seal_paper(document=decision, by=lan, passphrase=PASSPHRASE)
    assert decision.revisions.count() == 1


def test_a_wrong_passphrase_seals_nothing(decision, seal, lan):
    with pytest.raises(WrongPassphrase):
        seal_paper(document=decision, by=lan, passphrase="đoán mò")
    assert not decision.revisions.exists()


def test_without_a_seal_the_reason_is_said(decision, lan):
    with pytest.raises(StepRefused, match="Bộ Giao thông vận tải chưa đăng ký con dấu"):
        seal_paper(document=decision, by=lan, passphrase=PASSPHRASE)


def test_a_replaced_paper_is_not_sealed(decision, seal, lan, ha, sign_step):
    decision.replaced_by = decision
    with pytest.raises(StepRefused, match="đã được thay thế"):
        seal_paper(document=decision, by=lan, passphrase=PASSPHRASE)


@pytest.mark.parametrize("who", ["ha", "trang", "hung", "binh", "root"])
def test_nobody_but_the_clerk_seals_or_registers(who, decision, seal, ministry, request):
    user = request.getfixturevalue(who)
    with pytest.raises(PermissionDenied, match="do văn thư ở đó giữ và đóng"):
        seal_paper(document=decision, by=user, passphrase=PASSPHRASE)
    with pytest.raises(PermissionDenied):
        register_seal(organisation=ministry, by=user, pkcs12=packed_key(MINISTRY), passphrase=PASSPHRASE)


def test_the_clerk_of_a_unit_below_does_not_keep_the_ministrys_seal(decision, seal, person, registry):
    mai = person("mai", "Vũ Thị Mai", registry, Role.CLERK)
    with pytest.raises(PermissionDenied):
        seal_paper(document=decision, by=mai, passphrase=PASSPHRASE)
    assert not IssuedDocument.objects.to_seal(mai).exists()


def test_a_persons_key_is_no_seal(trusted, lan, ministry):
    with pytest.raises(UnusableKey, match="cấp cho “Trần Thị Lan”, không phải cho Bộ Giao thông vận tải"):
        register_seal(organisation=ministry, by=lan, pkcs12=packed_key("Trần Thị Lan"), passphrase=PASSPHRASE)


def test_a_new_seal_retires_the_old_one(seal, lan, ministry):
    register_seal(organisation=ministry, by=lan, pkcs12=packed_key(MINISTRY, days=200), passphrase=PASSPHRASE)
    seal.refresh_from_db()
    assert seal.retired_at and SealKey.objects.filter(retired_at=None).count() == 1


class TestPictures:
    """What may stand as a seal or a signature: PNG by content, transparent, in the colour of the law."""

    def test_a_red_seal_and_a_blue_signature_are_taken_and_cut_to_the_ink(self):
        assert checked_picture(seal_picture(), Ink.RED).startswith(b"\x89PNG")
        assert checked_picture(signature_picture(), Ink.BLUE).startswith(b"\x89PNG")

    @pytest.mark.parametrize(
        ("content", "ink", "words"),
        [
            (lambda: b"%PDF-1.7", Ink.RED, "không phải là hình PNG"),
            (lambda: seal_picture()[:200], Ink.RED, "không phải là hình PNG hoặc đã hỏng"),
            (lambda: b"0" * 600_000, Ink.RED, "không lớn hơn 512 KB"),
            (lambda: seal_picture(background=(255, 255, 255, 255)), Ink.RED, "nền trong suốt"),
            (lambda: seal_picture(mode="RGB"), Ink.RED, "nền trong suốt"),
            (lambda: seal_picture(ink=BLUE), Ink.RED, "Hình con dấu phải màu đỏ"),
            (lambda: signature_picture(RED), Ink.BLUE, "Hình chữ ký phải màu xanh"),
            (lambda: seal_picture(ink=(0, 0, 0, 0)), Ink.RED, "không thấy gì"),
            (lambda: seal_picture(size=(2001, 400)), Ink.RED, "từ 60 đến 2000 điểm ảnh"),
        ],
        ids=["pdf", "cut", "big", "white", "opaque", "blue-seal", "red-signature", "empty", "wide"],
    )
    def test_anything_else_is_refused_in_words(self, content, ink, words):
        with pytest.raises(UnsuitablePicture, match=words):
            checked_picture(content(), ink)


class TestPages:
    """The clerk's own pages."""

    def test_what_waits_is_an_errand_and_a_list_until_it_is_sealed(self, client, decision, seal, lan):
        assert [one.sentence for one in errands_for(lan, TODAY)] == ["1 văn bản đã ký chờ đóng dấu."]
        client.force_login(lan)
        assert decision.number in client.get(reverse("documents:seals")).content.decode()
        address = reverse("documents:seal", args=[decision.pk])
        assert "Trần Thị Lan" not in client.get(address).content.decode().split("<main")[1]
        wrong = client.post(address, {"passphrase": "sai mất rồi"})
        assert wrong.status_code == 422 and "Mật khẩu của khóa ký không đúng" in wrong.content.decode()
        assert client.post(address, {"passphrase": PASSPHRASE}).url == reverse("documents:seals")
        assert "Không có văn bản nào chờ đóng dấu" in client.get(reverse("documents:seals")).content.decode()
        assert not errands_for(lan, TODAY)
        again = client.post(address, {"passphrase": PASSPHRASE})
        assert again.status_code == 409 and "đã được đóng dấu" in again.content.decode()

    def test_the_dossiers_page_says_sealed_or_not(self, client, decision, seal, lan, ha):
        client.force_login(ha)
        address = reverse("classification:dossier", args=[decision.dossier_id])
        assert "chờ đóng dấu" in client.get(address).content.decode()
        seal_paper(document=decision, by=lan, passphrase=PASSPHRASE)
        page = client.get(address).content.decode()
        assert "đã đóng dấu" in page and "chờ đóng dấu" not in page

    def test_a_body_without_a_seal_has_nothing_waiting(self, client, decision, ha, lan):
        client.force_login(ha)
        address = reverse("classification:dossier", args=[decision.dossier_id])
        assert "chờ đóng dấu" not in client.get(address).content.decode()
        assert not errands_for(lan, TODAY)

    def test_lan_registers_a_seal_on_its_page(self, client, trusted, lan, ministry):
        from django.core.files.uploadedfile import SimpleUploadedFile

        client.force_login(lan)
        address = reverse("documents:seal_keys")
        sent = {
            "organisation": ministry.pk, "passphrase": PASSPHRASE,
            "pkcs12": SimpleUploadedFile("dau.p12", packed_key(MINISTRY)),
            "image": SimpleUploadedFile("dau.png", seal_picture(ink=BLUE)),
        }  # fmt: skip
        refused = client.post(address, sent)
        assert refused.status_code == 422 and "Hình con dấu phải màu đỏ" in refused.content.decode()
        sent["pkcs12"] = SimpleUploadedFile("dau.p12", packed_key(MINISTRY))
        sent["image"] = SimpleUploadedFile("dau.png", seal_picture())
        assert client.post(address, sent).url == address
        assert SealKey.objects.get().registered_by == lan

    @pytest.mark.parametrize("name", ["seals", "seal_keys"])
    @pytest.mark.parametrize("who", ["ha", "an", "binh", "la"])
    def test_the_pages_are_the_clerks_alone(self, client, name, who, request):
        client.force_login(request.getfixturevalue(who))
        answer = client.get(reverse(f"documents:{name}"))
        assert answer.status_code == 403 and "dành cho văn thư" in answer.content.decode()

    def test_a_person_who_sees_the_paper_still_does_not_seal_it(self, client, decision, seal, an, la):
        address = reverse("documents:seal", args=[decision.pk])
        client.force_login(an)
        assert client.get(address).status_code == 403
        client.force_login(la)
        assert client.get(address).status_code == 404
