"""The page on which the owner names another unit or a council, and on which its minutes are kept."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from classification.workflow import State
from systems.models import AppraisalArrangement
from systems.roles import Role
from tests.classification.appraisers import PDF, council
from tests.conftest import TODAY, again

pytestmark = pytest.mark.django_db


@pytest.fixture
def page_of(client):
    def get(dossier, user, **query):
        client.force_login(user)
        return client.get(reverse("classification:appraiser", args=[dossier.pk]), query)

    return get


def test_the_chair_follows_the_link_from_the_opinion_held_back_to_the_minutes_and_back(own, ha, seats, client):
    dossier, members = own(State.SUBMITTED, 4), seats()
    council(dossier, ha, members)
    client.force_login(again(members[0].person))
    page, appraiser = (reverse(f"classification:{name}", args=[dossier.pk]) for name in ("dossier", "appraiser"))
    shown = client.get(page).content.decode()
    assert "Chưa có biên bản họp hội đồng" in shown and f"{appraiser}#bien-ban" in shown
    shown = client.get(appraiser).content.decode()
    keep = reverse("classification:council_minutes", args=[dossier.pk])
    assert keep in shown and reverse("documents:sign", args=[dossier.pk, "council_minutes"]) in shown
    given = {"held_on": f"{TODAY:%d/%m/%Y}", "scan": SimpleUploadedFile("bien-ban.pdf", PDF), "no_secret": "on"}
    answer = client.post(keep, given)
    assert (answer.status_code, answer.headers.get("Location")) == (302, page)
    assert "Chưa có biên bản họp hội đồng" not in client.get(page).content.decode()


def test_everyone_who_sees_the_dossier_reads_the_page_and_only_the_approver_finds_a_form(own, page_of, people, la, ha):
    dossier = own()
    for role, somebody in people.items():
        if role in (Role.ADMINISTRATOR, Role.OPERATOR):
            continue
        page = page_of(dossier, somebody)
        assert page.status_code == 200 and ('enctype="multipart/form-data"' in page.content.decode()) is (
            somebody == ha
        )
    assert page_of(dossier, la).status_code == 404


def test_posting_for_others_is_refused_with_the_sentence(own, client, trang, office):
    dossier = own()
    client.force_login(trang)
    answer = client.post(reverse("classification:appraiser", args=[dossier.pk]), {"unit": office.pk, "how": "ky"})
    assert answer.status_code == 403 and "Giao thẩm định là việc của người phê duyệt" in answer.content.decode()


def test_ha_gives_the_work_away_by_a_decision_on_paper_and_the_scan_is_a_download(own, client, ha, office, nghia):
    dossier = own()
    client.force_login(ha)
    url = reverse("classification:appraiser", args=[dossier.pk]) + "?loai=don-vi"
    given = {"unit": office.pk, "how": "da-co", "number": "15/QĐ-BGTVT", "issued_on": "20/11/2026"}
    missing = client.post(url, given)
    assert missing.status_code == 422 and "Quyết định đã có trên giấy thì cần điều này" in missing.content.decode()
    assert "15/QĐ-BGTVT" in missing.content.decode(), "what was typed stays"
    given |= {"scan": SimpleUploadedFile("quyết định.pdf", PDF), "no_secret": "on"}
    assert client.post(url, given).status_code == 302
    arrangement = AppraisalArrangement.objects.get()
    scan = reverse("classification:arrangement_scan", args=[dossier.pk, arrangement.pk])
    client.force_login(again(nghia))
    answer = client.get(scan)
    assert answer.getvalue() == PDF and "attachment" in answer["Content-Disposition"]


def test_ha_writes_a_council_with_accounts_and_without(own, client, ha, seats):
    dossier, _people = own(), seats()
    client.force_login(ha)
    url = reverse("classification:appraiser", args=[dossier.pk]) + "?loai=hoi-dong"
    rows = {"tv-TOTAL_FORMS": "4", "tv-INITIAL_FORMS": "0", "name": "Hội đồng thẩm định độc lập", "how": "ky"}
    rows |= {"tv-0-seat": "chair", "tv-0-account": "nghia", "tv-1-seat": "secretary", "tv-1-account": "khong-co"}
    rows |= {"tv-2-seat": "member", "tv-2-full_name": "Phạm Gia Tuệ", "tv-3-seat": "member"}
    wrong = client.post(url, rows).content.decode()
    assert "Không có tài khoản “khong-co”" in wrong and "Ghi ô này, hoặc chọn tài khoản" in wrong
    rows |= {"tv-1-account": "tung", "tv-2-title": "Tiến sĩ", "tv-2-unit": "Đại học Bách khoa Hà Nội"}
    answer = client.post(url, rows)
    assert answer.url == reverse("documents:sign", args=[dossier.pk, "name_appraiser"])
    told = [
        (member.seat, member.full_name, member.title) for member in AppraisalArrangement.objects.get().members.all()
    ]
    assert told == [
        ("chair", "Lê Hữu Nghĩa", "Chánh Văn phòng"), ("secretary", "Đỗ Thanh Tùng", "Chuyên viên chính"),
        ("member", "Phạm Gia Tuệ", "Tiến sĩ"),
    ]  # fmt: skip


def test_the_chair_records_minutes_from_paper_on_the_page(own, client, ha, seats):
    dossier, members = own(State.UNDER_APPRAISAL), seats()
    council(dossier, ha, members)
    client.force_login(again(members[0].person))
    url = reverse("classification:council_minutes", args=[dossier.pk])
    assert client.post(url, {"held_on": "23/11/2026"}).status_code == 422
    form = {"held_on": "20/11/2026", "no_secret": "on", "scan": SimpleUploadedFile("bb.pdf", PDF)}
    assert client.post(url, form).status_code == 302
    page = client.get(reverse("classification:appraiser", args=[dossier.pk])).content.decode()
    assert "20/11/2026" in page and dossier.meetings.get().scan.filename == "bb.pdf"
