"""Files that are read and files that are refused, each in a sentence."""

import io
import struct
import unicodedata
import zipfile
from pathlib import Path

import pytest

from systems.importing import reading
from systems.importing.reading import read_path
from systems.importing.refusals import FileRefused

from .sheets import HEADER, a_row, numbered, rows_of, table_of, with_cells, with_part, workbook

DEMO = Path(reading.__file__).parents[1] / "demo" / "bgtvt-systems.xlsx"
SHEET = workbook([HEADER, a_row()])
OLE = bytes.fromhex("d0cf11e0a1b11ae1")


def refusal(content: bytes, filename: str = "danh-muc.xlsx") -> str:
    with pytest.raises(FileRefused) as refused:
        table_of(content, filename)
    sentence = str(refused.value)
    assert sentence.endswith((".", "?")), sentence
    return sentence


def a_zip(parts: dict[str, bytes]) -> bytes:
    stored = io.BytesIO()
    with zipfile.ZipFile(stored, "w", zipfile.ZIP_DEFLATED) as new:
        for name, content in parts.items():
            new.writestr(name, content)
    return stored.getvalue()


def test_all_56_rows_of_the_ministrys_own_file_are_read_without_a_problem():
    rows = rows_of(DEMO.read_bytes())
    assert len(rows) == 56
    assert [problem.sentence for row in rows for problem in row.problems] == []
    assert (rows[0].number, rows[-1].number) == (5, 60)


@pytest.mark.parametrize(
    ("content", "filename", "words"),
    [
        (b"", "a.xlsx", "rỗng"),
        (b"%PDF-1.7 ...", "a.xlsx", "PDF"),
        (b"%PDF-1.7 ...", "a.csv", "PDF"),
        (b"\x89PNG\r\n", "a.xlsx", "PNG"),
        (b"<html><table>", "a.xls", "trang web"),
        (b"ma,ten\n1,2", "a.xlsx", "không phải bảng tính Excel"),
        (OLE + b"Workbook", "a.xls", "đời cũ"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "a.xlsx", "mật khẩu"),
        (SHEET, "a.xlsm", "macro"),
        (SHEET[:2000], "a.xlsx", "hỏng"),
        (b"PK\x03\x04 not a zip", "a.xlsx", "hỏng"),
        (a_zip({"word/document.xml": b"<a/>"}), "a.xlsx", "không phải bảng tính"),
        (a_zip({"[Content_Types].xml": b"<a/>", "xl/workbook.bin": b""}), "a.xlsx", ".xlsb"),
        (with_part(SHEET, "xl/vbaProject.bin", b"x"), "a.xlsx", "macro"),
        (with_part(SHEET, "xl/macrosheets/sheet1.xml", b"<a/>"), "a.xlsx", "macro"),
        (with_part(SHEET, "xl/workbook.xml", b"<broken"), "a.xlsx", "hỏng"),
        (with_part(SHEET, "xl/workbook.xml", b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'), "a.xlsx", "không được phép"),
        (b"\x00\x01\x02\x03" * 50, "a.csv", "bảng mã"),
        (b"\xff\xfe\x00\xd8\x00", "a.csv", "bảng mã"),
        (b" \n\n", "a.csv", "rỗng"),
        (b"no separators here", "a.csv", "tiêu đề"),
    ],
)  # fmt: skip
def test_what_is_no_systems_sheet_is_refused_in_words(content, filename, words):
    assert words in refusal(content, filename)


def test_a_zip_bomb_is_refused_before_it_is_unpacked():
    bomb = with_part(SHEET, "xl/worksheets/sheet1.xml", b" " * (60 * 1024 * 1024))
    assert len(bomb) < 100_000
    assert "quá lớn" in refusal(bomb)


def test_a_zip_whose_directory_lies_about_its_size_is_refused():
    real = b"<a>" + b" " * (30 * 1024 * 1024) + b"</a>"
    bomb = with_part(SHEET, "xl/worksheets/sheet1.xml", real)
    lying = bomb.replace(struct.pack("<I", len(real)), struct.pack("<I", 100))
    assert lying != bomb
    assert "hỏng" in refusal(lying)


def test_too_many_parts_are_refused():
    assert "quá lớn" in refusal(a_zip({f"xl/{n}.xml": b"<a/>" for n in range(2_100)}))


def test_a_file_of_200_megabytes_is_refused_without_reading_it(tmp_path):
    path = tmp_path / "to.xlsx"
    with path.open("wb") as file:
        file.truncate(200 * 1024 * 1024)
    with pytest.raises(FileRefused, match="200 MB"):
        read_path(path)


def test_a_missing_file_and_a_folder_are_refused(tmp_path):
    with pytest.raises(FileRefused, match="Không mở được"):
        read_path(tmp_path / "khong-co.xlsx")
    with pytest.raises(FileRefused, match="không phải là tệp"):
        read_path(tmp_path)


@pytest.mark.parametrize(
    "cells",
    [
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="A1048576"><v>1</v></c></row>',
        '<row r="1"><c r="XFD1"><v>1</v></c></row>',
        '<row r="1"><c r="ZZZZZZZ1"><v>1</v></c></row>',
        '<row r="1"><c r="A99999999999999999999"><v>1</v></c></row>',
    ],
)
def test_a_cell_far_away_does_not_make_a_huge_rectangle(cells):
    assert "Bảng có quá" in refusal(with_cells(cells))


def test_one_long_text_shown_in_a_hundred_thousand_cells_is_refused():
    long = f"<sst><si><t>{'a' * 32_000}</t></si></sst>".encode()
    cells = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, 6_000))
    assert "quá lớn" in refusal(with_part(with_cells(cells), "xl/sharedStrings.xml", long))


def test_more_than_a_hundred_thousand_rows_are_refused():
    line = ",".join(map(str, a_row())) + "\n"
    content = (",".join(HEADER) + "\n" + line * 100_001).encode()
    assert "100.000" in refusal(content, "a.csv")


def test_a_sheet_without_a_known_header_says_which_columns_were_looked_for():
    sentence = refusal(workbook([["Họ tên", "Ngày sinh"], ["An", "1990"]]))
    assert "“Mã hệ thống”" in sentence and "“Đơn vị vận hành”" in sentence


def test_a_header_without_a_needed_column_names_it():
    assert "thiếu cột: “Mã hệ thống”" in refusal(workbook([HEADER[2:], a_row()[2:]]))


def test_a_header_with_nothing_below_it_is_refused():
    assert "không có hệ thống nào" in refusal(workbook([HEADER]))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_text_tables_come_in_their_usual_encodings_and_separators(encoding, separator):
    rows = [HEADER, a_row(**{"Loại thông tin xử lý": "riêng"})]
    content = "\r\n".join(separator.join(map(str, row)) for row in rows).encode(encoding)
    (row,) = rows_of(content, "a.csv")
    assert (row.name, row.facts) == ("Cổng thông tin", {"information": ["private"]})


def test_windows_1258_is_tried_and_said():
    rows = [HEADER, a_row()]
    text = "\n".join(",".join(map(str, row)) for row in rows)
    content = _as_1258(text)
    table = table_of(content, "a.csv")
    assert any("Windows-1258" in remark for remark in table.remarks)


def _as_1258(text: str) -> bytes:
    """As Windows wrote it: a letter with its hat or horn is one byte, the tone follows as a mark."""
    stored = b""
    for letter in unicodedata.normalize("NFC", text):
        parts = unicodedata.normalize("NFD", letter)
        tones = "".join(c for c in parts if c in "\u0300\u0301\u0303\u0309\u0323")
        base = unicodedata.normalize("NFC", "".join(c for c in parts if c not in tones))
        stored += (base + tones).encode("cp1258")
    return stored


def test_an_unclosed_quote_names_its_row():
    content = (",".join(HEADER) + '\n1,"' + "a" * 40_000).encode()
    assert "không đọc được" in refusal(content, "a.csv")


def test_the_sheet_with_the_header_is_taken_and_the_others_are_named():
    table = table_of(workbook([["Bìa"]], title="Bìa", more={"DM": [HEADER, a_row()]}))
    assert table.sheet == "DM"
    assert "không đọc “Bìa”" in table.remarks[0]


def test_the_cells_beyond_the_table_of_a_large_sheet_are_read_quickly():
    assert len(rows_of(workbook([HEADER, *numbered(3000)]))) == 3000


def test_an_empty_package_is_refused():
    assert "không phải bảng tính" in refusal(b"PK\x05\x06" + b"\0" * 18)
