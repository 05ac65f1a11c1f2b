"""The page that takes a sheet: look first, then store; each for those who may, and a sentence for everyone else."""

import datetime
import io
import os

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from systems.importing.waiting import FOLDER
from systems.models import InformationSystem, LedgerEntry, Organisation
from systems.services import register_system

from .sheets import HEADER, a_row, numbered, table_of, workbook

TODAY = datetime.date(2026, 11, 23)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    location = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": str(tmp_path)}}
    settings.STORAGES = settings.STORAGES | {"default": location}
    return tmp_path


def give(client, rows, *, name="danh-muc.xlsx", content=None, header=HEADER, **fields):
    sheet = SimpleUploadedFile(name, content if content is not None else workbook([header, *rows]))
    return client.post(reverse("systems:import"), {"file": sheet, "no_secret": "on", **fields})


def look(client, rows, **options):
    """Give the sheet and open its preview."""
    answer = give(client, rows, **options)
    assert answer.status_code == 302, answer.content.decode()
    return client.get(answer["Location"])


def store(client, preview, **fields):
    """Press the button of the preview."""
    token, plan = preview.context["file"].token, preview.context["plan"]
    fields = {"seen": plan.fingerprint, "create": sorted(preview.context["chosen"])} | fields
    return client.post(reverse("systems:import_confirm", args=[token]), fields)


def words_of(answer) -> str:
    return answer.content.decode()


def test_trang_looks_at_a_sheet_and_stores_it_with_the_units_it_names(client, ministry, trang):
    client.force_login(trang)
    preview = look(client, [a_row(), a_row(**{"Mã hệ thống": "HT-2"})])
    assert "1 đơn vị chưa có" in words_of(preview) and "CDKVN" in words_of(preview)
    assert not InformationSystem.objects.exists() and not Organisation.objects.filter(code="CDKVN").exists()
    answer = store(client, preview)
    assert answer.status_code == 302 and answer["Location"] == reverse("classification:systems")
    assert InformationSystem.objects.count() == 2
    assert Organisation.objects.get(code="CDKVN").path.startswith(ministry.path)
    assert set(LedgerEntry.objects.values_list("by", flat=True)) == {trang.pk}
    assert default_storage.listdir(FOLDER)[1] == []


def test_every_problem_of_every_row_is_on_the_page(client, ministry, registry, hung):
    client.force_login(hung)
    rows = [a_row(), a_row(**{"Mã hệ thống": "2", "Số người sử dụng": "nhiều", "Tình trạng": "tạm"})]
    page = words_of(look(client, rows))
    for words in ("Số người sử dụng: “nhiều”", "12.000", "Tình trạng: “tạm”", "Đang xây dựng", "2 dòng: 1 mới, 1 sai."):
        assert words in page


def test_the_good_rows_alone_go_in_only_when_asked_for(client, ministry, registry, hung):
    client.force_login(hung)
    preview = look(client, [a_row(), a_row(**{"Mã hệ thống": "2", "Tình trạng": "tạm"})])
    answer = store(client, preview)
    assert answer.status_code == 422 and "Chưa ghi gì" in words_of(answer)
    assert not InformationSystem.objects.exists()
    assert store(client, preview, only_good="1").status_code == 302
    assert InformationSystem.objects.count() == 1


def test_a_unit_that_trang_does_not_pick_is_not_made(client, ministry, trang):
    client.force_login(trang)
    answer = store(client, look(client, [a_row()]), create=[])
    assert answer.status_code == 422 and "bạn không chọn tạo" in words_of(answer)
    assert not InformationSystem.objects.exists() and Organisation.objects.count() == 2


def test_a_unit_that_sounds_like_another_is_not_picked_beforehand(client, ministry, registry, trang):
    client.force_login(trang)
    preview = look(client, [a_row(**{"Đơn vị vận hành": "Cục Đăng kiểm Việt Nan"})])
    assert preview.context["chosen"] == set() and "Gần giống “Cục Đăng kiểm Việt Nam (ĐKVN)”" in words_of(preview)


def test_hung_who_operates_makes_no_units_and_nobody_makes_a_new_owner_here(client, ministry, registry, hung, binh):
    client.force_login(hung)
    page = words_of(look(client, [a_row(**{"Đơn vị vận hành": "Cục Mới"})]))
    assert "nhờ người quản trị" in page and "Không có dòng nào để ghi" in page
    client.force_login(binh)
    page = words_of(look(client, [a_row(**{"Chủ quản hệ thống thông tin": "Bộ Xây dựng"})]))
    assert "chưa có chủ quản này" in page


def test_a_forged_choice_of_units_makes_none(client, ministry, registry, hung):
    client.force_login(hung)
    preview = look(client, [a_row(**{"Đơn vị vận hành": "Cục Mới"})])
    keys = [proposal.key for proposal in preview.context["plan"].proposals]
    assert store(client, preview, create=keys).status_code == 422
    assert not Organisation.objects.filter(name="Cục Mới").exists()


def test_the_same_sheet_again_needs_no_storing_and_changes_nothing(client, ministry, registry, hung):
    client.force_login(hung)
    store(client, look(client, numbered(3)))
    entries = LedgerEntry.objects.count()
    preview = look(client, numbered(3))
    assert "không cần ghi" in words_of(preview)
    assert store(client, preview).status_code == 302 and LedgerEntry.objects.count() == entries


def test_a_double_click_stores_once_and_then_says_so(client, ministry, registry, hung):
    client.force_login(hung)
    preview = look(client, [a_row()])
    assert store(client, preview).status_code == 302
    again = store(client, preview)
    assert again.status_code == 404 and "không còn" in words_of(again)
    assert InformationSystem.objects.count() == 1


def test_an_inventory_that_changed_since_the_look_is_shown_again(client, ministry, registry, hung):
    client.force_login(hung)
    preview = look(client, [a_row()])
    register_system(by=hung, on=TODAY, code="HT-1", name="Vừa thêm", owner=ministry, operator=registry)
    answer = store(client, preview)
    assert answer.status_code == 409 and "Danh mục vừa thay đổi" in words_of(answer)
    assert InformationSystem.objects.get().name == "Vừa thêm"


def test_a_preview_is_known_only_to_the_session_that_brought_it(client, ministry, registry, hung, binh):
    client.force_login(hung)
    preview = look(client, [a_row()])
    address = reverse("systems:import_preview", args=[preview.context["file"].token])
    client.force_login(binh)
    answer = client.get(address)
    assert answer.status_code == 404 and "Chọn lại tệp" in words_of(answer)
    assert store(client, preview).status_code == 404 and not InformationSystem.objects.exists()


def test_a_preview_older_than_a_day_goes_when_the_next_file_comes(client, ministry, registry, hung, own_folder):
    client.force_login(hung)
    old = look(client, [a_row()]).context["file"]
    yesterday = datetime.datetime.now().timestamp() - 25 * 3600
    os.utime(own_folder / FOLDER / old.token, (yesterday, yesterday))
    look(client, [a_row()])
    assert client.get(reverse("systems:import_preview", args=[old.token])).status_code == 404
    assert len(default_storage.listdir(FOLDER)[1]) == 1


def test_a_session_keeps_three_files_at_most(client, ministry, registry, hung):
    client.force_login(hung)
    for _turn in range(5):
        look(client, [a_row()])
    assert len(default_storage.listdir(FOLDER)[1]) == 3


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.xlsx", b"%PDF-1.7", "Nội dung tệp là PDF"),
        ("a.xlsm", workbook([HEADER, a_row()]), "macro"),
        ("a.xlsx", b"", "Tệp rỗng"),
        ("a.csv", "Họ tên,Ngày sinh\nAn,1990".encode(), "Không thấy dòng tiêu đề"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_beside_its_field(client, ministry, registry, hung, name, content, words):
    client.force_login(hung)
    answer = give(client, [], name=name, content=content)
    assert answer.status_code == 422 and words in words_of(answer)
    assert not default_storage.exists(FOLDER)


def test_no_file_at_all_is_a_sentence_too(client, ministry, hung):
    client.force_login(hung)
    answer = client.post(reverse("systems:import"), {})
    assert answer.status_code == 422 and "Chọn tệp danh mục." in words_of(answer)


def test_an_owner_is_asked_for_when_the_sheet_names_none(client, ministry, registry, hung):
    client.force_login(hung)
    rows, header = [["A", "Cổng", "ĐKVN"]], ["Mã", "Tên", "Đơn vị vận hành"]
    answer = give(client, rows, header=header)
    assert answer.status_code == 422 and "chọn chủ quản" in words_of(answer)
    store(client, look(client, rows, header=header, owner=ministry.pk))
    assert InformationSystem.objects.get().owner == ministry


def test_words_of_a_sheet_never_become_markup(client, ministry, registry, hung):
    client.force_login(hung)
    page = words_of(look(client, [a_row(**{"Tên hệ thống thông tin": "<script>x</script>", "Tình trạng": "<b>"})]))
    assert "<script>x" not in page and "&lt;script&gt;x" in page and "“&lt;b&gt;”" in page


def test_a_long_sheet_is_shown_in_pages_and_by_outcome(client, ministry, registry, hung):
    client.force_login(hung)
    preview = look(client, [*numbered(150), a_row(**{"Mã hệ thống": "SAI", "Tình trạng": "tạm"})])
    assert preview.context["page"].paginator.count == 1
    address = reverse("systems:import_preview", args=[preview.context["file"].token])
    assert len(client.get(address, {"xem": "moi", "page": "2"}).context["page"].object_list) == 50
    assert client.get(address, {"xem": "tat-ca"}).context["page"].paginator.count == 151


def test_the_blank_sheet_is_read_back_and_its_cells_are_text(client, ministry, hung):
    client.force_login(hung)
    answer = client.get(reverse("systems:import_template"))
    assert "attachment" in answer["Content-Disposition"]
    book = load_workbook(io.BytesIO(answer.content))
    assert book.active["A4"].number_format == "@"
    book.active["B4"], book.active["C4"], book.active["D4"], book.active["E4"] = "HT-1", "Cổng", "BGTVT", "ĐKVN"
    book.active["H4"], book.active["O4"] = "12.000", "01/02/2020"
    filled = io.BytesIO()
    book.save(filled)
    assert [number for number, _cells in table_of(filled.getvalue()).rows] == [4]


@pytest.mark.parametrize("who", ["la", "an", "ha", "root"])
def test_who_may_not_import_is_told_so_everywhere(client, request, ministry, who):
    client.force_login(request.getfixturevalue(who))
    for method, name, arguments in (
        (client.get, "import", []),
        (client.post, "import", []),
        (client.get, "import_template", []),
        (client.get, "import_preview", ["x"]),
        (client.post, "import_confirm", ["x"]),
    ):
        assert method(reverse(f"systems:{name}", args=arguments)).status_code == 403


def test_nobody_without_a_login_gets_in(client):
    for name, arguments in (("import", []), ("import_template", []), ("import_preview", ["x"])):
        answer = client.get(reverse(f"systems:{name}", args=arguments))
        assert answer.status_code == 302 and "/dang-nhap/" in answer["Location"]


def test_a_page_asks_the_same_few_questions_of_the_database_for_many_rows(
    client, ministry, registry, hung, django_assert_max_num_queries
):
    client.force_login(hung)
    address = give(client, numbered(300))["Location"]
    with django_assert_max_num_queries(12):
        client.get(address)
