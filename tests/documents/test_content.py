"""Content of papers: cleaned on entry, exact JSON form, the right words of each regime."""

import dataclasses
import json
from datetime import date

import pytest

from classification import regimes
from documents import content as c
from tests.documents import papers


@pytest.mark.parametrize("make", papers.ALL, ids=lambda make: make.__name__)
@pytest.mark.parametrize("terms", [papers.ND85, papers.ND331], ids=lambda terms: terms.regime)
def test_every_paper_survives_the_way_to_json_and_back(make, terms):
    paper = make(terms)
    stored = json.loads(json.dumps(paper.to_json()))
    again = c.from_json(stored)
    assert again == paper
    assert again.digest() == paper.digest()


def test_the_digest_does_not_depend_on_the_order_of_keys():
    data = papers.decision().to_json()
    shuffled = dict(reversed(data.items()))
    assert c.from_json(shuffled).digest() == papers.decision().digest()


def test_another_word_gives_another_digest():
    assert papers.decision(supervisor="Văn phòng Bộ").digest() != papers.decision().digest()


def test_content_is_frozen():
    with pytest.raises(dataclasses.FrozenInstanceError):
        papers.decision().owner = "Ai đó"


def test_texts_are_cleaned_when_they_enter():
    party = c.Party(name="Cu\u0323c\x00 Đăng\u202e kiểm")
    assert party.name == "Cục Đăng kiểm"


def test_lists_become_tuples():
    assert c.Signer(name="An", authority_lines=["KT. Bộ trưởng"]).authority_lines == ("KT. Bộ trưởng",)


@pytest.mark.parametrize(
    "change",
    [
        {"kind": "leaflet"},
        {"version": 2},
        {"unheard_of": 1},
        {"subject": None},
        {"issued_on": "05/01/2027"},
        {"supervisor": 7},
        {"duties": "một chuỗi"},
        {"signer": {"name": "An", "rank": 3}},
    ],
    ids=lambda change: next(iter(change)),
)
def test_damaged_json_is_refused_in_one_way(change):
    with pytest.raises(ValueError):
        c.from_json(papers.decision().to_json() | change)


def test_a_missing_field_is_refused():
    data = papers.decision().to_json()
    del data["supervisor"]
    with pytest.raises(ValueError, match="supervisor"):
        c.from_json(data)


def test_true_is_no_level():
    with pytest.raises(ValueError, match="level"):
        c.Subject(system="A", operator="B", address="C", level=True)


def test_numbers_below_ten_carry_a_zero_and_a_draft_keeps_room():
    assert c.Number(serial=9, symbol="QĐ-BGTVT").text == "09/QĐ-BGTVT"
    assert c.Number(serial=1208, symbol="ĐKVN-CNTT").text == "1208/ĐKVN-CNTT"
    assert c.Number(symbol="QĐ-BGTVT").text.strip() == "/QĐ-BGTVT"


def test_the_signers_title_is_not_said_twice():
    lines = ("TM. Ủy ban nhân dân", "Chủ tịch")
    assert c.Signer(name="An", authority_lines=lines, title="Chủ tịch").capacity == lines
    assert c.Signer(name="An", authority_lines=lines[:1], title="Chủ tịch").capacity == lines
    assert c.Signer(name="An", title="Cục trưởng").capacity == ("Cục trưởng",)


def test_a_reference_reads_as_a_citation():
    assert papers.LETTER.text == "Công văn số 1208/ĐKVN-CNTT ngày 05 tháng 10 năm 2026 của Cục Đăng kiểm Việt Nam"
    assert c.Reference(kind="Tờ trình").text == "Tờ trình"


def test_form_02_lists_the_specialist_opinion_only_from_level_four():
    assert len(papers.submission().enclosed) == 4
    high = dataclasses.replace(papers.SUBJECT, level=4)
    assert "đơn vị chuyên trách về an ninh mạng" in papers.submission(subject=high).enclosed[4]


def test_the_request_lists_the_appraisal_from_level_three():
    assert len(papers.request().enclosed) == 6
    low = dataclasses.replace(papers.SUBJECT, level=2)
    assert len(papers.request(subject=low, appraisal=None).enclosed) == 5


def test_an_unfitting_opinion_without_a_reason_cannot_exist():
    with pytest.raises(ValueError, match="unfit"):
        papers.opinion(fits=False)


def test_an_address_too_long_for_the_strip_is_refused():
    with pytest.raises(ValueError, match="120"):
        c.Verification(address="https://hoso.example.vn/" + "x" * 200, code="A")


def test_the_plan_counts_its_requirements():
    plan = papers.explanation().plan
    assert plan.totals == (18, 12, 30)
    assert sum(row[3] for row in plan.summary) == 30
    assert plan.outstanding == 10
    assert plan.last_due == date(2027, 3, 31)


@pytest.mark.parametrize("make", papers.ALL, ids=lambda make: make.__name__)
def test_no_paper_of_the_old_regime_speaks_of_cyber_security(make):
    assert "an ninh mạng" not in make(papers.ND85).canonical().lower()


def test_a_paper_cites_the_law_that_is_in_force_on_its_day():
    last, first = (c.terms_on(day, regimes.ND85_2016).grounds[0] for day in (date(2026, 6, 30), date(2026, 7, 1)))
    assert last.startswith("Luật An toàn thông tin mạng số 86/2015/QH13")
    assert first == "Luật An ninh mạng số 116/2025/QH15"
