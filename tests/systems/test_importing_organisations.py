"""Names become codes and kinds; slips of the hand are told from other names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from systems.importing.distance import close, slips
from systems.importing.organisations import Directory, guess_kind, initials
from systems.models import Organisation


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Bộ Giao thông vận tải", "BGTVT"),
        ("Cục Quản lý xây dựng và Chất lượng công trình giao thông", "CQLXDCLCTGT"),
        ("Vụ Kế hoạch - Đầu tư", "VKHDT"),
        ("Trung tâm 115", "TT115"),
        ("???", "DV"),
    ],
)
def test_a_code_is_made_of_initials(name, code):
    assert initials(name) == code


@pytest.mark.parametrize(
    ("name", "root", "kind"),
    [
        ("Bộ Xây dựng", True, "ministry"),
        ("UBND tỉnh Lào Cai", True, "province"),
        ("Ủy ban nhân dân thành phố Huế", True, "province"),
        ("Tổng cục Đường bộ Việt Nam", False, "department"),
        ("Thanh tra Bộ", False, "department"),
        ("Văn phòng Bộ", False, "centre"),
        ("Báo Giao thông", False, "institute"),
        ("Bộ phận Một cửa", False, "other"),
        ("Tập đoàn Bưu chính", False, "other"),
    ],
)
def test_a_name_tells_the_kind_of_body(name, root, kind):
    assert guess_kind(name, root=root) == kind


def test_a_slip_of_the_hand_is_close_and_another_unit_is_not():
    assert close("cuc dang kiem viet nam", "cuc dang kiem viet nan")
    assert close("cuc dang kiem viet nam", "cuc dagn kiem viet nam")
    assert not close("cuc hang hai viet nam", "cuc hang khong viet nam")
    assert not close("vu a", "vu b")


@given(st.text(alphabet="abc ", max_size=12), st.text(alphabet="abc ", max_size=12))
def test_the_way_there_is_as_long_as_the_way_back(one, other):
    assert slips(one, other, 99) == slips(other, one, 99) >= abs(len(one) - len(other))
    assert (slips(one, other, 99) == 0) is (one == other)


@given(st.text(max_size=300))
def test_any_name_gives_a_code_that_fits(name):
    assert 1 <= len(initials(name)) <= 30


def test_codes_that_are_taken_get_the_owners_code_then_a_number(ministry, unit):
    unit("VPB", "Văn phòng Ban")
    directory = Directory()
    owner = directory.owner("BGTVT")
    names = ("Văn phòng Bộ", "Vụ Pháp bản", "Viện Phim bộ")
    assert [directory.operator(owner, name).code for name in names] == ["BGTVT-VPB", "VPB-2", "VPB-3"]
    assert Organisation.objects.count() == 2
