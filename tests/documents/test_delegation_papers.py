"""The owner's decision to delegate: made from the draft, signed in every way, in force with the signature."""

import base64
import datetime
import json

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from classification.errors import OutOfDate, StepRefused
from classification.services.delegation_drafts import draft_delegation, drop_draft, revise_draft
from classification.services.delegations import end_delegation
from classification.workflow import State
from documents.assembling.delegations import delegation_decision
from documents.errands import revoked_before_signing
from documents.models import IssuedDocument, PreparedPaper, PreparedSigning, SignatureCheck
from documents.services import NotAccepted, add_key, bring_back, sign_prepared
from documents.services.body_papers import order_for, prepare_body_paper
from documents.services.delegating import DELEGATION, draft_pdf
from documents.services.sealing import register_seal, seal_paper
from documents.snapshots.reading import Data, data_of
from documents.standing import standing_of
from documents.verifying.here import verify_here
from systems.models import Delegation, User
from systems.roles import Role
from tests.documents.bringing import registered
from tests.documents.outside_signer import outside_signature
from tests.documents.printed import text_of
from tests.documents.signing_desk import PASSPHRASE, key_of, packed_key

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


@pytest.fixture
def drafted(ministry, ha, roads):
    """A draft of the ministry: `drafted(kind="tl", systems=[…])`."""

    def make(**changes) -> Delegation:
        today = timezone.localdate()
        values = {
            "unit": roads, "kind": "tuq", "decides": True, "forwards": False, "responsibilities": "",
            "holds_from": None, "holds_until": today + 365 * DAY,
        }  # fmt: skip
        return draft_delegation(owner=ministry, by=ha, **(values | changes))

    return make


def prepared(draft, by, **more) -> PreparedSigning:
    return prepare_body_paper(act=DELEGATION, subject=draft, by=by, **more)


# ---------------------------------------------------------------------- what it says
def said(draft, by):
    return delegation_decision(draft, order_for(DELEGATION, draft, by=by))


@pytest.mark.parametrize(
    ("day", "clauses"),
    [
        (datetime.date(2026, 8, 18), ["Thông tư số 12/2022"]),
        (datetime.date(2026, 8, 19), ["Nghị định số 331/2026", "Thông tư số 12/2022"]),
        (datetime.date(2026, 12, 31), ["Nghị định số 331/2026", "Thông tư số 12/2022"]),
        (datetime.date(2027, 1, 1), ["Nghị định số 331/2026"]),
    ],
)
def test_it_rests_on_every_decree_that_is_in_force_for_somebody(day, clauses, drafted, ha, freeze_today):
    draft = drafted(holds_until=datetime.date(2028, 1, 1))
    freeze_today(day)
    paper = said(draft, ha)
    assert [next(word for word in clauses if word in told) for told in paper.clauses] == clauses
    assert all(told.startswith("khoản 3 Điều 4 ") for told in paper.clauses)
    assert any("85/2016/NĐ-CP" in ground for ground in paper.grounds) is (clauses[-1] == "Thông tư số 12/2022")
    assert any("331/2026/NĐ-CP" in ground for ground in paper.grounds) is ("331" in clauses[0])
    assert len(set(paper.grounds)) == len(paper.grounds)


def test_unit_scope_and_term_stand_on_the_paper(drafted, ha, system):
    draft = drafted(systems=[system], forwards=True, responsibilities="báo cáo Bộ trưởng mỗi quý\n\nlưu hồ sơ đầy đủ")
    text = " ".join(text_of(draft_pdf(draft, by=ha).pdf).split())
    for words in (
        "D Ự T H Ả O", "Số: /QĐ-BGTVT", "Ủy quyền cho Tổng cục Đường bộ Việt Nam thay mặt Bộ Giao thông vận tải",
        "Gửi hồ sơ đề xuất cấp độ 4, cấp độ 5", system.code, system.name, system.operator.name,
        "Báo cáo Bộ trưởng mỗi quý.", "Lưu hồ sơ đầy đủ.", "Không ủy quyền lại", "“TUQ.”",
        "Không áp dụng đối với hệ thống thông tin do chính bên được ủy quyền vận hành",
    ):  # fmt: skip
        assert words in text, words
    assert not IssuedDocument.objects.exists() and not PreparedSigning.objects.exists()


def test_a_person_by_order_is_named_with_office_and_unit(drafted, ha, bao):
    paper = said(drafted(kind="tl", person=bao), ha)
    assert paper.receiver == "ông/bà Trần Quốc Bảo, Cục trưởng Tổng cục Đường bộ Việt Nam"
    assert (paper.by_order, paper.word, paper.systems) == (True, "TL.", ())
    assert paper.about == "Về việc giao ký thừa lệnh văn bản về hồ sơ đề xuất cấp độ hệ thống thông tin"
    assert paper.authority == "Bộ trưởng Bộ Giao thông vận tải" and paper.number.symbol == "QĐ-BGTVT"


# ---------------------------------------------------------------------- signed
def test_signed_it_is_in_force_and_cited_by_what_the_delegate_signs(
    keys, drafted, ha, bao, complete, dossier_in, sign_step, trusted
):
    draft = drafted(kind="tuq")
    held = sign_prepared(signing=prepared(draft, ha), by=ha, passphrase=PASSPHRASE)
    paper = held.documents.get()
    assert (held.number, held.is_draft, held.holds_on(paper.issued_on)) == ("01/QĐ-BGTVT", False, True)
    assert (paper.kind, paper.step, paper.issuer, paper.system, paper.dossier) == (
        "uy-quyen", "delegate", draft.owner, None, None,
    )  # fmt: skip
    assert verify_here(paper.read()).verdict == "valid" and standing_of(paper) == "current"
    content, found = data_of(paper.read())
    assert found is Data.REGISTERED and json.loads(content)["paper"]["receiver"] == "Tổng cục Đường bộ Việt Nam"
    add_key(user=bao, pkcs12=packed_key(bao.full_name), passphrase=PASSPHRASE)
    sign_step(complete(dossier_in(State.AWAITING_APPROVAL)), "approve", User.objects.get(pk=bao.pk))
    decision = IssuedDocument.objects.get(kind="mau-06")
    assert decision.content["extra_grounds"][0].startswith("Văn bản ủy quyền số 01/QĐ-BGTVT ngày ")
    assert decision.number == "02/QĐ-BGTVT", "one row of numbers for all decisions of the body"


def test_a_draft_changed_or_dropped_since_is_not_signed(keys, drafted, ha, roads):
    draft = drafted()
    signing = prepared(draft, ha)
    terms = {"unit": roads, "kind": "tuq", "decides": True, "forwards": True, "holds_until": draft.holds_until}
    revise_draft(delegation=draft, by=ha, seen=0, **terms)
    with pytest.raises(OutOfDate, match="Nội dung đã thay đổi"):
        sign_prepared(signing=signing, by=ha, passphrase=PASSPHRASE)
    signing = prepared(Delegation.objects.get(), ha)
    drop_draft(delegation=draft, by=ha)
    assert not PreparedSigning.objects.exists() and not PreparedPaper.objects.exists()
    with pytest.raises(OutOfDate):
        sign_prepared(signing=signing, by=ha, passphrase=PASSPHRASE)
    assert not IssuedDocument.objects.exists()


def test_it_is_signed_once(keys, drafted, ha):
    draft = drafted()
    sign_prepared(signing=prepared(draft, ha), by=ha, passphrase=PASSPHRASE)
    with pytest.raises(StepRefused, match="đã được ký"):
        prepared(Delegation.objects.get(), ha)


def test_taken_away_and_brought_back_it_passes_the_same_gate(trusted, drafted, ha):
    registered(ha)
    signing = prepared(drafted(), ha)
    paper = signing.papers.get()
    with pytest.raises(NotAccepted, match="chưa được ký"):
        bring_back(signing=signing, by=ha, files={paper.pk: bytes(paper.pdf)})
    assert Delegation.objects.get().is_draft
    brought = outside_signature(bytes(paper.pdf), key_of(ha.full_name))
    held = bring_back(signing=signing, by=ha, files={paper.pk: brought})
    assert (held.number, held.documents.get().signed_with) == ("01/QĐ-BGTVT", "away")


def test_over_it_is_told_by_its_code_and_when_it_is_checked(client, keys, drafted, ha, la):
    held = sign_prepared(signing=prepared(drafted(), ha), by=ha, passphrase=PASSPHRASE)
    paper = held.documents.get()
    code = reverse("documents:verify_token", args=[paper.token])
    assert "đang là bản hiện hành" in client.get(code).content.decode()
    end_delegation(delegation=held, by=ha, reason="Đổi phân công.")
    told = client.get(code).content.decode()
    assert "Ủy quyền theo văn bản này đã chấm dứt hoặc hết thời hạn" in told
    assert "Tổng cục Đường bộ" not in told and held.number not in told, "nothing else to a stranger"
    client.force_login(ha)
    assert reverse("classification:delegation", args=[held.pk]) in client.get(code).content.decode()
    assert verify_here(paper.read()).verdict == "valid"
    assert "Ủy quyền theo văn bản này đã chấm dứt" in str([str(one) for one in verify_here(paper.read()).findings])
    assert standing_of(IssuedDocument.objects.get()) == "ended"


def test_the_clerk_seals_it(keys, drafted, ha, person, ministry):
    clerk = person("thu", "Lê Văn Thư", ministry, Role.CLERK)
    sign_prepared(signing=prepared(drafted(), ha), by=ha, passphrase=PASSPHRASE)
    register_seal(organisation=ministry, by=clerk, pkcs12=packed_key(ministry.name), passphrase=PASSPHRASE)
    paper = IssuedDocument.objects.visible_to(clerk).get()
    seal_paper(document=paper, by=clerk, passphrase=PASSPHRASE)
    assert verify_here(IssuedDocument.objects.get().read()).verdict == "valid"


# ---------------------------------------------------------------------- pages
def test_ha_signs_on_the_page_what_she_saw(client, keys, drafted, ha, an, bao):
    draft = drafted()
    client.force_login(ha)
    address = reverse("documents:body_sign", args=["uy-quyen", draft.pk])
    assert client.get(reverse("documents:delegation_draft", args=[draft.pk])).content.startswith(b"%PDF")
    assert "Khi bạn ký, ủy quyền có hiệu lực" in client.get(address).content.decode()
    assert client.post(address, {"serial": "7", "symbol": "QĐ-BGTVT"}).status_code == 302
    paper = PreparedPaper.objects.get()
    page = client.get(address).content.decode()
    assert paper.sha256 in page and "Ký ở nơi khác rồi mang về" in page
    own = reverse("documents:body_prepared", args=["uy-quyen", draft.pk, paper.pk])
    assert client.get(own).content == bytes(paper.pdf)
    for stranger in (an, bao):
        client.force_login(stranger)
        assert client.get(own).status_code == client.get(address).status_code == 404
    client.force_login(ha)
    unsigned = {"brought": "True", "seen": paper.sha256}
    file = SimpleUploadedFile("uq.pdf", bytes(paper.pdf), "application/pdf")
    refused = client.post(address, unsigned | {f"signed_{paper.pk}": file})
    assert refused.status_code == 422 and "chưa được ký" in refused.content.decode()
    assert client.post(address, {"passphrase": "sai", "seen": paper.sha256}).status_code == 422
    done = client.post(address, {"passphrase": PASSPHRASE, "seen": paper.sha256}, follow=True).content.decode()
    assert "Ủy quyền 07/QĐ-BGTVT" in done and "Văn bản đã ký (PDF)" in done
    issued = IssuedDocument.objects.get()
    assert client.get(reverse("documents:document", args=[issued.pk])).content == issued.read()
    client.force_login(User.objects.get(pk=bao.pk))
    assert "Văn bản đã ký (PDF)" in client.get(reverse("classification:delegation", args=[draft.pk])).content.decode()


def test_a_remote_service_signs_it_by_its_hash(client, trusted, drafted, ha):
    registered(ha)
    draft = drafted()
    signing = prepared(draft, ha)
    client.force_login(ha)
    where = ["uy-quyen", draft.pk]
    start = reverse("documents:body_remote_start", args=where)
    assert "Ký từ xa theo mã băm" in client.get(reverse("documents:body_remote", args=where)).content.decode()
    told = client.post(start, "{}", content_type="application/json").json()
    [one] = told["papers"]
    key = key_of(ha.full_name).private_key
    raw = key.sign(base64.b64decode(one["signed_attributes"]), padding.PKCS1v15(), hashes.SHA256())
    answer = {"papers": [{"paper": one["paper"], "signature": base64.b64encode(raw).decode()}]}
    done = client.post(told["finish"], json.dumps(answer), content_type="application/json")
    assert done.status_code == 200 and done.json()["url"] == reverse("classification:delegation", args=[draft.pk])
    assert IssuedDocument.objects.get().signed_with == "remote" and not Delegation.objects.get().is_draft
    assert not PreparedSigning.objects.filter(pk=signing.pk).exists()


@pytest.mark.parametrize("act", ["khac", "annual_report"])
def test_another_word_is_no_address(client, ha, act, drafted):
    client.force_login(ha)
    assert client.get(reverse("documents:body_sign", args=[act, drafted().pk])).status_code == 404


def test_a_signature_revoked_before_is_told_to_signer_and_security_unit_of_the_owner(
    keys, client, drafted, ha, trang, hung
):
    held = sign_prepared(signing=prepared(drafted(), ha), by=ha, passphrase=PASSPHRASE)
    paper = held.documents.get()
    check, _new = SignatureCheck.objects.update_or_create(
        document=paper, field="ky-1",
        defaults={
            "signer_name": "Nguyễn Minh Hà", "issuer_key": "", "serial": "1", "signed_at": paper.signed_at,
            "revoked_at": paper.signed_at - DAY, "found_at": timezone.now(),
        },
    )  # fmt: skip
    address = reverse("documents:revoked_signature", args=[check.pk])
    for somebody, settles in ((ha, False), (trang, True)):
        assert address in [one.url for one in revoked_before_signing(somebody, timezone.localdate())]
        client.force_login(somebody)
        page = client.get(address).content.decode()
        assert reverse("classification:delegation", args=[held.pk]) in page
        assert ("Ghi cách xử lý" in page) is settles
    assert revoked_before_signing(hung, timezone.localdate()) == []
    client.force_login(hung)
    assert client.get(address).status_code == 404
