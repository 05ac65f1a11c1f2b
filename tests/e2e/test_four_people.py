"""Four people take a level-3 system from the ministry's spreadsheet to full protection, in a real browser."""

import json
import re
import subprocess
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from playwright.sync_api import Page, expect

from classification.appraisal import ITEMS
from classification.models import Dossier
from classification.parts import parts_of
from classification.workflow import State
from documents.models import IssuedDocument
from tests.e2e.desk import SIGNING, answer, declare, log_in, picture_file, save_part, see_next, sign, write_rows

pytestmark = [pytest.mark.browser, pytest.mark.poppler, pytest.mark.django_db(transaction=True)]
SHEET = Path(settings.BASE_DIR) / "systems" / "demo" / "bgtvt-systems.xlsx"
NAME = "Hệ thống quản lý kiểm định xe cơ giới"


@pytest.fixture
def office(browse, live_server, people, keys):
    """The four at their desks, each with a browser: `office("hung")`; everybody came in by the login form."""
    by_name = {user.username: user for user in people.values()}
    pages = {}

    def at(name: str) -> Page:
        if name not in pages:
            pages[name] = log_in(browse(), live_server.url, by_name[name])
        return pages[name]

    return at


def test_four_people_take_a_system_from_the_spreadsheet_to_protected(office, live_server, browse, tmp_path):
    trang, hung, ha, an = (office(name) for name in ("trang", "hung", "ha", "an"))
    import_the_spreadsheet(trang)
    expect_protected(an, live_server.url, 0)
    dossier = open_a_dossier(hung, live_server.url)
    determine_level_3(hung)
    fill_every_part(hung, dossier)
    answer_the_plan(hung, dossier)
    submit(hung, dossier)
    appraise(trang)
    request_approval(hung)
    approve(ha)
    deploy_and_report(hung, dossier)
    confirm(trang)
    expect_protected(an, live_server.url, 1)
    assert Dossier.objects.get().state == State.PROTECTED
    papers = download_papers(hung, dossier, tmp_path)
    assert len(papers) == IssuedDocument.objects.count() == 7
    for paper in papers:
        is_valid_twice(paper)
    check_on_the_public_page(browse(), live_server.url, papers[0])


def import_the_spreadsheet(page: Page) -> None:
    page.get_by_role("link", name="Danh mục", exact=True).first.click()
    page.get_by_role("link", name="Nhập bảng tính").first.click()
    page.get_by_label("Tệp danh mục").set_input_files(SHEET)
    declare(page)
    page.get_by_role("button", name="Kiểm tra tệp").click()
    expect(page.get_by_text("Chưa có gì được ghi.")).to_be_visible()
    expect(page.get_by_role("row").filter(has_text=NAME)).to_contain_text("Mới")
    page.get_by_role("button", name="Ghi vào danh mục").click()
    expect(page.locator("#bao")).to_contain_text("Đã ghi danh mục. 56")


def expect_protected(page: Page, home: str, count: int) -> None:
    page.goto(f"{home}/tien-do/")
    told = page.get_by_text(re.compile(r"\d+ / \d+ hệ thống được bảo vệ")).first.text_content()
    done, total = re.findall(r"\d+", told)
    assert (int(done), int(total) > 40) == (count, True)


def open_a_dossier(page: Page, home: str) -> str:
    """From the inventory to a new dossier; its address."""
    page.goto(f"{home}/danh-muc/?q=kiem+dinh+xe+co+gioi")
    page.get_by_role("link", name=NAME).click()
    page.get_by_role("button", name="Lập hồ sơ").click()
    expect(page.get_by_role("heading", name=f"Xác định cấp độ: {NAME}")).to_be_visible()
    return page.url.removesuffix("cap-do/")


def determine_level_3(page: Page) -> None:
    result = page.locator("#ket-qua")
    answer(page, information="personal", serves_defence_security="no", system_type="public_service")
    answer(page, settles_administrative_procedures="yes", online_service="yes", conditional_business="yes")
    answer(page, basic_data_subjects="4.700.000", sensitive_data_subjects="0", round_the_clock="no")
    answer(page, national_egovernment="no", national_critical_data="no", prime_minister_list="no", risk_level="3")
    expect(result.locator(".lv-figure")).to_have_text("Cấp độ 3")
    expect(result.get_by_role("heading", name="Còn chưa biết")).to_have_count(0)
    page.get_by_role("button", name="Lưu dữ kiện và cấp độ").click()
    expect(page.locator("#bao")).to_contain_text("Đã lưu dữ kiện: cấp độ 3.")


def fill_every_part(page: Page, dossier: str) -> None:
    page.goto(f"{dossier}phan/parties/")
    for part in parts_of("nd331-2026"):
        expect(page.get_by_role("heading", level=1)).to_have_text(str(part.title))
        if part.key == "diagrams":
            page.get_by_label("Mô hình lô-gic").set_input_files(picture_file("mo-hinh-lo-gic"))
            page.get_by_label("Mô hình vật lý").set_input_files(picture_file("mo-hinh-vat-ly"))
            declare(page)
        if part.key == "hosting":
            state_the_place(page)
            expect(page.get_by_role("heading", level=1)).to_have_text(str(part.title))
        for field in part.fields:
            fill_field(page, field)
        if part.columns:
            write_rows(page, *[tuple(f"{column.label} {n}" for column in part.columns) for n in (1, 2)])
        save_part(page)
    expect(page.get_by_role("heading", level=1)).to_contain_text("hương án")


def state_the_place(page: Page) -> None:
    page.get_by_role("link", name="Ghi, sửa nơi đặt ở thông tin hệ thống").click()
    page.get_by_label("Nơi đặt hệ thống").select_option("own")
    page.get_by_role("button", name="Lưu thông tin").click()


def fill_field(page: Page, field) -> None:
    place = page.locator(f"[name={field.name}]")
    match field.kind:
        case "image" | "file" | "told":
            return
        case "choice":
            page.get_by_label("Thiết kế thi công đã được phê duyệt").check()
        case "date":
            place.fill("05/01/2026")
        case "email":
            place.fill("vanthu@dangkiem.gov.vn")
        case _:
            place.fill(place.input_value() or f"{field.label} của hệ thống quản lý kiểm định xe cơ giới.")


def answer_the_plan(page: Page, dossier: str) -> None:
    """One requirement by itself, in its row; then every other at once."""
    page.goto(f"{dossier}phuong-an/")
    first = page.locator("a.t.r").first.text_content()
    page.locator("a.t.r").first.click()
    form = page.locator("form.ed[data-guard]")
    form.get_by_label("Đã đáp ứng").check()
    form.get_by_label("Cách thực hiện").fill("Tường lửa hai lớp, phân vùng DMZ.")
    form.get_by_role("button", name="Lưu", exact=True).click()
    expect(form).to_have_count(0)  # as long as it stands it holds the awaited words itself
    expect(page.locator("tr").filter(has_text=first)).to_contain_text("Đã đáp ứng")
    page.get_by_label("Chọn mọi yêu cầu đang hiện").check()
    page.locator("#nhieu").get_by_label("Tình trạng").select_option(label="Đã đáp ứng")
    page.locator("#nhieu").get_by_label("Người, đơn vị thực hiện").fill("Phòng Công nghệ thông tin")
    page.locator("#nhieu").get_by_label("Ngày hoàn thành").fill("31/12/2026")
    page.get_by_role("button", name="Ghi cho các yêu cầu đã chọn").click()
    expect(page.locator("#bao")).to_contain_text(re.compile(r"Đã ghi cho \d+ yêu cầu"))
    expect(page.locator("#nhom .tot")).to_contain_text(re.compile(r"(?<!\d)0 chưa trả lời"))


def submit(page: Page, dossier: str) -> None:
    page.goto(dossier)
    see_next(page, "Trình hồ sơ")
    page.get_by_role("link", name="Xem và ký: Trình hồ sơ").click()
    sign(page, "Ký và trình hồ sơ")


def appraise(page: Page) -> None:
    open_first_task(page)
    page.get_by_role("button", name="Tiếp nhận hồ sơ hợp lệ").click()
    see_next(page, "Kết luận phù hợp")
    page.get_by_role("link", name="Xem và ghi ý kiến thẩm định").click()
    boxes = page.locator("#y-kien .item")
    expect(boxes).to_have_count(len(ITEMS))  # `all` does not wait for the page
    for box in boxes.all():
        box.get_by_label("Phù hợp", exact=True).check()
        box.get_by_label("Nhận xét, căn cứ").fill("Đúng tiêu chí, đủ căn cứ.")
    page.get_by_role("button", name="Lưu ý kiến").click()
    expect(page.locator("#bao")).to_contain_text("Đã lưu ý kiến thẩm định")
    page.get_by_role("link", name="Xem và ký ý kiến thẩm định").click()
    sign(page, "Ký kết luận phù hợp")


def request_approval(page: Page) -> None:
    open_first_task(page)
    sign(page, "Ký và trình phê duyệt")


def approve(page: Page) -> None:
    open_first_task(page)
    sign(page, "Ký và phê duyệt", deploy_by="31/03/2027")


def deploy_and_report(page: Page, dossier: str) -> None:
    page.goto(dossier)
    page.get_by_role("button", name="Bắt đầu triển khai phương án").click()
    see_next(page, "Báo cáo đã triển khai đầy đủ")
    page.get_by_role("link", name="Xem và ký: Báo cáo đã triển khai đầy đủ").click()
    sign(page, "Ký và gửi báo cáo")


def confirm(page: Page) -> None:
    open_first_task(page)
    sign(page, "Ký và xác nhận", place="Trụ sở Cục Đăng kiểm Việt Nam")
    expect(page.get_by_text("Không còn bước nào phải làm")).to_be_visible()
    expect(page.locator("main")).to_contain_text("Đã triển khai đầy đủ")


def open_first_task(page: Page) -> None:
    """From one's own work, asked for anew, to the place where the first task is done."""
    with page.expect_navigation():
        page.get_by_role("link", name="Việc của tôi").first.click()
    page.locator(".task").first.get_by_role("link").last.click()


def download_papers(page: Page, dossier: str, folder: Path) -> list[Path]:
    page.goto(dossier)
    links, saved = page.locator("#van-ban a.t"), []
    expect(links).to_have_count(IssuedDocument.objects.count())
    for number, link in enumerate(links.all()):
        with page.expect_download() as waiting:
            link.click()
        saved.append(folder / f"{number}-{waiting.value.suggested_filename}")
        waiting.value.save_as(saved[-1])
    return saved


def is_valid_twice(paper: Path) -> None:
    """By our command and by poppler, which never heard of us."""
    told = StringIO()
    call_command("verify_pdf", paper, "--json", stdout=told)
    verdict = json.loads(told.getvalue())
    assert (verdict["verdict"], verdict["registered"]) == ("valid", True), verdict
    poppler = subprocess.run(["pdfsig", "-nocert", paper], capture_output=True, text=True)
    assert "Signature is Valid" in poppler.stdout, poppler.stdout


def check_on_the_public_page(page: Page, home: str, paper: Path) -> None:
    """Without an account: the paper is valid, and with one byte changed it is not."""
    changed = bytearray(paper.read_bytes())
    changed[len(changed) // 3] ^= 1
    page.goto(f"{home}/kiem-tra/")
    for content, words in (
        (paper.read_bytes(), "Văn bản nguyên vẹn, chữ ký hợp lệ"),
        (bytes(changed), "Chữ ký không hợp lệ. Không dùng văn bản này"),
    ):
        file = {"name": paper.name, "mimeType": "application/pdf", "buffer": content}
        page.get_by_label("Kéo tệp PDF vào đây hoặc chọn tệp").set_input_files(file)
        page.get_by_role("button", name="Kiểm tra", exact=True).click(timeout=SIGNING)
        expect(page.get_by_role("heading", name=words)).to_be_visible(timeout=SIGNING)
