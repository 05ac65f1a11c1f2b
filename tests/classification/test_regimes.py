"""Each decree is written down whole: every criterion, who decides, by when, on which paper, each with its clause."""

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from classification.deadlines import Limit, Unit
from classification.facts import KEYS, REGIME_CODES
from classification.regimes import REGIMES, regime_for
from classification.regimes.base import ALL_LEVELS, Body, Sphere, Step

ND85, ND331 = REGIMES["nd85-2016"], REGIMES["nd331-2026"]
ROOT = Path(__file__).resolve().parents[2]
BOTH = pytest.mark.parametrize("regime", REGIMES.values(), ids=list(REGIMES))


def test_the_facts_name_the_same_decrees():
    assert tuple(REGIMES) == REGIME_CODES
    assert all(regime_for(code).code == code for code in REGIME_CODES)
    with pytest.raises(KeyError):
        regime_for("nd85")


def test_the_codes_are_those_of_the_law():
    assert [criterion.code for criterion in ND85.criteria] == [
        *("ND85-11.1", "ND85-11.2", "ND85-11.3", "ND85-11.4", "ND85-11.5"),
        *("ND85-10.1", "ND85-10.2", "ND85-10.3", "ND85-10.4"),
        *("ND85-9.1", "ND85-9.2.a", "ND85-9.2.b", "ND85-9.2.c", "ND85-9.3", "ND85-9.4"),
        *("ND85-8.1", "ND85-8.2.a", "ND85-8.2.b", "ND85-8.2.c", "ND85-8.3"),
        "ND85-7",
    ]
    assert [criterion.code for criterion in ND331.criteria] == [
        *("ND331-15.1", "ND331-15.2", "ND331-15.3", "ND331-15.4", "ND331-15.5"),
        *("ND331-14.1", "ND331-14.2", "ND331-14.3"),
        *("ND331-13.1", "ND331-13.2.a", "ND331-13.2.b", "ND331-13.2.c", "ND331-13.3", "ND331-13.4"),
        *("ND331-12.1", "ND331-12.2.a", "ND331-12.2.b", "ND331-12.3"),
        "ND331-11.1",
    ]


@BOTH
def test_code_and_clause_of_a_criterion_are_the_same_place(regime):
    for criterion in (*regime.criteria, *regime.open_criteria):
        article, *rest = criterion.code.split("-")[1].split(".")
        clause = f"Điều {article}" + "".join(f" {word} {at}" for word, at in zip(("khoản", "điểm"), rest, strict=False))
        assert criterion.clause == clause
        assert criterion.wording.endswith(".")
        assert regime.criterion(criterion.code) is criterion if criterion in regime.criteria else True


@BOTH
def test_criteria_need_only_facts_that_exist(regime):
    for criterion in regime.criteria:
        assert set(criterion.needs) <= set(KEYS)
        assert criterion.level in ALL_LEVELS
    with pytest.raises(KeyError):
        regime.criterion("ND85-99")


@BOTH
@pytest.mark.parametrize(
    ("level", "opinion", "appraiser", "approver", "plan_approver"),
    [
        (1, None, Body.SECURITY_UNIT, Body.SECURITY_UNIT, None),
        (2, None, Body.SECURITY_UNIT, Body.SECURITY_UNIT, None),
        (3, None, Body.SECURITY_UNIT, Body.OWNER, None),
        (4, Body.SECURITY_UNIT, Body.PUBLIC_SECURITY, Body.OWNER, None),
        (5, Body.SECURITY_UNIT, Body.PUBLIC_SECURITY, Body.PRIME_MINISTER, Body.OWNER),
    ],
)
def test_who_appraises_and_who_approves(regime, level, opinion, appraiser, approver, plan_approver):
    row = regime.authority_for(level, on=date(2026, 11, 23))
    assert (row.expert_opinion, row.appraiser, row.approver, row.plan_approver) == (
        opinion,
        appraiser,
        approver,
        plan_approver,
    )
    assert row.clause.startswith("Điều 12" if regime is ND85 else "Điều 18")
    assert row == regime.authority_for(level)


def test_until_march_2025_the_ministry_of_information_appraised_levels_four_and_five():
    assert ND85.authority_for(4, on=date(2025, 2, 28)).appraiser is Body.INFORMATION_MINISTRY
    assert ND85.authority_for(5, on=date(2025, 3, 1)).appraiser is Body.PUBLIC_SECURITY


@pytest.mark.parametrize(
    ("regime", "sphere", "appraiser"),
    [
        (ND85, Sphere.DEFENCE, Body.DEFENCE),
        (ND85, Sphere.PUBLIC_SECURITY, Body.PUBLIC_SECURITY),
        (ND331, Sphere.DEFENCE, Body.DEFENCE),
        (ND331, Sphere.CIPHER, Body.CIPHER),
    ],
)
def test_systems_of_defence_and_cipher_have_their_own_appraiser_from_level_four(regime, sphere, appraiser):
    assert regime.authority_for(4, sphere=sphere).appraiser is appraiser
    assert regime.authority_for(5, sphere=sphere).appraiser is appraiser
    assert regime.authority_for(3, sphere=sphere).appraiser is Body.SECURITY_UNIT


@pytest.mark.parametrize(
    ("regime", "step", "level", "limit"),
    [
        (ND85, Step.CHECK_VALIDITY, 3, None),
        (ND85, Step.APPRAISE, 1, None),
        (ND85, Step.APPRAISE, 3, Limit(15, Unit.CALENDAR)),
        (ND85, Step.APPRAISE, 4, Limit(30, Unit.CALENDAR)),
        (ND85, Step.APPROVE, 1, Limit(7, Unit.WORKING)),
        (ND331, Step.CHECK_VALIDITY, 1, Limit(5, Unit.WORKING)),
        (ND331, Step.APPRAISE, 2, None),
        (ND331, Step.APPRAISE, 3, Limit(15, Unit.WORKING)),
        (ND331, Step.APPRAISE, 5, Limit(25, Unit.WORKING)),
        (ND331, Step.APPROVE, 3, Limit(7, Unit.WORKING)),
        (ND331, Step.GIVE_OPINION, 4, None),
    ],
)
def test_the_clock_of_a_step(regime, step, level, limit):
    row = regime.time_limit(step, level)
    assert row.limit == limit
    assert (row.clause is None) == (limit is None)


@BOTH
def test_a_step_without_a_clock_in_the_law_has_none_here(regime):
    assert regime.time_limit(Step.SUBMIT, 3) is None
    assert regime.time_limit(Step.GIVE_OPINION, 1) is None


@BOTH
def test_the_expert_opinion_is_a_part_of_the_dossier_from_level_four(regime):
    assert [len(regime.parts_for(level)) for level in ALL_LEVELS] == [4, 4, 4, 5, 5]
    assert len(regime.plan_parts) == 7


@BOTH
@pytest.mark.parametrize(
    ("step", "level", "number"),
    [
        (Step.SUBMIT, 1, "01"),
        (Step.SUBMIT, 2, "01"),
        (Step.SUBMIT, 3, "02"),
        (Step.SUBMIT, 4, "03"),
        (Step.FORWARD, 5, "02"),
        (Step.APPRAISE, 3, "04"),
        (Step.REQUEST_APPROVAL, 3, "05"),
        (Step.APPROVE, 1, "06"),
        (Step.APPROVE, 4, "06"),
        (Step.APPROVE_PLAN, 5, "07"),
    ],
)
def test_which_form_a_step_uses(regime, step, level, number):
    form = regime.form_for(step, level)
    assert form.number == number
    assert regime.form(number).title == form.title


@BOTH
def test_levels_one_and_two_request_approval_on_no_form_of_their_own(regime):
    assert regime.form_for(Step.REQUEST_APPROVAL, 2) is None


def test_the_eight_forms_of_decree_331_bear_their_exact_titles():
    assert {form.number: form.title for form in ND331.forms} == {
        "01": "Văn bản đề nghị thẩm định, phê duyệt hồ sơ đề xuất cấp độ",
        "02": "Văn bản đề nghị thẩm định hồ sơ đề xuất cấp độ",
        "03": "Văn bản xin ý kiến chuyên môn về hồ sơ đề xuất cấp độ",
        "04": "Ý kiến thẩm định hồ sơ đề xuất cấp độ",
        "05": "Tờ trình phê duyệt hồ sơ đề xuất cấp độ",
        "06": "Quyết định phê duyệt cấp độ hệ thống thông tin",
        "07": "Quyết định về việc phê duyệt phương án bảo đảm an ninh mạng hệ thống thông tin",
        "08": "Mẫu báo cáo",
    }
    assert all(form.certain for form in ND331.forms)
    assert {form.number for form in ND85.forms if form.certain} == {"04", "06"}
    with pytest.raises(KeyError):
        ND331.form("09")


def test_each_decree_speaks_its_own_words():
    assert ND85.body_name(Body.SECURITY_UNIT) == "Đơn vị chuyên trách về an toàn thông tin"
    assert ND331.body_name(Body.SECURITY_UNIT) == "Đơn vị chuyên trách về an ninh mạng"
    assert ND331.body_name(Body.PUBLIC_SECURITY) == "Bộ Công an"
    assert (ND85.catalogue, ND331.catalogue) == ("tcvn11930:2017", "tcvn14423:2026")
    assert ND85.cite("Điều 9 khoản 1") == "Điều 9 khoản 1 Nghị định 85/2016/NĐ-CP"


def test_the_grounds_on_a_paper_follow_its_date():
    assert ND85.legal_bases_on(date(2021, 1, 4))[0].startswith("Luật An toàn thông tin mạng số 86/2015/QH13")
    in_transition = ND85.legal_bases_on(date(2026, 11, 23))
    assert in_transition[0] == "Luật An ninh mạng số 116/2025/QH15"
    assert any("khoản 1 Điều 39 Nghị định số 331/2026/NĐ-CP" in basis for basis in in_transition)
    assert not any("12/2022" in basis for basis in ND85.legal_bases_on(date(2022, 9, 30)))
    assert len(ND331.legal_bases_on(date(2026, 11, 23))) == 2


def test_assessment_periods():
    assert [(period.levels, period.months) for period in ND85.assessment_periods] == [
        (ALL_LEVELS, 24),
        ((3, 4), 12),
        ((5,), 6),
    ]
    assert all(period.months is None for period in ND331.assessment_periods)


PURE = ("facts", "facts_schema", "regimes", "regimes.selector", "determination", "unknowns", "what_if", "classifying")


@pytest.mark.parametrize("module", PURE)
def test_the_rules_load_without_settings_or_database(module):
    checked = (
        f"import sys, classification.{module}; sys.exit('django.conf' in sys.modules or 'django.db' in sys.modules)"
    )
    environment = {"PATH": "/usr/bin:/bin"}
    assert subprocess.run([sys.executable, "-c", checked], cwd=ROOT, env=environment, check=False).returncode == 0
