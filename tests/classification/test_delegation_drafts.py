"""A delegation made here: drafted, changed, thrown away; a draft gives nobody any right."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from classification.errand_list import errands_for
from classification.errors import OutOfDate, StepRefused
from classification.services.delegation_drafts import (
    check_draft,
    draft_delegation,
    drop_draft,
    put_in_force,
    revise_draft,
)
from classification.services.delegations import end_delegation
from classification.workflow import State
from systems.authority import delegations_visible_to, may_act
from systems.models import Delegation, InformationSystem, LedgerEntry, User
from systems.roles import Role
from tests.conftest import TODAY

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


@pytest.fixture(autouse=True)
def today(freeze_today):
    freeze_today(TODAY)


@pytest.fixture
def written(roads) -> dict:
    """The terms that Hà writes."""
    return {
        "unit": roads, "person": None, "kind": "tuq", "decides": True, "forwards": False, "responsibilities": "",
        "holds_from": None, "holds_until": TODAY + 30 * DAY,
    }  # fmt: skip


@pytest.fixture
def draft(ministry, ha, written) -> Delegation:
    return draft_delegation(owner=ministry, by=ha, **written)


def signed(draft, by, **changes):
    given = {"number": "25/QĐ-BGTVT", "issued_on": TODAY, "sha256": "a" * 64, "seen": draft.revision}
    return put_in_force(delegation=draft, by=by, **(given | changes))


def test_a_draft_gives_nobody_any_right_until_it_is_signed(draft, bao, ha, dossier_in):
    dossier = dossier_in(State.AWAITING_APPROVAL)
    assert not may_act(User.objects.get(pk=bao.pk), Role.APPROVER, dossier.system, "approve")
    assert (draft.number, draft.is_draft, draft.holds_on(TODAY), str(draft)) == ("", True, False, str(draft.unit))
    signed(draft, ha)
    assert may_act(User.objects.get(pk=bao.pk), Role.APPROVER, dossier.system, "approve")
    assert [entry.verb for entry in LedgerEntry.objects.filter(verb__contains="deleg").order_by("pk")] == [
        "draft_delegation",
        "delegate",
    ]
    assert LedgerEntry.objects.get(verb="delegate").details["sha256"] == "a" * 64


def test_a_term_without_a_first_day_begins_on_the_day_of_signing(draft, ha, freeze_today):
    freeze_today(TODAY + 2 * DAY)
    held = signed(draft, ha, issued_on=TODAY + 2 * DAY)
    assert (held.holds_from, held.is_draft, held.recorded_by) == (TODAY + 2 * DAY, False, ha)


def test_terms_that_do_not_fit_are_told_by_field(ministry, ha, written):
    wrong = written | {"unit": ministry, "holds_until": TODAY - DAY}
    with pytest.raises(ValidationError) as refused:
        draft_delegation(owner=ministry, by=ha, systems=[], **wrong)
    told = refused.value.message_dict
    assert told["unit"] == ["Chỉ ủy quyền được cho đơn vị thuộc Bộ Giao thông vận tải."]
    assert told["holds_until"] == ["Ngày cuối của thời hạn phải từ hôm nay, từ ngày đầu trở đi."]
    assert told["systems"] == ["Ghi ít nhất một hệ thống, hoặc chọn mọi hệ thống."]
    assert not Delegation.objects.exists() and not LedgerEntry.objects.filter(verb="draft_delegation").exists()


@pytest.mark.parametrize("who", ["trang", "hung", "an", "bao", "root"])
def test_only_who_approves_for_the_owner_drafts_changes_drops_or_signs(who, request, draft, ministry, written):
    somebody = request.getfixturevalue(who)
    for act in (
        lambda: draft_delegation(owner=ministry, by=somebody, **written),
        lambda: revise_draft(delegation=draft, by=somebody, seen=0, **written),
        lambda: drop_draft(delegation=draft, by=somebody),
        lambda: check_draft(delegation=draft, by=somebody),
        lambda: signed(draft, somebody),
    ):
        with pytest.raises(PermissionDenied, match="Ủy quyền là việc của người phê duyệt thuộc Bộ Giao thông vận tải"):
            act()
    assert Delegation.objects.get().is_draft


@pytest.mark.parametrize("who", ["trang", "hung", "an", "bao", "la", "root"])
def test_only_who_may_sign_a_draft_sees_it(who, request, draft, client):
    somebody = request.getfixturevalue(who)
    assert not delegations_visible_to(somebody).exists()
    client.force_login(somebody)
    for name in ("delegation", "revise_delegation"):
        assert client.get(reverse(f"classification:{name}", args=[draft.pk])).status_code == 404
    assert client.post(reverse("classification:drop_delegation", args=[draft.pk])).status_code == 404
    assert Delegation.objects.exists()


def test_a_changed_draft_is_not_signed_as_it_was(draft, ha, written):
    changed = revise_draft(delegation=draft, by=ha, seen=0, **(written | {"forwards": True}))
    assert (changed.revision, changed.forwards) == (1, True)
    with pytest.raises(OutOfDate, match="Bản thảo đã thay đổi sau khi lập văn bản"):
        signed(draft, ha, seen=0)
    with pytest.raises(OutOfDate, match="vừa được người khác sửa"):
        revise_draft(delegation=draft, by=ha, seen=0, **written)
    assert Delegation.objects.get().is_draft


def test_a_draft_whose_term_went_by_is_not_signed(ha, ministry, written, freeze_today):
    draft = draft_delegation(
        owner=ministry, by=ha, **(written | {"holds_from": TODAY + DAY, "holds_until": TODAY + DAY})
    )
    freeze_today(TODAY + 2 * DAY)
    with pytest.raises(StepRefused, match="Thời hạn không thể bắt đầu trước ngày của văn bản ủy quyền") as refused:
        check_draft(delegation=draft, by=ha)
    assert "Ngày cuối của thời hạn phải từ hôm nay, từ ngày đầu trở đi." in refused.value.reasons


def test_what_was_signed_is_no_draft_any_more(draft, ha, written):
    signed(draft, ha)
    for act in (
        lambda: revise_draft(delegation=draft, by=ha, seen=0, **written),
        lambda: drop_draft(delegation=draft, by=ha),
        lambda: signed(draft, ha),
    ):
        with pytest.raises(OutOfDate, match="Ủy quyền này đã được ký"):
            act()


def test_a_draft_is_dropped_not_ended(draft, ha):
    with pytest.raises(StepRefused, match="chưa được ký; hãy bỏ bản thảo"):
        end_delegation(delegation=draft, by=ha, reason="Thôi.")
    drop_draft(delegation=draft, by=ha)
    assert not Delegation.objects.exists()
    with pytest.raises(OutOfDate, match="đã bị bỏ"):
        drop_draft(delegation=draft, by=ha)


@pytest.mark.parametrize(
    "half",
    [{"number": "25/QĐ-BGTVT"}, {"issued_on": TODAY}, {"number": "25", "issued_on": TODAY}, {"ended_on": TODAY}],
)
def test_the_database_knows_drafts_and_documents_and_nothing_between(draft, half):
    with pytest.raises(IntegrityError, match="delegated_by_a_document_or_a_draft"), transaction.atomic():
        Delegation.objects.filter(pk=draft.pk).update(**half)


def test_a_draft_waits_among_the_errands_of_who_signs_it(draft, ha, bao):
    [errand] = [one for one in errands_for(ha, TODAY) if one.key == f"delegation-draft:{draft.pk}"]
    assert "Tổng cục Đường bộ Việt Nam chờ ký" in errand.title and errand.url.endswith(f"/uy-quyen/{draft.pk}/")
    assert not [one for one in errands_for(bao, TODAY) if one.key.startswith("delegation-draft")]


# ---------------------------------------------------------------------- pages
FORM = {
    "kind": "tuq", "person": "", "decides": "on", "scope": "moi", "systems": "", "holds_from": "",
    "holds_until": f"{TODAY + 30 * DAY:%d/%m/%Y}", "responsibilities": "Báo cáo Bộ trưởng mỗi quý.",
}  # fmt: skip


def test_ha_drafts_changes_and_drops_on_the_pages(client, ha, roads, system):
    client.force_login(ha)
    assert "Soạn văn bản ủy quyền" in client.get(reverse("classification:delegations")).content.decode()
    address = reverse("classification:draft_delegation", args=["BGTVT"])
    assert "Số, ký hiệu văn bản" not in client.get(address).content.decode()
    assert client.post(address, FORM | {"unit": roads.pk}).status_code == 302
    draft = Delegation.objects.get()
    page = client.get(reverse("classification:delegation", args=[draft.pk])).content.decode()
    assert "Bản thảo ủy quyền" in page and "từ ngày ký đến hết" in page and "Lập văn bản để xem và ký" in page
    revise = reverse("classification:revise_delegation", args=[draft.pk])
    assert "Báo cáo Bộ trưởng mỗi quý." in client.get(revise).content.decode()
    changed = FORM | {"unit": roads.pk, "scope": "mot-so", "systems": system.code, "seen": "0"}
    assert client.post(revise, changed).status_code == 302
    assert list(Delegation.objects.get().systems.all()) == [system]
    late = client.post(revise, changed)
    assert late.status_code == 409 and "vừa được người khác sửa" in late.content.decode()
    assert client.post(reverse("classification:drop_delegation", args=[draft.pk])).status_code == 302
    assert not Delegation.objects.exists() and InformationSystem.objects.filter(pk=system.pk).exists()


def test_wrong_terms_stay_in_the_form_with_what_is_wrong(client, ha, roads, system):
    client.force_login(ha)
    address = reverse("classification:draft_delegation", args=["BGTVT"])
    wrong = FORM | {"unit": "", "person": "khong-co", "decides": "", "scope": "mot-so", "systems": "BGTVT-999"}
    answer = client.post(address, wrong)
    page = answer.content.decode()
    assert answer.status_code == 422 and not Delegation.objects.exists()
    for words in (
        "Không có tài khoản “khong-co”.", "Chọn ít nhất một việc được ủy quyền.",
        "Bộ Giao thông vận tải không có hệ thống mang mã: BGTVT-999.", "Báo cáo Bộ trưởng mỗi quý.",
    ):  # fmt: skip
        assert words in page
