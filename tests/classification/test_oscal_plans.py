"""A plan in OSCAL: valid for the reference tool, and its answers come back into a plan without loss or not at all."""

import datetime
import json

import pytest
from django.core.exceptions import PermissionDenied
from trestle.oscal.ssp import SystemSecurityPlan

from classification.content import ANSWER
from classification.errors import OutOfDate, StepRefused
from classification.models import PlanItem
from classification.oscal.plans import to_plan
from classification.oscal.plans_back import read_plan
from classification.oscal.words import NotOscal, to_bytes
from classification.plan import Answer
from classification.services.oscal import fingerprint, import_plan
from classification.workflow import State
from systems.models import InformationSystem, LedgerEntry
from tests.conftest import TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def full(dossier_in, hung):
    """A plan of level 3 under TCVN 11930 with all 199 answers, no two alike."""
    dossier = dossier_in(State.DRAFT, regime="nd85-2016")
    asked = dossier.catalogue.requirements_for(3)
    assert len(asked) == 199
    PlanItem.objects.bulk_create(PlanItem(dossier=dossier, code=one.code, updated_by=hung, **answer_of(n))
                                 for n, one in enumerate(asked))  # fmt: skip
    return dossier


def answer_of(n: int) -> dict:
    status = Answer.values[n % 4]
    return {
        "status": status,
        "how": ["", f"Cách làm {n}:\n  - bước một\n\n  - bước “hai” <b>&</b>", " có khoảng trắng "][n % 3],
        "reason": f"Lý do {n}\ndòng hai" if status == Answer.NOT_APPLICABLE else "",
        "responsible": ["Phòng CNTT", "", f"  Tổ {n} "][n % 3],
        "due_on": TODAY + datetime.timedelta(days=n) if n % 2 else None,
        "evidence": "" if n % 5 else f"Biên bản {n}\nẢnh chụp",
    }


def answers(dossier) -> dict:
    return {item.code: tuple(getattr(item, name) for name in ANSWER) for item in dossier.plan_items.all()}


def plan_of(dossier) -> bytes:
    return to_bytes(to_plan(dossier))


def changed(dossier, act) -> bytes:
    """The plan after `act` was done to its document, or to its first answer."""
    document = to_plan(dossier)
    rows = document["system-security-plan"]["control-implementation"]["implemented-requirements"]
    act(document["system-security-plan"], rows)
    return json.dumps(document).encode()


def test_the_reference_tool_reads_a_full_plan(full, tmp_path):
    (tmp_path / "plan.json").write_bytes(plan_of(full))
    plan = SystemSecurityPlan.oscal_read(tmp_path / "plan.json")
    assert len(plan.control_implementation.implemented_requirements) == 199
    assert plan.system_characteristics.system_name == "Hệ thống quản lý kiểm định xe cơ giới"


def test_equal_plans_are_equal_bytes(full):
    assert plan_of(full) == plan_of(type(full).objects.with_parties().get(pk=full.pk))


def test_199_answers_come_back_exactly_as_they_were(full, hung):
    before, content = answers(full), plan_of(full)
    full.plan_items.all().delete()
    reading = read_plan(content, full)
    assert (len(reading.changes), reading.same, reading.refusals) == (199, 0, ())
    assert all(change.fresh for change in reading.changes) and not full.plan_items.exists(), "a look stores nothing"
    import_plan(dossier=full, content=content, by=hung, seen=fingerprint(reading))
    assert answers(full) == before
    assert len(LedgerEntry.objects.get(verb="import_plan").details["codes"]) == 199


def test_only_what_differs_is_changed_and_told(full, hung):
    def other(_plan, rows):
        rows[4]["by-components"][0]["description"] = "Cách khác"
        rows[4]["by-components"][0]["implementation-status"] = {"state": "partial"}

    content = changed(full, other)
    [change] = read_plan(content, full).changes
    before = full.plan_items.get(code=change.code)
    assert change.pairs == (("status", before.status, "partly"), ("how", before.how, "Cách khác"))
    import_plan(dossier=full, content=content, by=hung)
    after = full.plan_items.get(code=change.code)
    assert (after.status, after.how, after.version, after.updated_by) == ("partly", "Cách khác", 2, hung)
    assert full.plan_items.filter(version=1).count() == 198


def test_an_inherited_answer_is_told_and_stays_inherited(full, hung, ministry, registry, tmp_path):
    host = InformationSystem(code="TTDL", name="Trung tâm dữ liệu", owner=ministry, operator=registry)
    host.save()
    item = full.plan_items.filter(status="not_met").first()
    PlanItem.objects.filter(pk=item.pk).update(inherited_from=host)
    content = plan_of(full)
    (tmp_path / "plan.json").write_bytes(content)
    plan = SystemSecurityPlan.oscal_read(tmp_path / "plan.json")
    inherited = [one for one in plan.control_implementation.implemented_requirements if one.by_components[0].inherited]
    assert [one.control_id for one in inherited] == [item.code]
    reading = read_plan(content, full)
    assert len(reading.kept) == 1 and reading.kept[0].endswith("giữ nguyên câu trả lời kế thừa.")
    assert (reading.changes, reading.same) == ((), 198)


def rename(name):
    return lambda _plan, rows: rows[0].update({"control-id": name})


def state(**status):
    return lambda _plan, rows: rows[0]["by-components"][0].update({"implementation-status": status})


def about(plan_prop, value):
    def act(plan, _rows):
        for one in plan["metadata"]["props"]:
            if one["name"] == plan_prop:
                one["value"] = value

    return act


@pytest.mark.parametrize(
    ("act", "sentence"),
    [
        (rename("khac"), "Cấp độ 3 không có yêu cầu “khac”."),
        (lambda _plan, rows: rows.append(rows[0]), "được trả lời hai lần."),
        (state(state="alternative"), "tình trạng “alternative” không có ở đây; dùng: implemented, partial"),
        (state(state="not-applicable"), "không áp dụng thì phải có lý do"),
        (state(state="implemented", remarks="vì sao"), "lý do chỉ dành cho yêu cầu không áp dụng."),
        (lambda _plan, rows: rows[0]["by-components"].clear(), "cần đúng một thành phần thực hiện"),
        (lambda _plan, rows: rows[0]["by-components"][0].update(description=5), "có trường không phải là chữ."),
        (lambda _plan, rows: rows.clear(), "Tệp không có câu trả lời nào."),
        (about("level", "4"), "Phương án trong tệp là của cấp độ 4; hồ sơ này ở cấp độ 3."),
        (about("standard", "tcvn14423:2026"), "trong tệp theo tcvn14423:2026; hồ sơ này theo tcvn11930:2017."),
        (lambda plan, _rows: plan["system-characteristics"]["system-ids"][0].update(id="X"),
         "Phương án trong tệp là của hệ thống X, không phải BGTVT-026."),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_refused_by_a_sentence_and_nothing_is_stored(full, hung, act, sentence):
    content, before = changed(full, act), answers(full)
    assert any(sentence in one for one in read_plan(content, full).refusals), read_plan(content, full).refusals
    with pytest.raises(StepRefused) as refused:
        import_plan(dossier=full, content=content, by=hung)
    assert any(sentence in one for one in refused.value.reasons) and answers(full) == before


def test_a_due_day_and_a_name_that_cannot_be_are_refused(full):
    def act(_plan, rows):
        for row in rows:
            for one in row["props"]:
                if one["name"] == "due-on":
                    one["value"] = "31/12/2026"
                if one["name"] == "responsible":
                    one["value"] = "x" * 201
                    one.pop("remarks", None)

    refusals = read_plan(changed(full, act), full).refusals
    assert any("ngày hoàn thành “31/12/2026” không phải dạng 2026-12-31." in one for one in refusals)
    assert any("trường responsible dài quá 200 ký tự." in one for one in refusals)


def test_a_plan_without_answers_and_a_file_that_is_no_plan(dossier_in, full):
    with pytest.raises(NotOscal, match="Phương án chưa có câu trả lời nào để xuất."):
        full.plan_items.all().delete()
        to_plan(full)
    for content in (b"{}", b"PK", b'{"catalog": {}}'):
        with pytest.raises(NotOscal, match="Tệp không phải OSCAL JSON có “system-security-plan”."):
            read_plan(content, full)


def test_who_may_not_write_the_plan_brings_nothing_in_and_a_stale_look_is_told(full, hung, trang):
    content = changed(full, lambda _plan, rows: rows[4]["by-components"][0].update(description="Khác"))
    with pytest.raises(PermissionDenied):
        import_plan(dossier=full, content=content, by=trang)
    seen = fingerprint(read_plan(content, full))
    PlanItem.objects.filter(dossier=full, code=read_plan(content, full).changes[0].code).update(
        how="Người khác vừa ghi"
    )
    with pytest.raises(OutOfDate, match="hãy xem lại rồi ghi"):
        import_plan(dossier=full, content=content, by=hung, seen=seen)


def test_the_same_file_twice_changes_nothing_the_second_time(full, hung):
    with pytest.raises(StepRefused, match="Tệp không làm thay đổi câu trả lời nào."):
        import_plan(dossier=full, content=plan_of(full), by=hung)
