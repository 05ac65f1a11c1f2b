"""The frame in a real browser under the strict policy: nothing blocked, nothing from outside, what the script adds."""

import pytest
from playwright.sync_api import expect

from tests.ui import urls
from tests.ui.conftest import PATIENCE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def seen(page, live_server):
    """A page that notes every complaint of the browser and every request that leaves this machine."""
    page.complaints = []
    page.on("console", lambda message: page.complaints.append(message.text))
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    page.on("request", lambda request: _note_outside(page, request.url, live_server.url))
    page.set_default_timeout(PATIENCE)
    page.set_default_navigation_timeout(2 * PATIENCE)
    urls.SENT.clear()
    return page


def _note_outside(page, address: str, home: str) -> None:
    if not address.startswith((home, "data:")):
        page.complaints.append(address)


@pytest.mark.parametrize(
    ("path", "width", "theme"),
    [("/kieu/", 1366, "light"), ("/kieu/", 390, "dark"), ("/dang-nhap/", 390, "light"), ("/dang-nhap/", 1366, "dark")],
)
def test_nothing_is_blocked_nothing_comes_from_outside_and_nothing_sticks_out(seen, live_server, path, width, theme):
    seen.emulate_media(color_scheme=theme)
    seen.set_viewport_size({"width": width, "height": 768})
    seen.goto(live_server.url + path, wait_until="networkidle")
    assert seen.complaints == []
    assert seen.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    paper = {"light": "rgb(255, 255, 255)", "dark": "rgb(15, 23, 34)"}[theme]
    assert seen.evaluate("getComputedStyle(document.body).backgroundColor") == paper


def test_a_theme_is_kept_without_a_flash(seen, live_server, context, client, an):
    client.force_login(an)
    context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}])
    seen.goto(live_server.url + "/kich-ban/")
    seen.locator(".who > summary").click()
    seen.locator(".who button", has_text="Tối").click()
    expect(seen.locator("html")).to_have_attribute("data-bs-theme", "dark")
    assert 'data-bs-theme="dark"' in seen.request.get(live_server.url + "/kich-ban/").text()
    seen.keyboard.press("Escape")
    expect(seen.locator(".who")).not_to_have_attribute("open", "")
    seen.keyboard.press("Control+k")
    expect(seen.locator("#tim")).to_be_focused()
    assert seen.complaints == []


def test_a_dialog_opens_closes_and_stands_open_without_javascript(seen, live_server, browser):
    seen.goto(live_server.url + "/kich-ban/")
    dialog = seen.locator("#tra-lai")
    expect(dialog).to_be_hidden()
    seen.get_by_role("button", name="Mở").click()
    expect(dialog).to_be_visible()
    seen.get_by_role("button", name="Để sau").click()
    expect(dialog).to_be_hidden()
    plain = browser.new_context(java_script_enabled=False)
    bare = plain.new_page()
    bare.goto(live_server.url + "/kich-ban/")
    expect(bare.locator("#tra-lai")).to_be_visible()
    expect(bare.locator("[data-dialog]")).to_be_hidden()
    plain.close()


def test_a_form_clicked_twice_is_sent_once(seen, live_server):
    seen.goto(live_server.url + "/kich-ban/")
    seen.locator("#dem input[name=ten]").fill("một")
    seen.evaluate("const b = document.querySelector('#dem button'); b.click(); b.click();")
    seen.get_by_text("nhận rồi").wait_for()
    assert urls.SENT == ["một"]


def test_a_form_that_asks_at_every_answer_may_ask_again_and_a_submitted_one_is_sent_once(seen, live_server):
    seen.goto(live_server.url + "/kich-ban/", wait_until="networkidle")
    seen.get_by_label("Đổi").fill("ba")
    seen.get_by_label("Đổi").press("Tab")
    seen.get_by_label("Đổi").fill("bốn")
    seen.get_by_label("Đổi").press("Tab")
    expect(seen.locator("#dich")).to_have_text("bốn")
    seen.evaluate("const b = document.querySelector('#gui button'); b.click(); b.click();")
    expect(seen.locator("#dich")).to_have_text("nhận rồi")
    assert urls.SENT == ["hai"]


def test_leaving_with_unsaved_words_is_asked_first(seen, live_server):
    asked = []
    seen.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    seen.goto(live_server.url + "/kich-ban/")
    seen.locator("#canh input[name=ten]").fill("dở dang")
    seen.goto(live_server.url + "/")
    assert asked == ["beforeunload"]


def test_a_formset_grows_and_picked_rows_are_counted(seen, live_server):
    seen.goto(live_server.url + "/kich-ban/")
    seen.get_by_role("button", name="Thêm dòng").click()
    expect(seen.locator("input[name=dong-1-ten]")).to_be_focused()
    expect(seen.locator("[name=dong-TOTAL_FORMS]")).to_have_value("2")
    expect(seen.locator("[data-bulk-bar]")).to_be_hidden()
    seen.get_by_label("Cả trang").check()
    expect(seen.locator("[data-bulk-bar]")).to_have_text("Đã chọn 2")
    seen.get_by_label("Một").uncheck()
    expect(seen.locator("[data-bulk-count]")).to_have_text("1")


def test_a_part_is_swapped_on_success_and_on_a_wrong_form_and_a_refusal_becomes_a_sentence(seen, live_server):
    seen.goto(live_server.url + "/kich-ban/")
    seen.locator("#duoc").click()
    expect(seen.locator("#dich")).to_have_text("xong")
    seen.locator("#sai").click()
    expect(seen.locator("#dich")).to_have_text("Ghi lý do trả lại.")
    seen.locator("#cam").click()
    expect(seen.locator("#bao .note")).to_contain_text("Hồ sơ này do chính bạn gửi")
    expect(seen.locator("#dich")).to_have_text("Ghi lý do trả lại.")
    seen.route("**/cat/", lambda route: route.abort())
    seen.locator("#mat").click()
    expect(seen.locator("#bao .note")).to_contain_text("Không nối được với máy chủ")
