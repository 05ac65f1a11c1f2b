"""The pages of decisions on paper: one by a form, many by a sheet; marked as paper wherever they are shown."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from classification.models import Dossier, RecordedDecision
from classification.services.recording import record_decision
from classification.workflow import State
from tests.conftest import TODAY

from .decisions import DEPLOYED, a_decision, a_row, deployed, sheet

pytestmark = pytest.mark.django_db
FORM = {
    "number": "12/QĐ-BGTVT", "decided_on": "05/03/2023", "body": "Bộ Giao thông vận tải", "level": "3",
    "stage": "full", "stage_on": "20/09/2023", "minutes_number": "45/BB-CNTT", "source": "Văn thư Bộ",
}  # fmt: skip


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    location = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": str(tmp_path)}}
    settings.STORAGES = settings.STORAGES | {"default": location}


@pytest.fixture
def url(system):
    return reverse("classification:record_decision", args=[system.pk])


def words(answer) -> str:
    return answer.content.decode()


def test_trang_records_a_decision_with_its_scan_and_sees_it_marked_as_paper(client, url, system, trang):
    client.force_login(trang)
    page = reverse("classification:system", args=[system.pk])
    assert url in words(client.get(page))
    scan = SimpleUploadedFile("quyet-dinh.pdf", b"%PDF-1.7 ...")
    answer = client.post(url, FORM | {"scan": scan, "no_secret": "on"})
    assert answer.status_code == 302 and answer["Location"] == page
    shown = words(client.get(page))
    assert "ghi nhận từ quyết định giấy" in shown and "12/QĐ-BGTVT" in shown and "Sửa bản ghi nhận" in shown
    dossier = Dossier.objects.get()
    shown = words(client.get(reverse("classification:dossier", args=[dossier.pk])))
    assert "ghi nhận từ quyết định giấy" in shown and "Người ghi nhận" in shown and "Văn thư Bộ" in shown
    assert "ghi nhận từ quyết định giấy" in words(client.get(reverse("classification:dossiers")))
    assert "(ghi nhận từ giấy)" in words(client.get(reverse("classification:systems")))
    scanned = client.get(reverse("classification:decision_scan", args=[system.pk]))
    assert scanned.getvalue() == b"%PDF-1.7 ..." and "attachment" in scanned["Content-Disposition"]


def test_every_page_of_a_recorded_dossier_opens(client, system, trang, hung):
    dossier = record_decision(system=system, decision=deployed(), by=trang, today=TODAY)
    for user in (trang, hung):
        client.force_login(user)
        for name in ("dossier", "facts", "plan", "appraisal"):
            assert client.get(reverse(f"classification:{name}", args=[dossier.pk])).status_code == 200, name
        assert client.get(reverse("classification:progress")).status_code == 200


def test_what_was_typed_stays_when_it_is_refused(client, url, trang):
    client.force_login(trang)
    answer = client.post(url, FORM | {"stage_on": "01/01/2023", "body": "Bộ cũ"})
    assert answer.status_code == 422 and "không trước ngày quyết định" in words(answer)
    assert 'value="Bộ cũ"' in words(answer) and not Dossier.objects.exists()


def test_a_wrong_scan_is_said_at_its_field_and_nothing_is_stored(client, url, trang):
    client.force_login(trang)
    answer = client.post(url, FORM | {"scan": SimpleUploadedFile("a.pdf", b"MZ"), "no_secret": "on"})
    assert answer.status_code == 422 and "không phải hình" in words(answer) and not Dossier.objects.exists()


def test_a_correction_starts_from_what_is_recorded_and_keeps_the_older_record(client, url, system, trang):
    record_decision(system=system, decision=deployed(), by=trang, today=TODAY)
    client.force_login(trang)
    page = client.get(url)
    assert 'value="20/09/2023"' in words(page) and "Các bản ghi nhận" in words(page)
    seen = page.context["form"].initial["seen"]
    assert client.post(url, FORM | {"level": "2", "seen": seen}).status_code == 302
    assert Dossier.objects.get().level == 2 and RecordedDecision.objects.count() == 2
    stale = client.post(url, FORM | {"level": "4", "seen": seen})
    assert stale.status_code == 422 and "Người khác vừa sửa" in words(stale)


def test_a_system_decided_here_has_no_such_button_and_says_why(client, url, system, trang, dossier_in):
    dossier_in(State.APPROVED)
    client.force_login(trang)
    assert url not in words(client.get(reverse("classification:system", args=[system.pk])))
    assert "đang có hiệu lực" in words(client.get(url))
    assert client.post(url, FORM).status_code == 422 and Dossier.objects.count() == 1


def test_those_who_may_not_get_a_sentence(client, url, hung, ha, an, la, binh):
    for person in (hung, ha, an):
        client.force_login(person)
        answer = client.get(url)
        assert answer.status_code == 403 and "đơn vị chuyên trách hoặc người quản trị" in words(answer)
    client.force_login(la)
    assert client.get(url).status_code == 404
    client.force_login(binh)
    assert client.get(url).status_code == 200


def test_the_scan_is_for_those_who_see_the_dossier_or_record_it(client, system, trang, hung, binh, la):
    url = reverse("classification:decision_scan", args=[system.pk])
    client.force_login(trang)
    assert client.get(url).status_code == 404
    record_decision(system=system, decision=a_decision(), by=trang, today=TODAY)
    assert client.get(url).status_code == 404
    client.force_login(la)
    assert client.get(url).status_code == 404


def look(client, *rows, **fields):
    file = SimpleUploadedFile("quyet-dinh.xlsx", sheet(*rows))
    answer = client.post(reverse("classification:decisions"), {"file": file, "no_secret": "on", **fields})
    assert answer.status_code == 302, words(answer)
    return client.get(answer["Location"])


def store(client, preview, **fields):
    url = reverse("classification:decisions_confirm", args=[preview.context["file"].token])
    return client.post(url, {"seen": preview.context["plan"].fingerprint} | fields)


def test_a_sheet_is_looked_at_first_and_then_stored(client, system, trang):
    client.force_login(trang)
    preview = look(client, a_row(**DEPLOYED))
    assert "1 dòng: 1 mới." in words(preview) and "Chưa có bản chụp quyết định" in words(preview)
    assert not Dossier.objects.exists()
    assert store(client, preview).status_code == 302
    assert Dossier.objects.get().state == State.PROTECTED
    assert "không cần ghi" in words(look(client, a_row(**DEPLOYED)))


def test_a_bad_row_is_shown_with_its_cure_and_the_good_ones_go_in_when_asked_for(client, system, trang):
    client.force_login(trang)
    preview = look(client, a_row(), a_row(**{"Mã hệ thống": "HT-9"}))
    assert "không có hệ thống mang mã đó" in words(preview)
    assert store(client, preview).status_code == 422 and not Dossier.objects.exists()
    assert store(client, preview, only_good="1").status_code == 302 and Dossier.objects.count() == 1


def test_a_decision_recorded_meanwhile_is_shown_before_anything_is_written(client, system, trang):
    client.force_login(trang)
    preview = look(client, a_row())
    record_decision(system=system, decision=a_decision(number="9/QĐ"), by=trang, today=TODAY)
    answer = store(client, preview)
    assert answer.status_code == 409 and "vừa thay đổi" in words(answer)


def test_a_systems_sheet_is_not_taken_for_decisions(client, system, trang):
    client.force_login(trang)
    from tests.systems.sheets import HEADER, workbook
    from tests.systems.sheets import a_row as a_system

    file = SimpleUploadedFile("danh-muc.xlsx", workbook([HEADER, a_system()]))
    answer = client.post(reverse("classification:decisions"), {"file": file, "no_secret": "on"})
    assert answer.status_code == 422 and "thiếu cột" in words(answer) and "Số quyết định" in words(answer)


def test_the_blank_sheet_is_read_by_what_made_it(client, trang):
    from classification.decision_sheets.columns import DECISIONS
    from systems.importing.reading import read_sheets
    from systems.importing.tables import find_header

    client.force_login(trang)
    blank = client.get(reverse("classification:decisions_template")).content
    ((sheet_read,),) = read_sheets(blank, "mau.xlsx")
    assert len(find_header(sheet_read, DECISIONS).columns) == len(DECISIONS.columns)


def test_hung_who_operates_brings_no_decisions(client, hung):
    client.force_login(hung)
    for name in ("decisions", "decisions_template"):
        assert client.get(reverse(f"classification:{name}")).status_code == 403
    assert reverse("classification:decisions") not in words(client.get(reverse("classification:systems")))


def test_a_newer_decision_of_a_system_on_paper_is_recorded_on_its_page(client, url, system, trang):
    record_decision(system=system, decision=deployed(), by=trang, today=TODAY)
    client.force_login(trang)
    assert "Ghi quyết định mới thay quyết định này" not in words(client.get(url))
    system.facts, system.on_paper = system.facts | {"information": ["state_secret"]}, True
    system.save()
    assert "Ghi quyết định mới thay quyết định này" in words(client.get(url))
    assert "Quyết định bạn ghi thay quyết định số 12/QĐ-BGTVT ngày 05/03/2023" in words(client.get(f"{url}?moi=1"))
    newer = FORM | {"number": "7/QĐ-BGTVT", "decided_on": "05/03/2023", "stage": "none"}
    newer |= {"stage_on": "", "minutes_number": ""}
    refused = client.post(f"{url}?moi=1", newer)
    assert refused.status_code == 422 and "7/QĐ-BGTVT" in words(refused) and "ngày sau quyết định" in words(refused)
    assert client.post(f"{url}?moi=1", newer | {"decided_on": "02/03/2026"}).status_code == 302
    assert Dossier.objects.in_force().get().decision_number == "7/QĐ-BGTVT"
