"""What stands around every page, who sees which way, and the pages that say no."""

import re

import pytest
from django.template import Context, Template
from django.test import Client
from django.urls import reverse

from systems.context_processors import shell

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser_of():
    def make(user) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return make


def test_a_stranger_sees_the_way_in_and_the_signature_check_and_costs_no_query(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        page = client.get("/").content.decode()
    assert "Đăng nhập" in page
    assert "Kiểm tra chữ ký" in page
    assert "Việc của tôi" not in page


def test_a_colleague_sees_the_main_ways_and_where_the_page_is_among_them(browser_of, an):
    page = browser_of(an).get(reverse("classification:systems")).content.decode()
    for words in ("Việc của tôi", "Tiến độ", "Danh mục", "Hồ sơ", "Thẩm định", "Khóa ký của tôi", "Đăng xuất"):
        assert words in page
    current = re.findall(r'<a href="([^"]+)" aria-current="page">', page)
    assert current == [reverse("classification:systems")]
    assert "Quản trị" not in page


def test_the_frame_names_the_house_and_costs_four_queries_at_most(browser_of, an, django_assert_max_num_queries):
    client = browser_of(an)
    with django_assert_max_num_queries(4):
        page = client.get("/").content.decode()
    assert "Bộ Giao thông vận tải" in page


def test_a_superuser_finds_the_administration_and_others_do_not(browser_of, root, an):
    assert reverse("admin:index") in browser_of(root).get("/").content.decode()
    assert reverse("admin:index") not in browser_of(an).get("/").content.decode()


def test_the_waiting_count_stands_beside_my_work_when_somebody_knows_it(rf, an):
    request = rf.get("/")
    request.user = an
    request.waiting_count = 7
    bar = Template('{% include "_parts/_bar.html" %}')
    shown = bar.render(Context({**shell(request), "request": request, "user": an}))
    assert '<span class="count">7' in shown


@pytest.mark.parametrize(("cookie", "shown"), [("dark", True), ("light", True), ('x" onload="', False), ("", False)])
def test_the_theme_comes_from_a_cookie_and_only_a_known_one_counts(client, cookie, shown):
    client.cookies["theme"] = cookie
    page = client.get("/").content.decode()
    assert (f'data-bs-theme="{cookie}"' in page) == shown
    assert "onload" not in page


def test_the_language_is_one_click_away_and_leads_back(client):
    answer = client.post(reverse("set_language"), {"language": "en", "next": "/kieu/"})
    assert answer.status_code == 302
    assert answer.url == "/kieu/"
    page = client.get("/").content.decode()
    assert '<html lang="en"' in page
    assert "Tiếng Việt" in page


def test_the_login_page_says_what_the_house_is_and_names_an_error_in_a_sentence(client, an):
    page = client.get(reverse("login")).content.decode()
    assert "Nơi cơ quan nhà nước xác định cấp độ" in page
    wrong = client.post(reverse("login"), {"username": "an", "password": "sai"}).content.decode()
    assert 'role="alert"' in wrong
    assert "Tên đăng nhập hoặc mật khẩu chưa đúng." in wrong
    assert 'value="an"' in wrong
    empty = client.post(reverse("login"), {}).content.decode()
    assert "Nhập cả tên đăng nhập và mật khẩu." in empty


def test_who_was_sent_to_the_login_page_reads_why(client):
    page = client.get(reverse("login"), {"next": "/he-thong/list/"}).content.decode()
    assert "phiên làm việc đã hết hạn" in page
    assert 'name="next" value="/he-thong/list/"' in page


def test_a_refusal_shows_its_reason(client):
    answer = client.get("/tu-choi/")
    assert answer.status_code == 403
    assert "Hồ sơ này do chính bạn gửi" in answer.content.decode()


def test_a_missing_page_offers_the_way_back(client):
    answer = client.get("/khong-co/")
    assert answer.status_code == 404
    assert "Không tìm thấy trang này" in answer.content.decode()


def test_a_fault_of_ours_is_a_page_too(client):
    client.raise_request_exception = False
    answer = client.get("/hong/")
    assert answer.status_code == 500
    assert "Máy chủ gặp lỗi" in answer.content.decode()


def test_a_page_open_too_long_is_told_so():
    answer = Client(enforce_csrf_checks=True).post("/cham/")
    assert answer.status_code == 403
    assert "Trang đã mở quá lâu" in answer.content.decode()
