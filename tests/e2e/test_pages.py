"""Every main page for the person it is made for, on a desk and on a phone; and the main ways without scripts."""

import datetime

import pytest
from playwright.sync_api import Page, expect

from classification.models import Dossier, PlanItem
from classification.parts import parts_of
from classification.workflow import State
from documents.services import prepare_signing
from systems.services import register_system
from tests.conftest import TODAY
from tests.e2e.desk import answer

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SIZES = {"desk": {"width": 1366, "height": 768}, "phone": {"width": 390, "height": 844}}
PARTS = [part.key for part in parts_of("nd331-2026")]
FACTS = {"system_type": "public_service", "information": ["personal"], "settles_administrative_procedures": True}

PAGES = {
    "hung": [
        "/", "/danh-muc/", "/danh-muc/?q=dang+kiem&cap_do=3", "/ho-so/", "/nhap/", "/he-thong/them/", "/khoa-ky/",
        "/doi-mat-khau/", "/he-thong/{draft.system_id}/", "/he-thong/{draft.system_id}/sua/",
        "/he-thong/{draft.system_id}/ngung/", "/ho-so/{draft.pk}/", "/ho-so/{draft.pk}/cap-do/",
        *[f"/ho-so/{{draft.pk}}/phan/{key}/" for key in PARTS], "/ho-so/{draft.pk}/phuong-an/",
        "/ho-so/{draft.pk}/phuong-an/risk-01/", "/ho-so/{draft.pk}/ky/submit/", "/ho-so/{deploying.pk}/",
        "/ho-so/{draft.pk}/vuong-mac/approve/", "/ho-so/{draft.pk}/y-kien/",
        "/ho-so/{deploying.pk}/ky/report_deployed/",
    ],
    "trang": [
        "/", "/tham-dinh/", "/tham-dinh/?loc=cho-tiep-nhan", "/ho-so/{submitted.pk}/", "/ho-so/{submitted.pk}/cap-do/",
        "/ho-so/{submitted.pk}/phan/diagrams/", "/ho-so/{submitted.pk}/phan/risk/", "/ho-so/{submitted.pk}/phuong-an/",
        "/ho-so/{under_appraisal.pk}/tham-dinh/", "/ho-so/{under_appraisal.pk}/ky/return/",
        "/ho-so/{under_appraisal.pk}/y-kien/?vi_tri=part/scope/scale",
        "/ho-so/{under_appraisal.pk}/ky/appraise/", "/ho-so/{draft.pk}/nghi-dinh/", "/giu-cap-do/",
    ],
    "ha": [
        "/", "/tien-do/", "/tien-do/?xem=het", "/ho-so/{awaiting_approval.pk}/",
        "/ho-so/{awaiting_approval.pk}/ky/approve/",
    ],
    "an": [
        "/", "/tien-do/?ngay=01/06/2026", "/danh-muc/", "/he-thong/{protected.system_id}/", "/ho-so/{protected.pk}/",
        "/ho-so/{protected.pk}/tham-dinh/", "/ho-so/{protected.pk}/phuong-an/risk-01/",
    ],
    "binh": ["/", "/danh-muc/", "/nhap/"],
    "root": ["/", "/quan-tri/", "/quan-tri/systems/user/", "/quan-tri/systems/organisation/"],
    "nobody": ["/dang-nhap/", "/kiem-tra/", "/kiem-tra/mot-ma-la/"],
}  # fmt: skip


@pytest.fixture
def dossiers(ministry, registry, people, hung, it_centre, dossier_in, complete) -> dict[str, Dossier]:
    """A dossier in each of the states that somebody waits for, by state."""
    ministry.refresh_from_db()
    made = {}
    states = ("draft", "submitted", "under_appraisal", "awaiting_approval", "deploying", "protected")
    for number, state in enumerate(states, start=31):
        system = register_system(
            by=hung, on=TODAY, code=f"BGTVT-{number:03}", owner=ministry, operator=registry, facts=FACTS,
            name=f"Hệ thống quản lý kiểm định, chứng nhận chất lượng phương tiện giao thông vận tải, phân hệ {number}",
            operation_from=datetime.date(2018, 5, 1),
        )  # fmt: skip
        made[state] = complete(dossier_in(State(state), system=system))
    return made


def faults(page: Page) -> list[str]:
    """What is wrong with a page as it stands: it sticks out, has not one heading, or a picture has not come."""
    shown = page.evaluate("""() => ({
        wide: document.documentElement.scrollWidth - innerWidth,
        headings: document.querySelectorAll('h1').length,
        broken: [...document.images].filter(one => one.complete && !one.naturalWidth).length,
    })""")
    wrong = [f"sticks out {shown['wide']} px"] * (shown["wide"] > 0)
    wrong += [f"{shown['headings']} headings"] * (shown["headings"] != 1)
    return wrong + [f"{shown['broken']} pictures missing"] * shown["broken"]


@pytest.mark.parametrize("who", PAGES)
def test_every_page_is_whole_for_the_person_it_is_made_for(enter, browse, live_server, keys, request, who):
    known = request.getfixturevalue("dossiers") if "{" in "".join(PAGES[who]) else {}
    page = browse() if who == "nobody" else enter(request.getfixturevalue(who))
    if who == "ha":
        prepare_signing(dossier=known["awaiting_approval"], step="approve", by=request.getfixturevalue("ha"))
    wrong = []
    for path in PAGES[who]:
        page.set_viewport_size(SIZES["desk"])
        found = page.goto(live_server.url + path.format(**known), wait_until="load")
        wrong += [f"{path}: {found.status}"] * (found.status != (404 if "mot-ma-la" in path else 200))
        for size, room in SIZES.items():
            page.set_viewport_size(room)
            wrong += [f"{path} ({size}): {fault}" for fault in faults(page)]
    assert wrong == []


def test_an_answer_given_while_the_questions_are_being_rearranged_is_kept(enter, hung, dossier_in):
    page = enter(hung, f"/ho-so/{dossier_in(State.DRAFT, level=None).pk}/cap-do/")
    settles = page.locator('#theo-loai input[name=settles_administrative_procedures][value="yes"]')
    yes = "document.querySelector('input[name=settles_administrative_procedures][value=yes]')"
    page.evaluate(f"document.addEventListener('htmx:beforeSwap', () => {{ {yes}.checked = true; }}, {{ once: true }})")
    answer(page, system_type="public_service")
    expect(page.locator("#ket-qua [name=shown_for]")).to_have_value("public_service")
    expect(settles).to_be_visible()
    expect(settles).to_be_checked()


@pytest.fixture
def without_scripts(enter):
    """Come in with a browser that runs no scripts."""
    return lambda user, path: enter(user, path, java_script_enabled=False)


def test_without_scripts_hung_sees_the_result_and_saves_the_level(without_scripts, hung, dossier_in):
    dossier = dossier_in(State.DRAFT, level=None)
    page = without_scripts(hung, f"/ho-so/{dossier.pk}/cap-do/")
    answer(page, system_type="public_service", settles_administrative_procedures="yes", sensitive_data_subjects="1.200")
    page.get_by_role("button", name="Xem kết quả").click()
    expect(page.locator("#ket-qua .lv-figure")).to_have_text("Cấp độ 3")
    expect(page.locator("[name=sensitive_data_subjects]")).to_have_value("1.200")
    page.get_by_role("button", name="Lưu dữ kiện và cấp độ").click()
    expect(page.locator("#bao")).to_contain_text("Đã lưu dữ kiện: cấp độ 3.")
    dossier.refresh_from_db()
    assert (dossier.level, dossier.facts["sensitive_data_subjects"]) == (3, 1200)


def test_without_scripts_hung_answers_one_requirement_and_then_two_at_once(without_scripts, hung, dossier_in):
    dossier = dossier_in(State.DRAFT)
    page = without_scripts(hung, f"/ho-so/{dossier.pk}/phuong-an/")
    page.locator("a.t.r").first.click()
    page.get_by_label("Đã đáp ứng").check()
    page.get_by_label("Cách thực hiện").fill("Theo quy chế")
    page.get_by_role("button", name="Lưu", exact=True).click()
    expect(page.locator("#nhom .tot")).to_contain_text("1 / 201")
    for box in (1, 2):
        page.locator("[name=code]").nth(box).check()
    page.locator("#nhieu").get_by_label("Tình trạng").select_option(label="Chưa đáp ứng")
    page.get_by_role("button", name="Ghi cho các yêu cầu đã chọn").click()
    expect(page.locator("#bao")).to_contain_text("Đã ghi cho 2 yêu cầu.")
    assert sorted(PlanItem.objects.values_list("status", flat=True)) == ["met", "not_met", "not_met"]


def test_without_scripts_trang_accepts_and_a_second_time_is_told(
    without_scripts, trang, hung, dossier_in, complete, submitted_by
):
    dossier = complete(dossier_in(State.SUBMITTED))
    submitted_by(dossier, hung)
    page = without_scripts(trang, f"/ho-so/{dossier.pk}/")
    other = page.context.new_page()
    other.goto(page.url)
    page.get_by_role("button", name="Tiếp nhận hồ sơ hợp lệ").click()
    expect(page.locator("#bao")).to_contain_text("Đã ghi: Tiếp nhận hồ sơ hợp lệ.")
    other.get_by_role("button", name="Tiếp nhận hồ sơ hợp lệ").click()
    expect(other.locator("[data-reason]")).to_contain_text("Hồ sơ đã chuyển sang trạng thái “Đang thẩm định”")
    assert dossier.steps.filter(step="accept").count() == 1
