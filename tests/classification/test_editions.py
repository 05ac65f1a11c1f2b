"""A corrected catalogue comes in as a version of its own, and decided plans keep theirs."""

import datetime
import io

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse

from classification.catalogue import load
from classification.catalogue_files import bundled
from classification.errors import StepRefused
from classification.models import CatalogueEdition, Dossier, PlanItem
from classification.services import (
    answer_requirement,
    discard_edition,
    load_edition,
    move_to_edition,
    open_dossier,
    put_to_use,
    write_facts,
)
from classification.workflow import State
from systems.models import LedgerEntry
from tests.conftest import TODAY

NEW = "tcvn14423:2026"
NOTE = "Đối chiếu bản TCVN mua của VSQI, trang 14."
DAY = datetime.timedelta(1)


@pytest.fixture(autouse=True)
def on_the_day(freeze_today):
    freeze_today(TODAY)


def corrected(*, one_less: bool = True) -> bytes:
    """The newer standard without risk-04 at level 3, and with a shorter period for risk-02 there."""
    text = bundled(NEW).decode()
    start = text.index("- id: risk-04")
    level = text.index("      3:\n", start)
    if one_less:
        text = text[:level] + text[text.index("      4:\n", level) :]
        text = text.replace("requirements: 201", "requirements: 200")
    start = text.index("- id: risk-02")
    at = text.index("      3:\n        clause: 5.1.2.1 b)", start)
    return (text[:at] + text[at:].replace("every_months: 12", "every_months: 6", 1)).encode()


@pytest.fixture
def edition(boss):
    """The corrected edition, in use from a day on."""

    def make(content: bytes | None = None, day=TODAY):
        loaded = load_edition(content=content or corrected(), filename="sua.yaml", by=boss)
        return put_to_use(edition=loaded, note=NOTE, effective_from=day, by=boss)

    return make


def test_the_corrected_file_asks_one_less_at_level_3_and_more_often(edition):
    found = edition().catalogue
    assert len(found.requirements_for(3)) == len(load(NEW).requirements_for(3)) - 1 == edition_sizes()[3]
    assert found.find("risk-02", 3).every_months == 6 and load(NEW).find("risk-02", 3).every_months == 12


def edition_sizes() -> dict[int, int]:
    return CatalogueEdition.objects.get().sizes


def test_decided_and_opened_dossiers_keep_the_edition_they_have(edition, dossier_in, system, hung):
    decided = dossier_in(State.APPROVED)
    edition()
    assert Dossier.objects.get(pk=decided.pk).catalogue is load(NEW)
    opened = open_dossier(system=system, by=hung, today=TODAY, regime="nd331-2026")
    assert opened.edition_id == CatalogueEdition.objects.get().sha256
    assert Dossier.objects.get(pk=opened.pk).catalogue.find("risk-02", 3).every_months == 6


def test_an_edition_holds_from_its_day_and_not_the_day_before(edition, system, hung):
    edition(day=TODAY + DAY)
    assert CatalogueEdition.objects.in_use(NEW, TODAY) is None
    assert CatalogueEdition.objects.in_use(NEW, TODAY + DAY).note == NOTE
    assert CatalogueEdition.objects.in_use("tcvn11930:2017", TODAY + DAY) is None
    assert open_dossier(system=system, by=hung, today=TODAY, regime="nd331-2026").edition_id is None


def test_the_later_of_two_editions_holds(edition):
    edition(day=TODAY + DAY)
    second = edition(corrected(one_less=False), TODAY + 2 * DAY)
    assert [CatalogueEdition.objects.in_use(NEW, TODAY + n * DAY) == second for n in (1, 2)] == [False, True]


def test_a_draft_moves_by_one_act_that_says_what_changed(edition, dossier_in, hung):
    dossier = dossier_in(State.DRAFT)
    for code in ("risk-02", "risk-04"):
        answer_requirement(dossier=dossier, code=code, by=hung, status="met")
    edition()
    report = move_to_edition(dossier=dossier, by=hung)
    assert [wanted.code for wanted in report.removed] == ["risk-04"]
    assert [change.after.code for change in report.changed] == ["risk-02"] and not report.added
    moved = Dossier.objects.get(pk=dossier.pk)
    assert (moved.plan.total, moved.plan.done) == (200, 1)
    assert PlanItem.objects.get(code="risk-04").live is False, "kept, not counted"
    assert LedgerEntry.objects.filter(verb="move_to_edition").get().details["removed"] == ["risk-04"]
    counted = Dossier.objects.with_open_requirements().get()
    assert (counted.requirements, counted.requirements_done) == (200, 1)


@pytest.mark.parametrize("state", [State.SUBMITTED, State.APPROVED, State.PROTECTED, State.REFUSED])
def test_what_is_not_being_written_does_not_move(edition, dossier_in, hung, state):
    dossier = dossier_in(state)
    edition()
    with pytest.raises(StepRefused, match="Không có bản hiệu chỉnh nào"):
        move_to_edition(dossier=dossier, by=hung)


def test_answers_of_another_level_are_not_counted(dossier_in, hung):
    dossier = dossier_in(State.DRAFT, level=3)
    answer_requirement(dossier=dossier, code="monitoring-01", by=hung, status="met")
    facts = {"system_type": "internal", "information": ["public"]}
    write_facts(dossier=dossier, facts=facts, by=hung)
    lower = Dossier.objects.with_open_requirements().get()
    assert lower.level < 3 and lower.requirements_done == 0
    write_facts(dossier=dossier, facts=facts, by=hung, level=3, higher_reason="Theo yêu cầu của chủ quản")
    assert Dossier.objects.with_open_requirements().get().requirements_done == 1


def test_an_edition_in_use_is_never_changed_or_thrown_away(edition, boss):
    found = edition()
    with pytest.raises(StepRefused, match="đã được đưa vào áp dụng"):
        put_to_use(edition=found, note=NOTE, effective_from=TODAY, by=boss)
    with pytest.raises(StepRefused, match="giữ lại mãi"):
        discard_edition(edition=found, by=boss)


def test_past_days_and_empty_words_are_refused(boss):
    loaded = load_edition(content=corrected(), filename="sua.yaml", by=boss)
    with pytest.raises(StepRefused) as refused:
        put_to_use(edition=loaded, note=" ", effective_from=TODAY - DAY, by=boss)
    assert len(refused.value.reasons) == 2
    assert load_edition(content=corrected(), filename="khac.yaml", by=boss) == loaded, "the same bytes again"
    with pytest.raises(StepRefused, match="giống hệt"):
        load_edition(content=bundled(NEW), filename="goc.yaml", by=boss)


def test_only_whoever_administers_the_top_of_the_tree_loads(hung, trang, root, boss, registry):
    for person in (hung, trang):
        with pytest.raises(PermissionDenied, match="áp dụng cho mọi đơn vị"):
            load_edition(content=corrected(), filename="sua.yaml", by=person)
    assert load_edition(content=corrected(), filename="sua.yaml", by=root).loaded_by == root


def test_an_administrator_of_a_part_reads_and_does_not_load(client, person, registry, la):
    from systems.roles import Role

    part = person("mai", "Vũ Thị Mai", registry, Role.ADMINISTRATOR, is_staff=True)
    client.force_login(part)
    page = client.get(reverse("classification:catalogues"))
    assert page.status_code == 200 and "người quản trị của cơ quan đứng đầu" in page.content.decode()
    client.force_login(la)
    assert client.get(reverse("classification:catalogues")).status_code == 403


# ---------------------------------------------------------------------- on screen
def upload(client, content: bytes):
    file = SimpleUploadedFile("sua.yaml", content, "application/yaml")
    return client.post(reverse("classification:catalogues"), {"file": file}, follow=True)


def test_the_page_shows_both_standards_with_warnings_counts_and_checksums(client, boss):
    client.force_login(boss)
    page = client.get(reverse("classification:catalogues")).content.decode()
    for standard in (NEW, "tcvn11930:2017"):
        assert load(standard).warning in page and load(standard).version in page
    for number in (113, 133, 201, 280, 296, 56, 111, 199, 231, 236):
        assert f">{number}<" in page


def test_binh_uploads_looks_and_puts_to_use(client, boss):
    client.force_login(boss)
    page = upload(client, corrected())
    text = page.content.decode()
    assert "Xem trước bản hiệu chỉnh" in text and "risk-04" in text and "Chu kỳ (tháng)" in text
    assert not CatalogueEdition.objects.in_effect(TODAY).exists(), "looking puts nothing to use"
    loaded = CatalogueEdition.objects.get()
    url = reverse("classification:edition", args=[loaded.pk])
    refused = client.post(url, {"note": "", "effective_from": "23/11/2026"})
    assert refused.status_code == 422 and "Ghi nội dung và nguồn đối chiếu." in refused.content.decode()
    done = client.post(url, {"note": NOTE, "effective_from": "23/11/2026"}, follow=True)
    assert "Đã đưa bản hiệu chỉnh vào áp dụng" in done.content.decode()
    file = client.get(reverse("classification:edition_file", args=[loaded.pk]))
    assert file.content == corrected() and "attachment" in file["Content-Disposition"]
    assert client.get(reverse("classification:bundled_file", args=[NEW])).content == bundled(NEW)
    assert client.get(reverse("classification:bundled_file", args=["khong-co"])).status_code == 404


def test_a_file_with_slips_stores_nothing_and_names_each(client, boss):
    client.force_login(boss)
    answer = upload(client, corrected().replace(b"kind: management", "kind: quản".encode(), 2))
    text = answer.content.decode()
    assert answer.status_code == 422 and "2 chỗ sai, chưa ghi gì" in text
    assert "risk-01" in text and "management, technical" in text
    assert not CatalogueEdition.objects.exists()


def test_a_file_that_was_only_looked_at_can_be_thrown_away(client, boss):
    client.force_login(boss)
    upload(client, corrected())
    done = client.post(reverse("classification:edition_discard", args=[CatalogueEdition.objects.get().pk]), follow=True)
    assert "Đã bỏ tệp" in done.content.decode() and not CatalogueEdition.objects.exists()


def test_hung_is_told_of_the_edition_and_moves_his_draft(client, edition, dossier_in, hung):
    dossier = dossier_in(State.DRAFT)
    found = edition()
    client.force_login(hung)
    url = reverse("classification:plan_edition", args=[dossier.pk])
    assert url in client.get(reverse("classification:plan", args=[dossier.pk])).content.decode()
    page = client.get(url).content.decode()
    assert NOTE in page and "risk-04" in page
    stale = client.post(url, {"seen": "cu"})
    assert stale.status_code == 422 and Dossier.objects.get().edition_id is None
    done = client.post(url, {"seen": found.sha256}, follow=True)
    assert "0 yêu cầu thêm, 1 bỏ, 1 đổi" in done.content.decode()
    assert client.get(url).status_code == 404, "nothing is left to move to"


# ---------------------------------------------------------------------- the command
def run(*args) -> tuple[str, str, int]:
    out, err = io.StringIO(), io.StringIO()
    try:
        call_command("load_catalogue", *args, stdout=out, stderr=err)
    except SystemExit as ended:
        return out.getvalue(), err.getvalue(), ended.code
    return out.getvalue(), err.getvalue(), 0


def test_the_command_tells_the_differences_and_writes_only_when_told(db, tmp_path):
    path = tmp_path / "sua.yaml"
    path.write_bytes(corrected())
    out, _err, code = run(str(path))
    assert code == 0 and "Cấp độ 3: 201 → 200 yêu cầu" in out and "- risk-04" in out
    assert "~ risk-02 every_months: 12 → 6" in out and not CatalogueEdition.objects.exists()
    assert run(str(path), "--write")[2] == 2, "a correction says what it corrects"
    out, _err, code = run(str(path), "--write", "--note", NOTE, "--from", "2026-12-01")
    assert code == 0 and "01/12/2026" in out
    assert CatalogueEdition.objects.get().effective_from == datetime.date(2026, 12, 1)


def test_the_command_names_every_problem_and_exits_1(db, tmp_path):
    path = tmp_path / "sai.yaml"
    path.write_bytes(corrected().replace(b"kind: management", b"kind: x", 1))
    out, err, code = run(str(path), "--write", "--note", NOTE)
    assert code == 1 and "risk-01, kind: phải là một trong" in err and not out
    with pytest.raises(CommandError, match="Không mở được tệp"):
        run(str(tmp_path / "khong-co.yaml"))
