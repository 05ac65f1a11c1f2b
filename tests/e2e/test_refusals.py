"""Two clicks, wrong people, old pages and sessions that ended: each gets a sentence, and nothing is half done."""

import pytest
from playwright.sync_api import Page, expect

from classification.models import PlanItem, StepTaken
from classification.workflow import State
from documents.models import IssuedDocument, PreparedSigning
from documents.services import prepare_signing
from systems.roles import Role
from tests.documents.signing_desk import PASSPHRASE
from tests.e2e.desk import PASSWORD, SIGNING, see_next

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def draft(dossier_in, complete):
    return complete(dossier_in(State.DRAFT))


@pytest.fixture
def submitted(dossier_in, complete, submitted_by, hung):
    dossier = complete(dossier_in(State.SUBMITTED))
    submitted_by(dossier, hung)
    return dossier


@pytest.fixture
def signing(dossier_in, complete, keys, trang):
    """A dossier whose appraisal Trang prepared to sign."""
    dossier = complete(dossier_in(State.UNDER_APPRAISAL))
    return prepare_signing(dossier=dossier, step="appraise", by=trang)


def second_tab(page: Page, path: str = "") -> Page:
    """The same person in another tab; on the same address where no other is given."""
    tab = page.context.new_page()
    tab.goto(path or page.url)
    return tab


def state_of(dossier) -> str:
    dossier.refresh_from_db()
    return dossier.state


def test_trang_accepts_in_two_tabs_and_the_second_is_told(enter, trang, submitted):
    page = enter(trang, f"/ho-so/{submitted.pk}/")
    other = second_tab(page)
    page.get_by_role("button", name="Tiếp nhận hồ sơ hợp lệ").click()
    expect(page.locator("#bao")).to_contain_text("Đã ghi: Tiếp nhận hồ sơ hợp lệ.")
    other.get_by_role("button", name="Tiếp nhận hồ sơ hợp lệ").click()
    expect(other.locator("[data-reason]")).to_contain_text("Hồ sơ đã chuyển sang trạng thái “Đang thẩm định”")
    see_next(other, "Kết luận phù hợp")
    assert StepTaken.objects.filter(step="accept").count() == 1


def test_a_double_click_accepts_once(enter, trang, submitted):
    page = enter(trang, f"/ho-so/{submitted.pk}/")
    page.get_by_role("button", name="Tiếp nhận hồ sơ hợp lệ").dblclick()
    expect(page.locator("#bao")).to_contain_text("Đã ghi: Tiếp nhận hồ sơ hợp lệ.")
    assert StepTaken.objects.filter(step="accept").count() == 1
    assert state_of(submitted) == State.UNDER_APPRAISAL


def test_trang_signs_in_two_tabs_and_one_paper_is_issued(enter, trang, signing):
    page = enter(trang, f"/ho-so/{signing.dossier_id}/ky/appraise/")
    other = second_tab(page)
    for tab in (page, other):
        tab.get_by_label("Mật khẩu khóa ký").fill(PASSPHRASE)
    page.get_by_role("button", name="Ký kết luận phù hợp").click(timeout=SIGNING)
    expect(page.locator("#bao")).to_contain_text("Đã ký.", timeout=SIGNING)
    other.get_by_role("button", name="Ký kết luận phù hợp").click(timeout=SIGNING)
    expect(other.get_by_text("Trang bạn mở đã cũ")).to_be_visible()
    expect(other.locator("[data-reason]")).to_contain_text("Hồ sơ đã chuyển sang trạng thái “Đã thẩm định, phù hợp”")
    assert IssuedDocument.objects.count() == 1


def test_a_wrong_passphrase_is_said_beside_the_field_and_moves_nothing(enter, trang, signing):
    page = enter(trang, f"/ho-so/{signing.dossier_id}/ky/appraise/")
    page.get_by_label("Mật khẩu khóa ký").fill("đoán mò")
    page.get_by_role("button", name="Ký kết luận phù hợp").click(timeout=SIGNING)
    expect(page.locator(".how-sign .invalid-feedback")).to_contain_text("Mật khẩu")
    assert state_of(signing.dossier) == State.UNDER_APPRAISAL and not IssuedDocument.objects.exists()


def test_an_approver_of_another_body_and_a_reviewer_cannot_approve(
    enter, person, registry, trang, dossier_in, complete, keys
):
    dossier = complete(dossier_in(State.AWAITING_APPROVAL))
    khai = person("khai", "Lương Đình Khải", registry, Role.APPROVER)
    address = f"/ho-so/{dossier.pk}/ky/approve/"
    expect(enter(khai, address).get_by_role("heading", name="Không tìm thấy trang này")).to_be_visible()
    refused = enter(trang, address)
    expect(refused.get_by_role("heading", name="Bạn không có quyền làm việc này")).to_be_visible()
    expect(refused.locator("[data-reason]")).not_to_be_empty()
    shown = enter(trang, f"/ho-so/{dossier.pk}/")
    expect(shown.locator("#buoc-tiep-theo")).to_contain_text("bạn xem được nhưng không làm thay")
    assert state_of(dossier) == State.AWAITING_APPROVAL and not PreparedSigning.objects.exists()


@pytest.mark.parametrize("who", ["root", "la"])
def test_a_superuser_and_a_stranger_find_no_dossier(enter, who, request, submitted):
    user = request.getfixturevalue(who)
    page = enter(user)
    expect(page.get_by_text("Bạn chưa được giao nhiệm vụ ở đơn vị nào")).to_be_visible()
    for path in (f"/ho-so/{submitted.pk}/", f"/ho-so/{submitted.pk}/ky/approve/", f"/he-thong/{submitted.system_id}/"):
        page.goto(page.url.split("/ho-so/")[0].split("/he-thong/")[0].rstrip("/") + path)
        expect(page.get_by_role("heading", name="Không tìm thấy trang này")).to_be_visible()
        expect(page.locator("main")).not_to_contain_text(submitted.system.name)


def test_two_tabs_write_the_same_part_and_the_second_keeps_its_words(enter, hung, draft):
    page = enter(hung, f"/ho-so/{draft.pk}/phan/scope/")
    other = second_tab(page)
    page.get_by_label("Quy mô").fill("63 tỉnh, thành phố")
    page.get_by_role("button", name="Lưu", exact=True).click()
    expect(page.locator("#bao")).to_contain_text("Đã lưu phần")
    other.get_by_label("Quy mô").fill("290 trung tâm đăng kiểm")
    with other.expect_response(lambda answer: answer.request.method == "POST") as sent:
        other.get_by_role("button", name="Lưu", exact=True).click()
    assert sent.value.status == 409
    expect(other.get_by_text("Người khác vừa sửa nội dung này.")).to_be_visible()
    expect(other.get_by_label("Quy mô")).to_have_value("290 trung tâm đăng kiểm")
    assert draft.parts.get(key="scope").content["scale"] == "63 tỉnh, thành phố"
    other.get_by_role("button", name="Lưu", exact=True).click()
    expect(other.locator("#bao")).to_contain_text("Đã lưu phần")
    assert draft.parts.get(key="scope").content["scale"] == "290 trung tâm đăng kiểm"


def open_first_requirement(page: Page):
    """The row of the first requirement, opened in place; its form."""
    page.locator("a.t.r").first.click()
    form = page.locator("form.ed[data-guard]")
    expect(form).to_be_visible()
    return form


def test_two_tabs_answer_the_same_requirement_and_the_second_keeps_its_words(enter, hung, draft):
    page = enter(hung, f"/ho-so/{draft.pk}/phuong-an/")
    other = second_tab(page)
    first, second = open_first_requirement(page), open_first_requirement(other)
    first.get_by_label("Cách thực hiện").fill("Do Phòng CNTT")
    first.get_by_role("button", name="Lưu", exact=True).click()
    expect(first).to_have_count(0)
    second.get_by_label("Cách thực hiện").fill("Do đơn vị thuê ngoài")
    second.get_by_role("button", name="Lưu", exact=True).click()
    expect(second.get_by_text("Người khác vừa sửa nội dung này.")).to_be_in_viewport()
    expect(second.get_by_label("Cách thực hiện")).to_have_value("Do đơn vị thuê ngoài")
    assert PlanItem.objects.filter(how="Do Phòng CNTT").count() == 1
    assert not PlanItem.objects.filter(how="Do đơn vị thuê ngoài").exists()


def end_session(page: Page) -> None:
    page.context.clear_cookies(name="sessionid")


def log_in_again(page: Page, user) -> None:
    user.set_password(PASSWORD)
    user.save()
    expect(page.get_by_text("phiên làm việc đã hết hạn")).to_be_visible()
    page.get_by_label("Tên đăng nhập").fill(user.username)
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()


def test_a_session_that_ended_leads_through_the_login_form_back_to_the_page(enter, hung, draft):
    page = enter(hung, f"/ho-so/{draft.pk}/phan/scope/")
    address = page.url
    page.get_by_label("Quy mô").fill("63 tỉnh, thành phố")
    end_session(page)
    page.get_by_role("button", name="Lưu", exact=True).click()
    log_in_again(page, hung)
    expect(page.get_by_label("Quy mô")).to_have_value("Nội dung")
    assert page.url == address
    assert draft.parts.get(key="scope").content["scale"] == "Nội dung"


def test_a_session_that_ended_in_a_row_of_the_plan_leads_the_whole_page_to_the_login_form(enter, hung, draft):
    page = enter(hung, f"/ho-so/{draft.pk}/phuong-an/")
    address = page.url
    form = open_first_requirement(page)
    form.get_by_label("Cách thực hiện").fill("Do Phòng CNTT")
    end_session(page)
    form.get_by_role("button", name="Lưu", exact=True).click()
    log_in_again(page, hung)
    expect(page).to_have_url(address)
    assert not PlanItem.objects.filter(how="Do Phòng CNTT").exists()


def test_hung_may_stay_on_the_page_whose_session_ended_and_reads_why(enter, hung, draft):
    page = enter(hung, f"/ho-so/{draft.pk}/phuong-an/")
    form = open_first_requirement(page)
    form.get_by_label("Cách thực hiện").fill("Do Phòng CNTT")
    end_session(page)
    page.once("dialog", lambda leaving: leaving.dismiss())
    form.get_by_role("button", name="Lưu", exact=True).click()
    expect(page.locator("#bao")).to_contain_text("Phiên làm việc đã hết hạn nên chưa lưu được.")
    expect(form.get_by_label("Cách thực hiện")).to_have_value("Do Phòng CNTT")


def test_a_step_sent_after_every_cookie_is_gone_gets_a_sentence(enter, trang, submitted):
    page = enter(trang, f"/ho-so/{submitted.pk}/")
    page.context.clear_cookies()
    page.get_by_role("button", name="Tiếp nhận hồ sơ hợp lệ").click()
    expect(page.locator("#bao")).to_contain_text("Trang đã mở quá lâu")
    assert state_of(submitted) == State.SUBMITTED and not StepTaken.objects.filter(step="accept").exists()


def test_a_form_sent_after_every_cookie_is_gone_gets_a_page_with_the_cure(enter, hung, draft):
    page = enter(hung, f"/ho-so/{draft.pk}/phan/scope/")
    page.get_by_label("Quy mô").fill("63 tỉnh, thành phố")
    page.context.clear_cookies()
    page.get_by_role("button", name="Lưu", exact=True).click()
    expect(page.get_by_role("heading", name="Trang đã mở quá lâu")).to_be_visible()
    assert draft.parts.get(key="scope").content["scale"] == "Nội dung"
