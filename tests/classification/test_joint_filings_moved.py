"""A system of a joint filing gets another owner or operator: it goes its own way, the rest goes on, nobody is stuck."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from classification.ledger_words import told
from classification.models import Dossier
from classification.services import answer_remark, dissolve, leave, take_step, write_part, write_remark
from classification.workflow import OPEN, State
from systems.models import InformationSystem, LedgerEntry, Organisation
from systems.roles import Role
from systems.services import change_system, register_system
from tests.classification.test_joint_filings import with_papers
from tests.conftest import TODAY
from tests.rounds import fresh
from tests.systems.test_editing import seen
from tests.systems.test_importing_storing import bring

pytestmark = pytest.mark.django_db
HANDED_IN = sorted(OPEN - {State.DRAFT, State.RETURNED})


@pytest.fixture
def port(unit):
    return unit("HHVN", "Cục Hàng hải Việt Nam")


@pytest.fixture
def nam(person, port):
    """Phạm Hải Nam operates at the maritime administration."""
    return person("nam", "Phạm Hải Nam", port, Role.OPERATOR, title="Cục trưởng")


@pytest.fixture
def filed(dossier_in, complete, ministry, registry, hung, it_centre):
    """Complete dossiers of the registry in one filing: `lead, fees, search = filed(State.DRAFT)`."""

    def make(state=State.DRAFT, number: int = 3, level: int = 2) -> list[Dossier]:
        ministry.refresh_from_db()
        round_of = 0 if state == State.DRAFT else 1
        found = [complete(dossier_in(state, level=level, round=round_of))]
        for code, name in (("BGTVT-027", "Hệ thống thu phí"), ("BGTVT-028", "Hệ thống tra cứu"))[: number - 1]:
            system = register_system(
                by=hung, on=TODAY, code=code, name=name, owner=ministry, operator=registry, facts={},
                operation_from=datetime.date(2019, 1, 1),
            )  # fmt: skip
            found.append(complete(dossier_in(state, level=level, round=round_of, system=system)))
        Dossier.objects.filter(pk__in=[one.pk for one in found[1:]]).update(lead=found[0])
        return [fresh(one) for one in found]

    return make


def give(dossier: Dossier, by, **parties) -> InformationSystem:
    """The system of this dossier gets another owner or operator, as the inventory records it."""
    return change_system(system=dossier.system, by=by, on=TODAY, **parties)


def together(dossier: Dossier) -> list[int]:
    return [one.pk for one in fresh(dossier).filing]


def held(dossier: Dossier) -> tuple:
    """Everything that a dossier holds, to be compared."""
    rows = (dossier.parts, dossier.plan_items, dossier.appraisals, dossier.remarks, dossier.attachments)
    return tuple(list(some.order_by("pk").values()) for some in rows)


# ------------------------------------------------------------------ while the filing can be edited
@pytest.mark.parametrize("state", [State.DRAFT, State.RETURNED])
def test_a_system_given_to_nam_leaves_with_all_it_holds_and_both_go_on(state, filed, binh, hung, nam, port):
    lead, fees, search = filed(state)
    before = held(fees)
    system = give(fees, binh, operator=port)
    assert together(fees) == [fees.pk] and together(lead) == together(search) == [lead.pk, search.pk]
    assert held(fees) == before and fresh(fees).state == state
    assert system.consequences == [
        "Đã tách khỏi hồ sơ chung vì đổi chủ quản, đơn vị vận hành (nội dung đã lập giữ nguyên): Hệ thống thu phí."
    ]
    entry = LedgerEntry.objects.get(verb="moved_out_of_filing")
    assert (entry.system, entry.by, entry.details["with_system"]) == (fees.system, binh, lead.system.code)
    assert told(entry) == "Tách khỏi hồ sơ chung vì đổi chủ quản, đơn vị vận hành"
    write_part(dossier=fresh(fees), key="scope", content={"scope": "Toàn quốc"}, by=nam)
    assert with_papers(fees, "withdraw", nam, "Lập lại.").state == State.WITHDRAWN
    with_papers(lead, "submit", hung)
    assert fresh(lead).state == fresh(search).state == State.SUBMITTED


def test_where_the_lead_is_given_away_the_next_one_leads(filed, binh, hung, nam, port):
    lead, fees, search = filed()
    system = give(lead, binh, operator=port)
    assert together(lead) == [lead.pk] and together(fees) == together(search) == [fees.pk, search.pk]
    assert "Hồ sơ chung còn lại nay do hồ sơ của Hệ thống thu phí đại diện." in system.consequences
    assert LedgerEntry.objects.get(verb="lead_filing").system == fees.system
    with_papers(fees, "submit", hung)
    assert [fresh(one).state for one in (lead, fees, search)] == [State.DRAFT, State.SUBMITTED, State.SUBMITTED]
    assert with_papers(lead, "submit", nam).state == State.SUBMITTED


@pytest.mark.parametrize("which", [0, 1], ids=["the lead", "the other"])
def test_where_one_remains_it_is_no_joint_filing_any_more(which, filed, binh, hung, nam, port):
    pair = filed(number=2)
    gone, left = pair[which], pair[1 - which]
    system = give(gone, binh, operator=port)
    assert together(gone) == [gone.pk] and together(left) == [left.pk]
    assert fresh(gone).lead is fresh(left).lead is None
    assert f"Hồ sơ của {left.system.name} nay là hồ sơ riêng." in system.consequences
    assert LedgerEntry.objects.get(verb="end_filing").system == left.system
    assert with_papers(left, "submit", hung).state == State.SUBMITTED
    assert with_papers(gone, "submit", nam).state == State.SUBMITTED


def test_another_owner_takes_it_out_as_well(filed, binh, port):
    lead, fees, search = filed()
    give(fees, binh, owner=port)
    assert together(fees) == [fees.pk] and together(lead) == [lead.pk, search.pk]


def test_papers_prepared_before_are_made_anew(filed, binh, port):
    filing = filed()
    give(filing[1], binh, operator=port)
    assert all(fresh(one).version > one.version for one in filing)


def test_what_was_asked_of_the_system_goes_with_it(filed, trang, binh, nam, port):
    lead, fees, _search = filed(State.UNDER_APPRAISAL, level=3)
    remark = write_remark(dossier=fees, place="part/scope", text="Nêu rõ quy mô.", by=trang)
    with_papers(lead, "return", trang)
    give(fees, binh, operator=port)
    remark.refresh_from_db()
    answer_remark(remark=remark, text="Đã nêu rõ.", by=nam)
    assert with_papers(fees, "submit", nam).round == 2


def test_other_particulars_leave_the_filing_alone(filed, hung):
    lead, fees, search = filed()
    give(fees, hung, name="Hệ thống thu phí kiểm định")
    assert together(lead) == [lead.pk, fees.pk, search.pk]


# ------------------------------------------------------------------ once it was handed in
@pytest.mark.parametrize("state", HANDED_IN)
def test_once_handed_in_the_change_is_refused_and_says_what_to_do_first(state, filed, binh, port):
    lead, fees, search = filed(state, level=4 if state in (State.OPINION_GIVEN, State.FORWARDED) else 3)
    for one, field, value in ((lead, "operator", port), (fees, "owner", port)):
        with pytest.raises(ValidationError) as refused:
            give(one, binh, **{field: value})
        (sentence,) = refused.value.message_dict[field]
        assert f"hồ sơ chung đang ở trạng thái “{State(state).label}”" in sentence
        assert "trả lại hồ sơ" in sentence and "chờ quyết định" in sentence
        assert ("Rút hồ sơ" in sentence) is (state == State.SUBMITTED)
    assert together(lead) == [lead.pk, fees.pk, search.pk]
    assert not InformationSystem.objects.filter(operator=port).exists()


def test_the_sentence_names_who_can_send_it_back_and_then_the_change_goes_through(filed, trang, binh, port):
    lead, fees, search = filed(State.UNDER_APPRAISAL, level=3)
    with pytest.raises(ValidationError, match="Nhờ Trung tâm Công nghệ thông tin trả lại hồ sơ"):
        give(fees, binh, operator=port)
    with_papers(lead, "return", trang, "Hệ thống thu phí chuyển đơn vị khác vận hành.")
    give(fees, binh, operator=port)
    assert together(lead) == [lead.pk, search.pk] and fresh(fees).state == State.RETURNED


def test_after_the_decision_a_system_is_given_away_freely(filed, trang, binh, port):
    lead, fees, _search = filed(State.APPRAISED, level=2)
    with_papers(lead, "approve", trang)
    assert give(fees, binh, operator=port).operator == port and fresh(fees).state == State.APPROVED


def test_a_dossier_of_its_own_follows_its_system_as_before(dossier_in, binh, nam, port):
    dossier = dossier_in(State.SUBMITTED, level=3)
    give(dossier, binh, operator=port)
    assert take_step(dossier=dossier, name="withdraw", by=nam, note="Lập lại.").state == State.WITHDRAWN


# ------------------------------------------------------------------ what was given away before this was so
@pytest.fixture
def torn(filed, nam, port):
    """A filing of which one system has another operator, as older data may have it."""

    def make(state=State.DRAFT, which: int = 1) -> list[Dossier]:
        found = filed(state)
        InformationSystem.objects.filter(pk=found[which].system_id).update(operator=port)
        return [fresh(one) for one in found]

    return make


def test_whoever_operates_it_now_takes_it_out_and_so_does_whoever_operates_the_lead(torn, hung, nam):
    lead, fees, search = torn()
    with pytest.raises(PermissionDenied):
        leave(dossier=search, by=nam)
    with pytest.raises(PermissionDenied):
        dissolve(dossier=lead, by=nam)
    leave(dossier=fees, by=nam)
    Dossier.objects.filter(pk=fees.pk).update(lead=lead)
    leave(dossier=fees, by=hung)
    assert together(lead) == [lead.pk, search.pk]


def test_nam_finds_the_way_out_on_the_page_for_his_system_alone(torn, nam, client):
    lead, fees, search = torn()
    client.force_login(nam)
    page, out = (reverse(f"classification:{name}", args=[fees.pk]) for name in ("joint", "joint_leave"))
    shown = client.get(page).content.decode()
    assert out in shown and reverse("classification:joint_leave", args=[search.pk]) not in shown
    assert reverse("classification:joint_dissolve", args=[lead.pk]) not in shown
    answer = client.post(out, follow=True)
    assert answer.status_code == 200 and "Đã tách hồ sơ của Hệ thống thu phí" in answer.content.decode()


def test_whoever_operates_the_lead_now_dissolves(torn, nam, hung):
    lead, fees, search = torn(which=0)
    leave(dossier=search, by=hung)
    dissolve(dossier=lead, by=nam)
    assert [together(one) for one in (lead, fees, search)] == [[lead.pk], [fees.pk], [search.pk]]


def test_what_was_handed_in_so_is_sent_back_by_who_appraises_the_lead_and_ended_by_nobody_alone(torn, hung, nam, trang):
    lead, fees, _search = torn(State.SUBMITTED)
    other = Organisation.objects.get(code="HHVN")
    InformationSystem.objects.filter(pk=fees.system_id).update(owner=other)
    with pytest.raises(PermissionDenied):
        with_papers(lead, "withdraw", hung, "Lập lại.")
    with_papers(lead, "return", trang, "Tách hệ thống đã chuyển đi.")
    leave(dossier=fees, by=nam)
    with_papers(lead, "submit", hung)
    assert (fresh(lead).state, fresh(fees).state) == (State.SUBMITTED, State.RETURNED)


def test_given_back_to_the_same_operator_it_stays(torn, registry, binh):
    lead, fees, search = torn()
    give(fees, binh, operator=registry)
    assert together(lead) == [lead.pk, fees.pk, search.pk]


# ------------------------------------------------------------------ by spreadsheet, and on the page
HEADER = ["STT", "Mã", "Tên", "Chủ quản", "Đơn vị vận hành"]


def rows(*dossiers, operator="Cục Hàng hải Việt Nam") -> list[list]:
    return [[n, one.system.code, one.system.name, "BGTVT", operator] for n, one in enumerate(dossiers, 1)]


def test_a_spreadsheet_takes_out_what_it_gives_away(filed, binh, port):
    lead, fees, search = filed()
    plan = bring(rows(fees), by=binh, header=HEADER)
    assert plan.stored and together(lead) == [lead.pk, search.pk] and together(fees) == [fees.pk]
    assert any("Đã tách khỏi hồ sơ chung" in sentence for sentence in plan.consequences)


def test_a_spreadsheet_that_gives_all_of_them_to_one_unit_leaves_the_filing_whole(filed, binh, nam, port):
    lead, fees, search = filed()
    bring(rows(lead, fees, search), by=binh, header=HEADER)
    assert together(lead) == [lead.pk, fees.pk, search.pk]
    assert with_papers(lead, "submit", nam).state == State.SUBMITTED


def test_a_row_of_what_was_handed_in_is_a_bad_row_with_the_same_words(filed, binh, port):
    _lead, fees, _search = filed(State.UNDER_APPRAISAL)
    plan = bring(rows(fees), by=binh, header=HEADER)
    assert not plan.stored and "trạng thái “Đang thẩm định”" in plan.problems[0].sentence
    assert fresh(fees).operator.name == "Cục Đăng kiểm Việt Nam"


def sent(client, dossier, port):
    """The page as a browser sends it back, followed, with another operator chosen."""
    address = reverse("systems:edit", args=[dossier.system_id])
    return client.post(address, seen(dossier.system) | {"operator": port.pk}, follow=True)


def test_binh_reads_on_the_page_what_became_of_the_filing(client, filed, binh, port):
    _lead, fees, _search = filed()
    client.force_login(binh)
    answer = sent(client, fees, port)
    assert answer.status_code == 200 and "Đã tách khỏi hồ sơ chung" in answer.content.decode()


def test_binh_reads_beside_the_field_why_not_yet_and_the_choice_stays(client, filed, binh, port):
    _lead, fees, _search = filed(State.UNDER_APPRAISAL)
    client.force_login(binh)
    answer = sent(client, fees, port)
    form = answer.context["form"]
    assert answer.status_code == 422 and "trả lại hồ sơ" in form.errors["operator"][0]
    assert form["operator"].value() == str(port.pk)
