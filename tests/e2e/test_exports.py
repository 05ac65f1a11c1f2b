"""Exports in a real browser: the index of an archive from the disk without any network, and the page that waits."""

import io
import zipfile

import pytest
from playwright.sync_api import expect

from classification.workflow import State
from documents.exporting import check, write_dossier
from documents.models import DossierExport
from systems.jobs.working import work
from tests.documents.whole_dossier import add_files

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_the_index_opens_from_the_disk_without_any_network(dossier_in, complete, hung, trang, browser, tmp_path):
    dossier, target = complete(dossier_in(State.APPROVED)), io.BytesIO()
    add_files(dossier, operator=hung, appraiser=trang)
    write_dossier(dossier, target)
    with zipfile.ZipFile(target) as archive:
        archive.extractall(tmp_path)
        files = [name for name in archive.namelist() if not name.startswith("index.")]
    for width in (1366, 390):
        context = browser.new_context(viewport={"width": width, "height": 800}, offline=True)
        page, asked = context.new_page(), []
        page.on("request", lambda request, asked=asked: asked.append(request.url))
        page.on("pageerror", lambda error, asked=asked: asked.append(str(error)))
        page.goto((tmp_path / "index.html").as_uri())
        assert [url.rpartition("/")[2] for url in asked] == ["index.html", "index.css"], asked
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
        expect(page.locator("h1")).to_have_text("Hệ thống quản lý kiểm định xe cơ giới")
        assert page.evaluate("getComputedStyle(document.querySelector('main')).maxWidth") != "none", "the style sheet"
        links = page.eval_on_selector_all("a", "all => all.map(one => decodeURIComponent(one.pathname))")
        assert sorted(links) == sorted(str(tmp_path / name) for name in files)
        assert all((tmp_path / name).is_file() for name in files)
        context.close()


def test_hung_asks_leaves_comes_back_and_takes_the_archive(enter, dossier_in, hung, live_server):
    dossier_in(State.DRAFT)
    page = enter(hung, "/ho-so/")
    page.get_by_role("link", name="Xuất các hồ sơ này").click()
    page.get_by_role("button", name="Xuất 1 hồ sơ").click()
    expect(page.get_by_text("Đang xuất từng hồ sơ.")).to_be_visible()
    page.goto(live_server.url + "/xuat-ho-so/")
    page.locator("a.t").click()
    assert page.locator(".metered b").inner_text() == "0 / 1"
    work()
    expect(page.get_by_role("button", name="Tải gói ZIP")).to_be_visible()
    assert page.locator(".metered b").inner_text() == "1 / 1"
    with page.expect_download() as fetched:
        page.get_by_role("button", name="Tải gói ZIP").click()
    with open(fetched.value.path(), "rb") as archive:
        assert check(archive).is_whole
    assert DossierExport.objects.get().is_done


def test_hung_cancels(enter, dossier_in, hung):
    dossier_in(State.DRAFT)
    page = enter(hung, "/xuat-ho-so/")
    page.get_by_role("button", name="Xuất 1 hồ sơ").click()
    page.get_by_role("button", name="Hủy lần xuất này").click()
    expect(page.get_by_text("Đã hủy lần xuất; không còn tệp nào được giữ lại.")).to_be_visible()
    work()
    assert DossierExport.objects.get().state == DossierExport.State.CANCELLED
