"""`manage.py import_systems`: a dry run by default, sentences for everything, exit codes for scripts."""

import io
import json
import time
from pathlib import Path

import pytest
from django.core.management import call_command

from systems.importing import reading
from systems.models import InformationSystem, LedgerEntry, Organisation

from .sheets import HEADER, a_row, numbered, workbook

DEMO = Path(reading.__file__).parents[1] / "demo" / "bgtvt-systems.xlsx"
pytestmark = pytest.mark.django_db


def run(*arguments) -> tuple[int, str]:
    """Exit code and everything that was printed."""
    printed = io.StringIO()
    try:
        call_command("import_systems", *map(str, arguments), stdout=printed, stderr=printed)
    except SystemExit as left:
        return left.code, printed.getvalue()
    return 0, printed.getvalue()


@pytest.fixture
def sheet(tmp_path):
    def make(*rows, name="danh-muc.xlsx", header=HEADER) -> Path:
        path = tmp_path / name
        path.write_bytes(workbook([header, *rows]))
        return path

    return make


def test_a_dry_run_stores_nothing_and_says_so():
    code, words = run(DEMO, "--create-organisations")
    assert code == 0 and "56 dòng: 56 mới, 0 thay đổi, 0 giữ nguyên, 0 sai." in words
    assert "Đơn vị mới: Cục Đăng kiểm Việt Nam (mã CDKVN), thuộc Bộ Giao thông vận tải." in words
    assert "chưa ghi gì" in words and not InformationSystem.objects.exists() and not Organisation.objects.exists()


def test_the_ministrys_file_comes_in_whole_and_once():
    code, words = run(DEMO, "--write", "--create-organisations")
    assert code == 0 and words.endswith("Đã ghi.\n")
    assert (InformationSystem.objects.count(), Organisation.objects.count()) == (56, 21)
    entries = LedgerEntry.objects.count()
    code, words = run(DEMO, "--write")
    assert code == 0 and "Không có gì thay đổi" in words and LedgerEntry.objects.count() == entries


def test_without_the_word_no_organisation_is_made():
    code, words = run(DEMO, "--write")
    assert code == 1 and "--create-organisations" in words and "56 sai" in words
    assert not InformationSystem.objects.exists() and not Organisation.objects.exists()


def test_a_bad_row_keeps_the_file_out_or_is_left_out_as_chosen(ministry, registry, sheet):
    path = sheet(*numbered(2), a_row(**{"Số người sử dụng": "nhiều"}))
    code, words = run(path, "--write")
    assert code == 1 and "Dòng 4, cột “Số người sử dụng”, ghi “nhiều”: " in words
    assert not InformationSystem.objects.exists()
    path = sheet(*numbered(2), a_row(**{"Mã hệ thống": "SAI", "Số người sử dụng": "nhiều"}))
    assert run(path, "--write", "--all-or-none")[0] == 1
    assert run(path, "--write", "--only-good")[0] == 0
    assert InformationSystem.objects.count() == 2


def test_json_for_machines(ministry, registry, sheet):
    code, words = run(sheet(a_row(), a_row()), "--json")
    answer = json.loads(words)
    assert code == 1 and answer["written"] is False and answer["refused"] is None
    assert answer["counts"] == {"rows": 2, "new": 1, "changed": 0, "unchanged": 0, "bad": 1}
    assert answer["problems"][0] | {"message": ""} == {
        "row": 3, "column": "Mã hệ thống", "value": "HT-1", "message": ""
    }  # fmt: skip


def test_a_refused_file_is_one_sentence_and_exit_2(tmp_path):
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"%PDF-1.7")
    code, words = run(path)
    assert (code, words) == (2, "Nội dung tệp là PDF, không phải bảng tính .xlsx hoặc .csv.\n")
    code, words = run(path, "--json")
    assert code == 2 and json.loads(words)["refused"].startswith("Nội dung tệp là PDF")
    assert run(tmp_path / "khong-co.csv")[0] == 2


def test_an_owner_is_named_beside_a_file_that_names_none(ministry, registry, sheet):
    header = ["Mã", "Tên", "Đơn vị vận hành"]
    path = sheet(["A", "Cổng", "ĐKVN"], header=header)
    assert "--owner" in run(path)[1]
    assert "Không có tổ chức nào mang mã “X”" in run(path, "--owner", "X")[1]
    assert run(path, "--owner", "BGTVT", "--write")[0] == 0
    assert InformationSystem.objects.get().owner == ministry


def test_a_long_file_takes_seconds(tmp_path, ministry, registry):
    path = tmp_path / "lon.csv"
    rows = [HEADER, *numbered(5_000, **{"Số người sử dụng": "12000", "Tình trạng": "Đang vận hành"})]
    path.write_text("\n".join(",".join(map(str, row)) for row in rows), encoding="utf-8")
    began = time.process_time()
    assert run(path, "--write")[0] == 0
    assert InformationSystem.objects.count() == 5_000
    assert time.process_time() - began < 10
