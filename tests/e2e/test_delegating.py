"""In a real browser: Hà drafts a delegation, signs the decision, and Bảo decides under it."""

import pytest
from playwright.sync_api import expect

from classification.workflow import State
from documents.models import IssuedDocument
from documents.services import add_key
from systems.models import Delegation, User
from tests.documents.signing_desk import PASSPHRASE, packed_key
from tests.e2e.desk import sign

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_ha_signs_a_delegation_and_bao_decides_under_it(enter, keys, ha, bao, roads, dossier_in, complete):
    add_key(user=bao, pkcs12=packed_key(bao.full_name), passphrase=PASSPHRASE)
    dossier = complete(dossier_in(State.AWAITING_APPROVAL))
    page = enter(ha, "/uy-quyen/")
    page.get_by_role("link", name="Soạn văn bản ủy quyền").click()
    page.get_by_label("Đơn vị được ủy quyền").select_option(label=roads.name)
    page.get_by_label("Đến hết ngày").fill("31/12/2099")
    page.get_by_role("button", name="Lưu bản thảo").click()
    expect(page.get_by_text("bản thảo, chưa ký")).to_be_visible()
    assert Delegation.objects.get().is_draft
    page.get_by_role("link", name="Lập văn bản để xem và ký").click()
    sign(page, "Ký quyết định")
    expect(page.get_by_role("heading", name="Ủy quyền 01/QĐ-BGTVT")).to_be_visible()
    expect(page.get_by_text("đang có hiệu lực")).to_be_visible()
    his = enter(User.objects.get(pk=bao.pk), f"/ho-so/{dossier.pk}/ky/approve/")
    sign(his, "Ký và phê duyệt")
    expect(his.locator("#bao")).to_contain_text("Đã ký")
    decision = IssuedDocument.objects.get(kind="mau-06")
    assert decision.signer == bao and "01/QĐ-BGTVT" in decision.content["extra_grounds"][0]
