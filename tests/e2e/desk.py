"""What people do on the pages, as they would do it: log in, answer, write, upload, read and sign."""

import io

from PIL import Image, ImageDraw
from playwright.sync_api import Page, expect

from tests.documents.signing_desk import PASSPHRASE

PASSWORD = "sông Hồng đỏ nặng phù sa"
SIGNING = 120_000
"""Milliseconds to wait for papers: rendering and signing take seconds, on a busy machine many."""


def log_in(page: Page, home: str, user) -> Page:
    """Through the login form, with a password set a moment ago."""
    user.set_password(PASSWORD)
    user.save()
    page.goto(home)
    page.get_by_label("Tên đăng nhập").fill(user.username)
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()
    expect(page.get_by_role("heading", name="Việc của tôi")).to_be_visible()
    return page


def answer(page: Page, **facts: str) -> None:
    """Choose an answer of the page of the facts, or write a number; a list of values ticks each."""
    for fact, value in facts.items():
        field = page.locator(f"#cau-hoi input[name={fact}]")
        if field.first.get_attribute("type") in ("radio", "checkbox"):
            page.locator(f'#cau-hoi input[name={fact}][value="{value}"]').check()
        else:
            field.fill(value)


def save_part(page: Page) -> None:
    """Store this part and go on to the next."""
    here = page.get_by_role("heading", level=1).text_content()
    page.get_by_role("button", name="Lưu và sang phần sau").click()
    expect(page.locator("#bao")).to_contain_text(f"Đã lưu phần “{here}”")


def write_rows(page: Page, *rows: tuple[str, ...]) -> None:
    """Fill the first empty rows of a part's table."""
    lines = page.locator("[data-rows] tr")
    for number, row in enumerate(rows):
        cells = lines.nth(number).locator("input[type=text]")
        for place, words in enumerate(row):
            cells.nth(place).fill(words)


def drawing(title: str) -> bytes:
    """A PNG with two boxes and a line, as a diagram of a network is."""
    picture = Image.new("RGB", (1200, 700), "white")
    pen = ImageDraw.Draw(picture)
    for left, words in ((80, title), (720, "DMZ")):
        pen.rectangle((left, 250, left + 400, 450), outline="black", width=4)
        pen.text((left + 30, 340), words, fill="black", font_size=36)
    pen.line((480, 350, 720, 350), fill="black", width=4)
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def picture_file(name: str) -> dict:
    """The same as a browser takes it for a file field."""
    return {"name": f"{name}.png", "mimeType": "image/png", "buffer": drawing(name)}


def sign(page: Page, button: str, **words: str) -> None:
    """On the signing page: make the papers, look at every page of them, give the passphrase."""
    for label, text in words.items():
        page.locator(f"[name={label}]").fill(text)
    page.get_by_role("button", name="Lập văn bản để xem và ký").click(timeout=SIGNING)
    expect(page.get_by_text("đúng tệp sẽ được ký").first).to_be_visible(timeout=SIGNING)
    page.wait_for_load_state()
    read_papers(page)
    page.get_by_label("Mật khẩu khóa ký").fill(PASSPHRASE)
    page.get_by_role("button", name=button, exact=True).click(timeout=SIGNING)
    expect(page.locator("#bao")).to_contain_text("Đã ký", timeout=SIGNING)


def read_papers(page: Page) -> None:
    """Scroll to the first and the last page of each paper, and see that they are pictures of a page."""
    for paper in page.locator("figure.pdf").all():
        pictures = paper.locator(".page img")
        for shown in (pictures.first, pictures.last):
            shown.scroll_into_view_if_needed()
            handle = shown.element_handle()
            page.wait_for_function("picture => picture.complete && picture.naturalWidth > 500", arg=handle)
        expect(paper.get_by_label("Chữ ký của bạn ở đây")).to_be_attached()


def see_next(page: Page, title: str) -> None:
    """The one card of the dossier's page says what comes next."""
    expect(page.locator("#buoc-tiep-theo h3")).to_have_text(title)


def declare(page: Page) -> None:
    """Say that the chosen file holds no state secret."""
    page.get_by_label("Tôi cam đoan tệp không chứa bí mật nhà nước").check()
