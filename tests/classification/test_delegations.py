"""The owner's rights given to a subordinate: by a document, for a scope, until a day, and never handed on."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse

from classification.errand_list import errands_for
from classification.errors import StepRefused
from classification.models import Dossier
from classification.services import Scanned, check_step, take_step
from classification.services.delegations import delegate, end_delegation
from classification.workflow import State
from systems.authority import acts_for, appoint, delegation_for, may_act, systems_visible_to
from systems.models import Delegation, InformationSystem, LedgerEntry
from systems.roles import Role
from tests.conftest import TODAY, again

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\n%%EOF"
DAY = datetime.timedelta(days=1)


@pytest.fixture(autouse=True)
def today(freeze_today):
    freeze_today(TODAY)


@pytest.fixture
def give(ministry, roads, ha):
    """Record a delegation of the ministry: `give(holds_until=…)`."""

    def make(by=None, **changes) -> Delegation:
        values = {
            "owner": ministry, "unit": roads, "holds_from": TODAY, "holds_until": TODAY + 30 * DAY,
            "paper": Scanned("25/QĐ-BGTVT", TODAY, "uy-quyen.pdf", PDF),
        }  # fmt: skip
        return delegate(by=by or ha, **(values | changes))

    return make


def approvable(complete, dossier_in, **extra) -> Dossier:
    return complete(dossier_in(State.AWAITING_APPROVAL, **extra))


# ---------------------------------------------------------------------- what it allows
def test_the_delegate_takes_the_owners_step_and_the_journal_says_so(give, bao, complete, dossier_in, papers_for):
    dossier = approvable(complete, dossier_in)
    assert not Dossier.objects.visible_to(bao).exists()
    delegation, bao = give(), again(bao)
    assert Dossier.objects.waiting_for(bao).get() == dossier and systems_visible_to(bao).exists()
    moved = take_step(dossier=dossier, name="approve", by=bao, papers=papers_for(dossier, "approve"))
    taken = moved.steps.get()
    assert (moved.state, taken.by, taken.role, taken.delegation) == (State.APPROVED, bao, Role.APPROVER, delegation)
    assert LedgerEntry.objects.get(verb="approve").details["delegated_by"] == "25/QĐ-BGTVT"


def test_the_owners_own_step_names_no_delegation(give, ha, complete, dossier_in, papers_for):
    dossier = approvable(complete, dossier_in)
    give()
    moved = take_step(dossier=dossier, name="approve", by=again(ha), papers=papers_for(dossier, "approve"))
    assert moved.steps.get().delegation is None


@pytest.mark.parametrize(
    ("first", "last", "counts"),
    [(0, 0, True), (-1, 0, True), (0, 1, True), (1, 30, False), (-30, -1, False)],
)
def test_it_counts_from_its_first_day_to_the_end_of_its_last(first, last, counts, give, bao, complete, dossier_in):
    dossier = approvable(complete, dossier_in)
    delegation = give()
    Delegation.objects.filter(pk=delegation.pk).update(holds_from=TODAY + first * DAY, holds_until=TODAY + last * DAY)
    bao = again(bao)
    assert Dossier.objects.waiting_for(bao).exists() is counts
    assert may_act(bao, Role.APPROVER, dossier.system, "approve") is counts
    assert Delegation.objects.get().holds_on(TODAY) is counts
    if not counts:
        with pytest.raises(PermissionDenied):
            check_step(dossier=dossier, name="approve", by=bao)


def test_ended_early_it_no_longer_counts_from_that_very_day(give, bao, ha, complete, dossier_in):
    dossier = approvable(complete, dossier_in)
    delegation = give()
    with pytest.raises(StepRefused, match="lý do"):
        end_delegation(delegation=delegation, by=ha, reason=" ")
    end_delegation(delegation=delegation, by=ha, reason="Đổi phân công.")
    assert not Dossier.objects.waiting_for(again(bao)).exists()
    with pytest.raises(PermissionDenied):
        check_step(dossier=dossier, name="approve", by=again(bao))
    with pytest.raises(StepRefused, match="đã hết hiệu lực"):
        end_delegation(delegation=delegation, by=ha, reason="Lần nữa.")


@pytest.mark.parametrize(
    ("acts", "approves", "forwards"),
    [({"decides": True}, True, False), ({"decides": False, "forwards": True}, False, True)],
)
def test_only_the_acts_of_the_document(acts, approves, forwards, give, bao, system):
    give(**acts)
    bao = again(bao)
    for act, expected in [("approve", approves), ("return", approves), ("refuse", approves), ("forward", forwards)]:
        assert may_act(bao, Role.APPROVER, system, act) is expected
        assert InformationSystem.objects.filter(acts_for(bao, Role.APPROVER, act=act)).exists() is expected
    assert not may_act(bao, Role.APPROVER, system), "rights that are no step stay with the owner"


def test_only_the_systems_of_the_document(give, bao, system, ministry, registry):
    other = InformationSystem.objects.create(code="BGTVT-099", name="Khác", owner=ministry, operator=registry)
    give(systems=[other])
    bao = again(bao)
    assert not may_act(bao, Role.APPROVER, system, "approve") and may_act(bao, Role.APPROVER, other, "approve")
    assert systems_visible_to(bao).get() == other


def test_nobody_decides_by_delegation_on_what_their_unit_operates(give, bao, system, roads, unit):
    give()
    section = unit("DB1", "Khu Quản lý đường bộ I", parent=roads)
    for operator in (roads, section):
        InformationSystem.objects.filter(pk=system.pk).update(operator=operator)
        system = InformationSystem.objects.get(pk=system.pk)
        assert not may_act(again(bao), Role.APPROVER, system, "approve")
        assert not InformationSystem.objects.filter(acts_for(again(bao), Role.APPROVER, act="approve")).exists()


def test_a_named_person_uses_it_alone(give, bao, person, roads, system):
    thu = person("thu", "Vũ Minh Thu", roads, title="Phó Tổng cục trưởng")
    give(person=thu)
    assert may_act(again(thu), Role.APPROVER, system, "approve")
    assert not may_act(again(bao), Role.APPROVER, system, "approve")


def test_a_deputy_signs_by_order_and_never_under_an_authorisation_given_to_the_head(give, person, roads, system):
    thu = person("thu", "Vũ Minh Thu", roads, Role.APPROVER, title="Phó Tổng cục trưởng")
    delegation = give()
    assert not may_act(again(thu), Role.APPROVER, system, "approve")
    Delegation.objects.filter(pk=delegation.pk).update(kind="tl")
    assert may_act(again(thu), Role.APPROVER, system, "approve")


def test_whoever_submitted_does_not_approve_by_delegation_either(
    give, bao, hung, roads, complete, dossier_in, submitted_by
):
    dossier = approvable(complete, dossier_in)
    appoint(user=hung, role=Role.APPROVER, organisation=roads)
    submitted_by(dossier, hung)
    give()
    with pytest.raises(StepRefused, match="Người đã ký trình"):
        check_step(dossier=dossier, name="approve", by=again(hung))
    assert not Dossier.objects.waiting_for(again(hung)).exists()


# ---------------------------------------------------------------------- who gives it, and to whom
def test_a_delegate_does_not_delegate(give, bao, unit):
    give()
    with pytest.raises(PermissionDenied, match="không được ủy quyền lại"):
        give(by=again(bao), unit=unit("CHHVN", "Cục Hàng hải Việt Nam"))
    assert Delegation.objects.count() == 1


@pytest.mark.parametrize("who", ["trang", "hung", "an", "binh", "root", "la"])
def test_nobody_but_the_owners_approver_delegates(who, give, request):
    with pytest.raises(PermissionDenied, match="Ủy quyền là việc của người phê duyệt"):
        give(by=request.getfixturevalue(who))


def test_only_downwards_and_only_to_people_of_the_owner(give, ministry, unit, la, roads, hung):
    for wrong in (ministry, unit("KCQ", "Khối cơ quan Bộ", kind="group")):
        with pytest.raises(ValidationError, match="Chỉ ủy quyền được cho đơn vị thuộc"):
            give(unit=wrong)
    with pytest.raises(ValidationError, match="Hoàng Văn Lạ không phải người của"):
        give(unit=None, person=la)
    with pytest.raises(ValidationError, match="Đặng Việt Hùng không phải người của Tổng cục Đường bộ"):
        give(person=hung)
    with pytest.raises(ValidationError, match="Chọn đơn vị hoặc người"):
        give(unit=None)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"holds_from": TODAY - DAY}, "holds_from"),
        ({"holds_until": TODAY - DAY}, "holds_until"),
        ({"paper": Scanned("1", TODAY + DAY, "a.pdf", PDF)}, "issued_on"),
        ({"paper": Scanned("1", TODAY, "a.pdf", b"no")}, "scan"),
        ({"systems": []}, "systems"),
    ],
)
def test_what_does_not_fit_is_said_at_its_field_and_nothing_is_kept(changes, field, give):
    with pytest.raises(ValidationError) as refused:
        give(**changes)
    assert field in refused.value.message_dict and not Delegation.objects.exists()


def test_the_database_wants_somebody_something_a_term_and_a_document(give):
    delegation = give()
    for wrong in (
        {"unit": None}, {"decides": False}, {"number": ""}, {"holds_until": TODAY - DAY},
        {"unit": delegation.owner_id},
    ):  # fmt: skip
        with pytest.raises(IntegrityError), transaction.atomic():
            Delegation.objects.filter(pk=delegation.pk).update(**wrong)


# ---------------------------------------------------------------------- the pages
def test_ha_records_one_on_the_page_and_bao_reads_it(client, ha, bao, roads, ministry, system):
    client.force_login(ha)
    url = reverse("classification:new_delegation", args=[ministry.code])
    form = {
        "number": "25/QĐ-BGTVT", "issued_on": "20/11/2026", "kind": "tuq", "unit": roads.pk, "decides": "on",
        "scope": "mot-so", "systems": "BGTVT-026\nBGTVT-999", "holds_from": "23/11/2026", "holds_until": "31/12/2026",
        "responsibilities": "Báo cáo hằng quý.", "no_secret": "on", "scan": SimpleUploadedFile("uq.pdf", PDF),
    }  # fmt: skip
    wrong = client.post(url, form)
    assert wrong.status_code == 422 and "không có hệ thống mang mã: BGTVT-999" in wrong.content.decode()
    form |= {"systems": "BGTVT-026", "no_secret": "on", "scan": SimpleUploadedFile("uq.pdf", PDF)}
    assert client.post(url, form).status_code == 302
    delegation = Delegation.objects.get()
    assert list(delegation.systems.all()) == [system]
    client.force_login(again(bao))
    page = client.get(reverse("classification:delegation", args=[delegation.pk])).content.decode()
    assert "Báo cáo hằng quý." in page and "Chấm dứt ủy quyền" not in page
    assert client.get(reverse("classification:delegation_scan", args=[delegation.pk])).getvalue() == PDF
    refused = client.post(url, form)
    assert refused.status_code == 403 and "không được ủy quyền lại" in refused.content.decode()
    assert client.post(reverse("classification:delegation", args=[delegation.pk]), {"reason": "x"}).status_code == 403


def test_ha_ends_it_on_the_page_with_a_reason(client, ha, give):
    delegation = give()
    client.force_login(ha)
    url = reverse("classification:delegation", args=[delegation.pk])
    assert "Phải ghi rõ lý do" in client.post(url, {}).content.decode()
    assert client.post(url, {"reason": "Đổi phân công."}).status_code == 302
    assert "Đổi phân công." in client.get(url).content.decode()


@pytest.mark.parametrize(("who", "status"), [("an", 200), ("hung", 404), ("la", 404), ("root", 404)])
def test_others_find_it_only_where_they_watch_the_owner(who, status, give, client, request):
    url = reverse("classification:delegation", args=[give().pk])
    client.force_login(request.getfixturevalue(who))
    assert client.get(url).status_code == status
    scan = client.get(f"{url}ban-quet/")
    assert scan.status_code == status and (status != 200 or scan.getvalue() == PDF)


@pytest.mark.parametrize(("days", "reminded"), [(14, True), (15, False)])
def test_a_fortnight_before_its_end_the_owner_is_reminded(days, reminded, give, ha):
    give(holds_until=TODAY + days * DAY)
    assert bool([errand for errand in errands_for(again(ha), TODAY) if "sắp hết hạn" in errand.title]) is reminded


def test_the_dossier_tells_the_delegate_by_which_document_they_act(give, bao, client, complete, dossier_in):
    dossier = approvable(complete, dossier_in)
    give()
    client.force_login(again(bao))
    page = client.get(reverse("classification:dossier", args=[dossier.pk])).content.decode()
    assert "theo văn bản ủy quyền 25/QĐ-BGTVT ngày 23/11/2026" in page
    assert delegation_for(again(bao), dossier.system, "approve").number == "25/QĐ-BGTVT"
