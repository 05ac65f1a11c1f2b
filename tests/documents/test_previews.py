"""Xem thử: everybody who may read a dossier sees its papers as drafts; nothing is kept, numbered or signed."""

import io

import pytest
from django.apps import apps
from django.urls import reverse
from PIL import Image

from classification.models import Dossier, PlanItem
from classification.services import join, write_facts, write_remark
from classification.workflow import State
from documents import rendering, rendering_cache
from documents.services.previewing import draft_paper, drafts_of
from systems.models import AppraisalArrangement
from systems.services import register_system
from tests.conftest import TODAY
from tests.documents.printed import text_of
from tests.rounds import FACTS, fresh

pytestmark = pytest.mark.django_db
WATERMARK = "D Ự T H Ả O"  # it goes up across the page, a letter a line
SENDS_BACK = ("return", "refuse")


@pytest.fixture
def empty(settings, tmp_path):
    """A data folder of this test alone."""
    settings.VAR_DIR = tmp_path
    yield tmp_path
    rendering.renderers().close()


def listed(client, dossier):
    return client.get(reverse("documents:previews", args=[dossier.pk]))


def key_of(dossier, user, kind: str) -> str:
    return next(one.key for one in drafts_of(fresh(dossier), user) if one.kind == kind)


def pdf_of(client, dossier, user, kind: str) -> bytes:
    answer = client.get(reverse("documents:preview_file", args=[dossier.pk, key_of(dossier, user, kind)]))
    assert answer.status_code == 200, answer.content.decode()
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "private, no-store"
    return answer.content


def rows() -> dict[str, int]:
    """How many of each thing there are, but for what a login itself writes."""
    kept = ("sessions", "auth", "contenttypes")
    return {
        model._meta.label: model.objects.count() for model in apps.get_models() if model._meta.app_label not in kept
    }


@pytest.fixture
def draft(dossier_in, complete):
    """A complete dossier of level 3 that nobody has submitted."""
    return complete(dossier_in(State.DRAFT))


def test_hung_trang_ha_and_an_read_the_explanation_as_a_draft_and_la_finds_nothing(
    client, draft, hung, trang, ha, an, la
):
    for reader in (hung, trang, ha, an):
        client.force_login(reader)
        assert "Đề nghị thẩm định hồ sơ đề xuất cấp độ (Mẫu số 02)" in listed(client, draft).content.decode()
        text = text_of(pdf_of(client, draft, reader, "thuyet-minh"))
        assert WATERMARK in text and reader.full_name not in text
    key = key_of(draft, hung, "thuyet-minh")
    client.force_login(la)
    for name, more in (("previews", []), ("preview", [key]), ("preview_page", [key, 1]), ("preview_file", [key])):
        assert client.get(reverse(f"documents:{name}", args=[draft.pk, *more])).status_code == 404


def test_looking_leaves_no_trace(client, draft, trang):
    client.force_login(trang)
    before = rows()
    key = key_of(draft, trang, "mau-02")
    page = client.get(reverse("documents:preview", args=[draft.pk, key]))
    assert (
        page.status_code == 200
        and page.headers["Cache-Control"] == "no-store, private"
        or "no-store" in str(page.headers["Cache-Control"])
    )
    picture = client.get(reverse("documents:preview_page", args=[draft.pk, key, 1]))
    with Image.open(io.BytesIO(picture.content)) as shown:
        assert shown.size == page.context["pages"][0]
    pages = len(page.context["pages"])
    assert client.get(reverse("documents:preview_page", args=[draft.pk, key, pages + 1])).status_code == 404
    pdf_of(client, draft, trang, "mau-02")
    assert rows() == before


def test_a_letter_has_a_symbol_without_a_serial_no_code_and_a_blank_above_the_name(client, draft, hung):
    client.force_login(hung)
    text = text_of(pdf_of(client, draft, hung, "mau-02"))
    assert "Số: /ĐKVN-CNTT" in text and "Hà Nội, ngày tháng năm" in text
    assert WATERMARK in text and "CỤC TRƯỞNG" in text
    assert "Mã văn bản" not in text and "kiem-tra" not in text and "Đặng Việt Hùng" not in text


@pytest.mark.parametrize("regime", ["nd85-2016", "nd331-2026"])
@pytest.mark.parametrize("level", [2, 3, 4])
@pytest.mark.parametrize("state", [one for one in State if one not in ("withdrawn", "refused", "superseded")])
def test_at_every_station_each_draft_is_a_paper_or_says_why_not(dossier_in, complete, people, regime, level, state):
    dossier = complete(dossier_in(state, level=level, regime=regime))
    for reader in people.values():
        for one in drafts_of(fresh(dossier), reader):
            if not one.obstacles:
                said = str(draft_paper(one).to_json())
                assert "Verification" not in said and draft_paper(one).signer.name == ""


@pytest.mark.parametrize("regime", ["nd85-2016", "nd331-2026"])
def test_a_dossier_with_nothing_written_is_a_draft_with_gaps_or_says_what_is_missing(dossier_in, hung, client, regime):
    client.force_login(hung)
    bare = dossier_in(State.DRAFT, level=None, regime=regime)
    told = listed(client, bare).content.decode()
    assert "Chưa xác định cấp độ của hệ thống." in told
    refused = client.get(reverse("documents:preview", args=[bare.pk, key_of(bare, hung, "thuyet-minh")]))
    assert refused.status_code == 422 and "Chưa xác định cấp độ của hệ thống." in refused.content.decode()
    Dossier.objects.filter(pk=bare.pk).update(level=2)
    assert "Hồ sơ còn thiếu" in listed(client, bare).content.decode()
    assert WATERMARK in text_of(pdf_of(client, bare, hung, "thuyet-minh"))


def test_one_edited_answer_prints_again_only_its_piece(empty, client, draft, hung):
    client.force_login(hung)

    def kept():
        return len(list(rendering_cache.folder().glob("*/*")))

    pdf_of(client, draft, hung, "thuyet-minh")
    before = kept()
    pdf_of(client, draft, hung, "thuyet-minh")
    assert kept() == before
    code = draft.catalogue.requirements_for(3)[0].code
    PlanItem.objects.filter(dossier=draft, code=code).update(how="Đã có quy trình riêng")
    assert "Đã có quy trình riêng" in text_of(pdf_of(client, draft, hung, "thuyet-minh"))
    assert kept() == before + 2  # the piece, and the whole


def test_nobody_but_the_appraiser_sees_the_return_that_trang_is_writing(dossier_in, complete, hung, trang, ha):
    dossier = complete(dossier_in(State.UNDER_APPRAISAL), verdict="unfit")
    write_remark(dossier=dossier, place="part/scope", text="Phạm vi chưa rõ", by=trang)
    assert not [one for one in drafts_of(fresh(dossier), hung) if one.step.name in SENDS_BACK]
    mine = next(one for one in drafts_of(fresh(dossier), trang) if one.kind == "tra-lai")
    assert "Phạm vi chưa rõ" in str(draft_paper(mine).to_json())
    for reader in (hung, ha):
        opinion = next(one for one in drafts_of(fresh(dossier), reader) if one.kind == "mau-04")
        assert "chưa phù hợp" in opinion.obstacles[0]


def test_a_joint_filing_has_one_letter_and_an_explanation_of_each_system(
    client, dossier_in, complete, ministry, registry, it_centre, hung, trang
):
    ministry.refresh_from_db()
    fees = register_system(
        by=hung, on=TODAY, code="BGTVT-027", name="Hệ thống thu phí kiểm định", owner=ministry, operator=registry,
        facts={},
    )  # fmt: skip
    both = []
    for more in ({}, {"system": fees}):
        one = write_facts(dossier=dossier_in(State.DRAFT, level=None, round=0, **more), facts=FACTS, by=hung)
        both.append(complete(fresh(one)))
    lead = join(lead=both[0], dossiers=both[1:], by=hung)
    client.force_login(trang)
    kinds = [one.kind for one in drafts_of(fresh(lead), trang)]
    assert kinds.count("thuyet-minh") == 2 and kinds.count("mau-02") == 1
    assert "Hệ thống thu phí kiểm định" in text_of(pdf_of(client, lead, trang, "mau-02"))
    assert [one.kind for one in drafts_of(fresh(both[1]), trang)] == ["thuyet-minh"]
    assert reverse("documents:previews", args=[lead.pk]) in listed(client, both[1]).content.decode()


def test_a_council_signs_by_its_chair_without_a_name(dossier_in, complete, system, ministry, trang, ha):
    dossier = complete(dossier_in(State.UNDER_APPRAISAL))
    council = AppraisalArrangement.objects.create(
        system=system,
        name="Hội đồng thẩm định độc lập",
        number="5/QĐ-BGTVT",
        issued_on=TODAY,
        kind="council",
        recorded_by=ha,
    )
    system.appraising = council
    system.save()
    opinion = next(one for one in drafts_of(fresh(dossier), ha) if one.kind == "mau-04")
    signer = draft_paper(opinion).signer
    assert (signer.name, signer.capacity) == ("", ("TM. Hội đồng thẩm định", "Chủ tịch"))


def test_the_dossier_its_parts_and_its_plan_lead_to_the_drafts(client, draft, hung):
    client.force_login(hung)
    address = reverse("documents:previews", args=[draft.pk])
    for name, more in (("dossier", []), ("part", ["scope"]), ("plan", [])):
        assert address in client.get(reverse(f"classification:{name}", args=[draft.pk, *more])).content.decode()
