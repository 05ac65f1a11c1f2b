"""Danh mục and Hệ thống: search without diacritics, filters in the address, everything known of one system."""

import datetime
import hashlib
import io

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from classification.workflow import State
from documents.models import IssuedDocument
from systems.models import InformationSystem
from systems.services import change_system, register_system

LIST = reverse("classification:systems")


@pytest.fixture
def three(ministry, registry, unit, dossier_in, system, binh):
    """The registry's vehicle inspection system at level 3, a ship register without a dossier, a closed portal."""
    maritime = unit("HHVN", "Cục Hàng hải Việt Nam")
    ministry.refresh_from_db()
    dossier_in(State.DEPLOYING, 3)
    common = {"by": binh, "on": timezone.localdate(), "owner": ministry}
    ships = register_system(code="BGTVT-030", name="Cơ sở dữ liệu tàu biển", operator=maritime, **common)
    portal = register_system(code="BGTVT-012", name="Cổng thông tin cũ", operator=maritime, status="closed", **common)
    return {"vehicles": system, "ships": ships, "portal": portal}


def codes(client, user, **query) -> list[str]:
    client.force_login(user)
    return [line.system.code for line in client.get(LIST, query).context["lines"]]


def test_systems_are_found_by_name_code_or_unit_without_diacritics(client, an, three):
    assert codes(client, an, q="kiem dinh") == ["BGTVT-026"]
    assert codes(client, an, q="TÀU BIỂN") == ["BGTVT-030"]
    assert codes(client, an, q="hang hai") == ["BGTVT-012", "BGTVT-030"]
    assert codes(client, an, q="dang kiem bgtvt") == ["BGTVT-026"]
    assert codes(client, an, q="khong co") == []


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"cap_do": "3"}, ["BGTVT-026"]),
        ({"cap_do": "0"}, ["BGTVT-012", "BGTVT-030"]),
        ({"cap_do": "5"}, []),
        ({"giai_doan": "none"}, ["BGTVT-012", "BGTVT-030"]),
        ({"giai_doan": "approved"}, ["BGTVT-026"]),
        ({"giai_doan": "protected"}, []),
        ({"van_hanh": "closed"}, ["BGTVT-012"]),
        ({"giai_doan": "none", "van_hanh": "operating"}, ["BGTVT-030"]),
        ({"don_vi": "HHVN"}, ["BGTVT-012", "BGTVT-030"]),
        ({"don_vi": "XYZ", "cap_do": "nine", "page": "nghin"}, ["BGTVT-012", "BGTVT-026", "BGTVT-030"]),
        ({"xep": "-ma"}, ["BGTVT-030", "BGTVT-026", "BGTVT-012"]),
        ({"xep": "ten"}, ["BGTVT-030", "BGTVT-012", "BGTVT-026"]),
        ({"xep": "cap-do"}, ["BGTVT-026", "BGTVT-012", "BGTVT-030"]),
        ({"xep": "-cap-do"}, ["BGTVT-026", "BGTVT-012", "BGTVT-030"]),
        ({"xep": "-han"}, ["BGTVT-012", "BGTVT-026", "BGTVT-030"]),
        ({"xep": "password"}, ["BGTVT-012", "BGTVT-026", "BGTVT-030"]),
    ],
)
def test_filters_and_order_stand_in_the_address(client, an, three, query, expected):
    assert codes(client, an, **query) == expected


@pytest.mark.parametrize(
    ("stage", "state"),
    [
        ("draft", State.RETURNED),
        ("sent", State.UNDER_APPRAISAL),
        ("appraised", State.AWAITING_APPROVAL),
        ("protected", State.PROTECTED),
    ],
)
def test_every_stage_of_the_funnel_is_a_filter(client, an, system, dossier_in, stage, state):
    dossier_in(state, 3)
    assert codes(client, an, giai_doan=stage) == ["BGTVT-026"]
    assert codes(client, an, giai_doan="none") == []


def test_a_filter_that_is_on_is_a_chip_that_takes_it_off(client, an, three):
    client.force_login(an)
    answer = client.get(LIST, {"q": "bgtvt", "cap_do": "3", "page": "1"})
    [chip] = answer.context["form"].chips
    assert (chip.words, chip.url) == ("Cấp độ 3", "?q=bgtvt")
    assert '<b class="num">1</b> trong 3 hệ thống' in answer.content.decode()


def test_each_sees_only_the_systems_they_answer_for(client, hung, la, binh, trang, three):
    assert codes(client, hung) == ["BGTVT-026"]
    assert codes(client, la) == []
    assert codes(client, binh) == codes(client, trang) == ["BGTVT-012", "BGTVT-026", "BGTVT-030"]


def test_an_auditor_sees_the_list_without_a_button_to_change_it(client, an, hung, three):
    client.force_login(an)
    assert reverse("systems:new") not in client.get(LIST).content.decode()
    client.force_login(hung)
    assert reverse("systems:new") in client.get(LIST).content.decode()


def test_the_state_stands_in_the_official_words(client, an, three):
    client.force_login(an)
    line = next(line for line in client.get(LIST).context["lines"] if line.system == three["vehicles"])
    assert (line.word, line.fine, line.deployment) == ("Đã được phê duyệt", "1/QĐ-BGTVT", 1)


def test_a_system_classified_anew_stands_once_with_both_dossiers(client, an, three, dossier_in):
    dossier_in(State.DRAFT, None)
    client.force_login(an)
    lines = client.get(LIST).context["lines"]
    assert len(lines) == 3
    line = next(line for line in lines if line.system == three["vehicles"])
    assert (line.system.level, line.word) == (3, "Đã được phê duyệt")
    assert "hồ sơ mới: đang lập hồ sơ" in line.fine


def rows(answer) -> list[tuple]:
    sheet = load_workbook(io.BytesIO(answer.content)).active
    return [tuple(cell.value for cell in row) for row in sheet.iter_rows(min_row=2)]


def test_the_spreadsheet_holds_every_page_of_what_is_on_screen(client, an, three, ministry, registry, binh):
    for number in range(60):
        register_system(
            by=binh,
            on=timezone.localdate(),
            code=f"T{number:02}",
            name="=HYPERLINK(1)",
            owner=ministry,
            operator=registry,
        )
    client.force_login(an)
    found = rows(client.get(LIST, {"xuat": "xlsx", "q": "hyperlink", "page": "2"}))
    assert len(found) == 60
    assert found[0][:2] == ("T00", "=HYPERLINK(1)")


def test_the_spreadsheet_of_picked_systems_holds_only_those_and_never_a_strangers(client, hung, three):
    client.force_login(hung)
    picked = [three["vehicles"].pk, three["ships"].pk]
    assert [row[0] for row in rows(client.get(LIST, {"xuat": "xlsx", "chon": picked}))] == ["BGTVT-026"]


def test_the_list_takes_the_same_number_of_statements_however_long(
    client, an, three, ministry, registry, binh, dossier_in, django_assert_max_num_queries
):
    codes(client, an)
    with django_assert_max_num_queries(16) as few:
        codes(client, an)
    for number in range(30):
        made = register_system(
            by=binh, on=timezone.localdate(), code=f"T{number:02}", name="Cổng", owner=ministry, operator=registry
        )
        dossier_in(State.UNDER_APPRAISAL, 2, system=made)
    with django_assert_max_num_queries(len(few)):
        assert len(codes(client, an)) == 33


# ------------------------------------------------------------------------------------------------- one system


def page(client, user, system):
    client.force_login(user)
    return client.get(reverse("classification:system", args=[system.pk]))


def test_a_stranger_does_not_find_the_system(client, la, hung, three):
    assert page(client, la, three["vehicles"]).status_code == 404
    assert page(client, hung, three["ships"]).status_code == 404


def test_the_page_tells_level_reason_dossier_and_decision(client, an, system, dossier_in):
    reason = {"code": "ND331-13.2.b", "level": 3, "clause": "Điều 13 khoản 2 điểm b", "reason": "Giải quyết thủ tục."}
    dossier_in(State.PROTECTED, 3, determination={"criteria": [reason]})
    text = page(client, an, system).content.decode()
    for words in ("Bộ Giao thông vận tải", "Điều 13 khoản 2 điểm b", "1/QĐ-BGTVT", "Hệ thống được bảo vệ"):
        assert words in text
    assert "Xác định lại cấp độ" not in text


def test_what_comes_next_is_the_act_itself_for_whom_it_waits(client, trang, an, system, dossier_in):
    dossier = dossier_in(State.AWAITING_INSPECTION, 3)
    sign = reverse("documents:sign", args=[dossier.pk, "confirm"])
    assert sign in page(client, trang, system).content.decode()
    text = page(client, an, system).content.decode()
    assert sign not in text
    assert "Mở hồ sơ" in text and "Xác nhận triển khai đầy đủ" in text


def test_the_operator_may_begin_a_dossier_and_nobody_else(client, hung, trang, an, system):
    opening = reverse("classification:open_dossier", args=[system.pk])
    assert opening in page(client, hung, system).content.decode()
    assert opening not in page(client, trang, system).content.decode()
    text = page(client, an, system).content.decode()
    assert opening not in text
    assert reverse("systems:edit", args=[system.pk]) not in text


def test_history_is_told_in_words_newest_first(client, hung, system):
    change_system(system=system, by=hung, on=timezone.localdate(), name="Hệ thống kiểm định mới", note="Đổi tên")
    told = [words for _entry, words in page(client, hung, system).context["history"]]
    assert told == ["Sửa thông tin: tên hệ thống, ghi chú", "Đăng ký hệ thống vào danh mục"]


def test_papers_are_listed_with_a_link_to_each(client, an, system, dossier_in, ministry, ha):
    dossier = dossier_in(State.PROTECTED, 3)
    paper = IssuedDocument.objects.create(
        dossier=dossier, round=1, step="approve", kind="mau-06", title="Quyết định phê duyệt cấp độ", issuer=ministry,
        number="1/QĐ-BGTVT", issued_on=datetime.date(2026, 5, 4), content={}, file="issued/x.pdf", size=1, pages=1,
        sha256=hashlib.sha256(b"x").hexdigest(), signer=ha, signer_name="Nguyễn Minh Hà", signer_fingerprint="00",
        signature_field="Sig", signed_at=timezone.now(), token="t0ken",
    )  # fmt: skip
    text = page(client, an, system).content.decode()
    assert reverse("documents:document", args=[paper.pk]) in text and "04/05/2026" in text


def test_an_administrator_sees_the_system_but_no_dossiers_nor_their_history(client, binh, hung, system, dossier_in):
    dossier = dossier_in(State.DEPLOYING, 3)
    system.ledger.create(verb="deploy", by=hung, about=f"dossier:{dossier.pk}")
    answer = page(client, binh, system)
    assert not answer.context["dossiers"] and not answer.context["papers"]
    assert [words for _entry, words in answer.context["history"]] == ["Đăng ký hệ thống vào danh mục"]
    assert "1/QĐ-BGTVT" not in answer.content.decode()


def test_a_closed_system_asks_for_nothing(client, hung, system):
    change_system(
        system=system, by=hung, on=timezone.localdate(), status=InformationSystem.Status.CLOSED,
        operation_until=timezone.localdate(),
    )  # fmt: skip
    text = page(client, hung, system).content.decode()
    assert "Không còn việc gì phải làm" in text
    assert reverse("systems:close", args=[system.pk]) not in text
