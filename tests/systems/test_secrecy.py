"""Marks of state secrecy are found where they are stamped, and words about security are left alone."""

import io
import unicodedata
import zipfile

import pytest

from systems.secrecy import mark_in, mark_in_file, mark_in_name

MARKED = [
    ("TỐI MẬT", "TỐI MẬT"), ("Văn bản TUYỆT MẬT số 1", "TUYỆT MẬT"), ("MẬT", "MẬT"), ("Độ mật: Tối mật", "TỐI MẬT"),
    ("[MẬT] Kế hoạch", "MẬT"), ("T Ố I M Ậ T", "TỐI MẬT"), ("M Ậ T\nSố: 12/KH", "MẬT"), ("TỐI\u200b MẬT", "TỐI MẬT"),
    ("Công văn\nMẬT\nHà Nội", "MẬT"), (unicodedata.normalize("NFD", "TỐI MẬT"), "TỐI MẬT"), ("Đóng dấu Mật", "MẬT"),
    ("(MẬT)", "MẬT"), ("Hồ sơ - MẬT", "MẬT"),
]  # fmt: skip
PLAIN = [
    "BẢO MẬT THÔNG TIN", "BÍ MẬT NHÀ NƯỚC", "MẬT KHẨU", "QUY CHẾ BẢO MẬT", "MẬT MÃ DÂN SỰ", "Tính bí mật: cao",
    "Không xử lý thông tin mức Mật, Tối mật, Tuyệt mật", "bảo vệ bí mật nhà nước", "mật độ giao thông", "BẢO MẬT.",
    "TÍNH BẢO MẬT\nTÍNH TOÀN VẸN", "BÍ MẬT\nKINH DOANH", "Yêu cầu BẢO\nMẬT", "Đổi\nMẬT\nKHẨU", "",
]  # fmt: skip
NAMES = [
    "toi-mat.pdf", "TUYET_MAT ke hoach.docx", "Kế hoạch (MẬT).pdf", "MAT_kehoach.pdf", "ke hoach MAT.pdf", "KH-MẬT.pdf",
    "bi mat nha nuoc.pdf", "Tài liệu Tối mật.pdf", "TAI LIEU MAT.PDF",
]  # fmt: skip
PLAIN_NAMES = [
    "mat-bang.pdf", "MAT BANG tang 1.png", "mat khau.txt", "quy-che-bao-mat.pdf", "QUY CHE BAO MAT.pdf", "so-do.png",
    "MẬT ĐỘ.pdf", "Mat ma.pdf", "BẢO MẬT.pdf",
]  # fmt: skip


@pytest.mark.parametrize(("text", "mark"), MARKED)
def test_a_stamped_mark_is_found(text, mark):
    assert mark_in(text) == mark


@pytest.mark.parametrize("text", PLAIN)
def test_words_about_security_are_no_mark(text):
    assert mark_in(text) is None


@pytest.mark.parametrize("name", NAMES)
def test_a_name_that_says_so_is_found_with_and_without_accents(name):
    assert mark_in_name(name)


@pytest.mark.parametrize("name", PLAIN_NAMES)
def test_a_floor_plan_and_a_password_policy_are_no_secret(name):
    assert mark_in_name(name) is None


def word_file(*paragraphs: str, entry: str = "word/document.xml") -> bytes:
    out = io.BytesIO()
    body = "".join(f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p>" for words in paragraphs)
    with zipfile.ZipFile(out, "w") as package:
        package.writestr(entry, f"<w:document><w:body>{body}</w:body></w:document>")
    return out.getvalue()


def test_a_mark_inside_a_word_file_is_found_in_its_text_and_in_its_header():
    assert mark_in_file("ke-hoach.docx", word_file("BỘ GIAO THÔNG VẬN TẢI", "MẬT", "Số: 1/KH")) == "MẬT"
    assert mark_in_file("ke-hoach.docx", word_file("TỐI MẬT", entry="word/header1.xml")) == "TỐI MẬT"
    assert mark_in_file("ke-hoach.docx", word_file("Quy chế BẢO MẬT")) is None


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7 broken", b"PK\x03\x04broken", b"\xff\xfe\x00", b"\x89PNG"])
def test_a_broken_file_says_nothing_and_breaks_nothing(content):
    assert mark_in_file("a.pdf", content) is None
