"""Many dossiers at once: asked for by a person, made with the eyes of that person, fetched by nobody else."""

import datetime
import io
import json
import zipfile

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils import timezone

from classification.errors import StepRefused
from classification.models import Dossier
from classification.services.files import keep_file
from classification.workflow import State
from documents.exporting import check, many
from documents.exporting.many import go_on
from documents.models import DossierExport, ExportedDossier
from documents.services import exporting
from documents.services.exporting import ask_for_export, cancel_export, fetch_export, remove_old
from systems.authority import dismiss
from systems.jobs.schedule import plan
from systems.jobs.working import work
from systems.models import Job, LedgerEntry
from systems.roles import Role
from systems.services import register_system
from tests.conftest import TODAY

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def three(dossier_in, ministry, registry, unit, binh):
    """Three dossiers, of three systems: two of the registry, one of the railways."""
    railways = unit("ĐSVN", "Cục Đường sắt Việt Nam")
    made = [dossier_in(State.DRAFT)]
    for code, name, operator in (("BGTVT-027", "Một cửa điện tử", registry), ("BGTVT-028", "Bán vé tàu", railways)):
        system = register_system(by=binh, on=TODAY, code=code, name=name, owner=ministry, operator=operator)
        made.append(dossier_in(State.DRAFT, system=system, level=2))
    return made


def everything():
    return Dossier.objects.all()


def fetched(export: DossierExport) -> bytes:
    with export.file.open("rb") as file:
        return file.read()


def test_an_archive_of_archives_with_all_that_hung_sees_and_nothing_else(three, hung):
    export = ask_for_export(dossiers=everything(), words="", by=hung)
    assert export.total == 2, "not that of the railways"
    work()
    export.refresh_from_db()
    assert export.is_done and export.kept_until == timezone.localdate() + datetime.timedelta(days=7)
    content = fetched(export)
    assert check(io.BytesIO(content)).is_whole
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        manifest = json.loads(archive.read("manifest.json"))
        names = archive.namelist()
        assert "Bán vé tàu" not in archive.read("index.html").decode()
    assert manifest["kind"] == "many" and manifest["about"]["by"] == "Đặng Việt Hùng"
    assert names[0] == f"BGTVT-026 Hệ thống quản lý kiểm định xe cơ giới hồ sơ {three[0].pk}.zip" and len(names) == 5
    assert default_storage.listdir("exports")[1].count(f"{export.pk}.zip") == 1
    assert not [name for name in default_storage.listdir("exports")[1] if name.startswith(f"{export.pk}-")]
    assert LedgerEntry.objects.filter(verb="export_dossier", by=hung).count() == 2


def test_a_changed_archive_within_an_archive_is_told(three, hung):
    export = ask_for_export(dossiers=everything(), words="", by=hung)
    work()
    export.refresh_from_db()
    content = bytearray(fetched(export))
    content[content.index(b"<!doctype html>") + 5] ^= 1
    [problem] = check(io.BytesIO(bytes(content))).problems
    assert problem.startswith("Không đọc được tệp “BGTVT-026")


def test_what_may_no_longer_be_seen_when_it_is_made_is_left_out_with_its_reason(three, an, hung, ministry):
    export = ask_for_export(dossiers=everything(), words="", by=an)
    assert export.total == 3
    assert not go_on(export, seconds=-1), "one dossier, then time is up"
    dismiss(user=an, role=Role.AUDITOR, organisation=ministry)
    work()
    export.refresh_from_db()
    left = export.items.filter(state=ExportedDossier.State.LEFT_OUT)
    assert {item.sentence for item in left} == {"Người yêu cầu không còn được xem hồ sơ này."} and left.count() == 2
    assert export.is_done
    told = many.left_out_of(export)
    assert [one["label"] for one in told] == [f"Hồ sơ số {three[1].pk}", f"Hồ sơ số {three[2].pk}"]
    assert exporting.why_not_fetch(export, an) == "Trong gói có hồ sơ mà bạn không còn được xem; hãy xuất lại."


def test_a_damaged_dossier_is_left_out_by_name_and_the_others_are_there(three, hung):
    kept = keep_file(dossier=three[0], filename="a.pdf", content=b"%PDF-1.4", mime="application/pdf", by=hung)
    default_storage.delete(kept.file.name)
    export = ask_for_export(dossiers=everything(), words="", by=hung)
    work()
    export.refresh_from_db()
    assert export.is_done and export.counts() == {"waiting": 0, "done": 1, "left_out": 1}
    [told] = many.left_out_of(export)
    assert told["label"] == "Hệ thống quản lý kiểm định xe cơ giới"
    assert told["sentence"] == "Không đọc được tệp “02 Hồ sơ, thuyết minh/Tệp kèm theo/a.pdf” trong kho."
    with zipfile.ZipFile(io.BytesIO(fetched(export))) as archive:
        assert told["sentence"] in archive.read("index.html").decode()


def test_an_export_of_which_nothing_can_be_made_fails_in_words(three, an, ministry):
    export = ask_for_export(dossiers=everything(), words="", by=an)
    dismiss(user=an, role=Role.AUDITOR, organisation=ministry)
    work()
    export.refresh_from_db()
    assert (export.state, export.sentence) == ("failed", "Không hồ sơ nào xuất được.")


def test_a_long_export_is_many_short_jobs(three, an, monkeypatch):
    monkeypatch.setattr(many, "SECONDS", -1)
    export = ask_for_export(dossiers=everything(), words="", by=an)
    work()
    export.refresh_from_db()
    assert export.is_done and Job.objects.filter(kind=exporting.JOB, state="done").count() == 3


def test_a_cancelled_export_stops_and_leaves_no_file(three, an, hung):
    export = ask_for_export(dossiers=everything(), words="", by=an)
    go_on(export, seconds=-1)
    assert [n for n in default_storage.listdir("exports")[1] if n.startswith(f"{export.pk}-")]
    assert cancel_export(export=export, by=an) and not cancel_export(export=export, by=an)
    work()
    export.refresh_from_db()
    assert export.state == "cancelled" and export.items.filter(state="waiting").count() == 2
    assert not [n for n in default_storage.listdir("exports")[1] if n.startswith(f"{export.pk}-")]


def test_nothing_to_export_too_much_and_too_many_at_once_are_refused_in_words(three, an, la, monkeypatch):
    with pytest.raises(StepRefused, match="Không có hồ sơ nào để xuất với điều kiện này."):
        ask_for_export(dossiers=everything(), words="", by=la)
    monkeypatch.setattr(exporting, "MOST", 2)
    with pytest.raises(StepRefused, match="Có 3 hồ sơ, mỗi lần xuất được nhiều nhất 2: hãy lọc hẹp hơn."):
        ask_for_export(dossiers=everything(), words="", by=an)
    monkeypatch.setattr(exporting, "MOST", 3)
    for _time in range(exporting.MOST_RUNNING):
        ask_for_export(dossiers=everything(), words="", by=an)
    with pytest.raises(StepRefused, match="Bạn đang có 3 lần xuất chưa xong"):
        ask_for_export(dossiers=everything(), words="", by=an)
    assert DossierExport.objects.count() == 3


def test_a_result_is_kept_to_the_end_of_its_last_day_and_then_removed(three, hung, freeze_today):
    export = ask_for_export(dossiers=everything(), words="", by=hung)
    work()
    export.refresh_from_db()
    assert remove_old(export.kept_until) == 0
    name = export.file.name
    freeze_today(export.kept_until + datetime.timedelta(days=1))
    plan()
    while work():
        pass
    export.refresh_from_db()
    assert export.state == "removed" and not export.file and not default_storage.exists(name)
    assert Job.objects.get(kind="exports.tidy").outcome == "Đã xóa 1 gói."


def test_a_file_that_a_killed_worker_left_goes_after_a_day_and_no_other(three, hung, monkeypatch):
    export = ask_for_export(dossiers=everything(), words="", by=hung)
    work()
    export.refresh_from_db()
    left = default_storage.save("exports/999-1.zip", ContentFile(b"x"))
    remove_old(timezone.localdate())
    assert default_storage.exists(left)
    later = timezone.now() + datetime.timedelta(days=2)
    monkeypatch.setattr(timezone, "now", lambda: later)
    remove_old(export.kept_until)
    assert not default_storage.exists(left) and default_storage.exists(export.file.name)


# ---------------------------------------------------------------------------------------------- pages


def test_the_filter_of_the_list_is_the_filter_of_the_export(three, client, an):
    client.force_login(an)
    assert reverse("documents:exports") + "?level=2" in client.get("/ho-so/?level=2").content.decode()
    page = client.get(reverse("documents:exports") + "?level=2").content.decode()
    assert "Có 2 hồ sơ khớp điều kiện trên" in page and "Xuất 2 hồ sơ" in page
    answer = client.post(reverse("documents:exports"), {"level": "2", "q": "ve tau"})
    export = DossierExport.objects.get()
    assert answer.url == reverse("documents:export", args=[export.pk])
    assert (export.total, export.words) == (1, "Tìm hệ thống: ve tau; Cấp độ: Cấp độ 2")
    refused = client.post(reverse("documents:exports"), {"q": "khong co"})
    assert refused.status_code == 422 and "Không có hồ sơ nào để xuất" in refused.content.decode()


def test_the_page_tells_how_far_it_is_and_stops_asking_at_the_end(three, client, an):
    client.force_login(an)
    export = ask_for_export(dossiers=everything(), words="", by=an)
    address = reverse("documents:export", args=[export.pk])
    go_on(export, seconds=-1)
    page = client.get(address).content.decode()
    assert "1 / 3" in page and 'hx-trigger="every 2s"' in page
    part = client.get(address, headers={"HX-Request": "true"}).content.decode()
    assert part.startswith('<div id="tien-trinh"') and "<html" not in part
    work()
    page = client.get(address).content.decode()
    assert "3 / 3" in page and "hx-trigger" not in page and "Tải gói ZIP" in page


def test_a_job_that_failed_for_good_is_told_on_the_page(three, client, an):
    client.force_login(an)
    export = ask_for_export(dossiers=everything(), words="", by=an)
    Job.objects.filter(kind=exporting.JOB).update(state="failed", error="Đĩa đầy.", ended_at=timezone.now())
    page = client.get(reverse("documents:export", args=[export.pk])).content.decode()
    assert "Việc này đang bị dừng" in page and "Đĩa đầy." in page and "hx-trigger" not in page


def test_only_who_asked_sees_fetches_and_cancels_it(three, client, an, ha, la):
    export = ask_for_export(dossiers=everything(), words="", by=an)
    work()
    export.refresh_from_db()
    for user in (ha, la):
        client.force_login(user)
        for name, method in (("export", "get"), ("export_fetch", "post"), ("export_cancel", "post")):
            assert getattr(client, method)(reverse(f"documents:{name}", args=[export.pk])).status_code == 404
        assert "Bạn chưa xuất hồ sơ nào." in client.get(reverse("documents:exports")).content.decode()
    client.force_login(an)
    answer = client.post(reverse("documents:export_fetch", args=[export.pk]))
    assert b"".join(answer.streaming_content) == fetched(export)
    assert LedgerEntry.objects.get(verb="fetch_export").details["sha256"] == export.sha256


def test_fetching_is_refused_once_something_in_it_may_not_be_seen(three, client, an, ministry):
    export = ask_for_export(dossiers=everything(), words="", by=an)
    work()
    dismiss(user=an, role=Role.AUDITOR, organisation=ministry)
    client.force_login(an)
    assert "không còn được xem" in client.get(reverse("documents:export", args=[export.pk])).content.decode()
    assert client.post(reverse("documents:export_fetch", args=[export.pk])).status_code == 403
    with pytest.raises(Exception, match="Chỉ người yêu cầu"):
        fetch_export(export=export, by=three[0].opened_by)
