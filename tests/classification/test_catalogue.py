"""The requirement catalogues: complete by their own statistics, unambiguous, read the same way for both standards."""

import dataclasses
import hashlib
from collections import Counter
from pathlib import Path

import pytest
import yaml

from classification import catalogue, catalogue_files
from classification.catalogue import MANAGEMENT, TECHNICAL, CatalogueError, Group, Requirement, clause_order, load

OLD, NEW = "tcvn11930:2017", "tcvn14423:2026"
FILES = {OLD: "tcvn11930_2017.yaml", NEW: "tcvn14423_2026.yaml"}
BOTH_AT_EVERY_LEVEL = [(standard, level) for standard in FILES for level in catalogue.LEVELS]


def raw(name: str) -> dict:
    return yaml.load((catalogue_files.FOLDER / name).read_bytes(), yaml.CSafeLoader)


@pytest.mark.parametrize("level", catalogue.LEVELS)
def test_tcvn_11930_holds_as_many_requirements_as_its_file_says(level):
    stats = raw(FILES[OLD])["meta"]["stats"]["by_level"][level]
    assert len(load(OLD).requirements_for(level)) == stats["requirements_cumulative"]


@pytest.mark.parametrize("level", catalogue.LEVELS)
def test_tcvn_14423_holds_as_many_requirements_as_its_file_says(level):
    counts = raw(FILES[NEW])["meta"]["counts"]["by_level"][level]
    found = load(NEW).requirements_for(level)
    assert len(found) == counts["requirements"]
    assert Counter(r.kind for r in found) == {MANAGEMENT: counts["management"], TECHNICAL: counts["technical"]}
    assert Counter(r.group.id for r in found) == counts["by_group"]


def test_the_older_standard_is_cumulative_and_the_newer_is_not():
    def codes(standard, level):
        return {requirement.code for requirement in load(standard).requirements_for(level)}

    assert load(OLD).cumulative
    assert not load(NEW).cumulative
    for level in (1, 2, 3, 4):
        assert codes(OLD, level) <= codes(OLD, level + 1)
    assert codes(NEW, 3) - codes(NEW, 4), "something asked at level 3 and not repeated at level 4"


@pytest.mark.parametrize(("standard", "level"), BOTH_AT_EVERY_LEVEL)
def test_every_requirement_has_words_a_clause_and_a_code_of_its_own(standard, level):
    found = load(standard).requirements_for(level)
    assert len({requirement.code for requirement in found}) == len(found)
    for requirement in found:
        assert requirement.text
        assert requirement.clause
        assert requirement.kind in {MANAGEMENT, TECHNICAL}
        assert requirement.head in {"", *load(standard).heads}
        assert "?" not in requirement.value
        assert not requirement.value.startswith("như cấp"), "a value is read alone, it never points at another level"


@pytest.mark.parametrize(("standard", "level"), BOTH_AT_EVERY_LEVEL)
def test_groups_hold_each_requirement_once_management_before_technical(standard, level):
    areas = load(standard).groups_for(level)
    grouped = [r for area in areas for group in area.groups for r in group.requirements]
    assert [area.kind for area in areas] == [MANAGEMENT, TECHNICAL]
    assert Counter(grouped) == Counter(load(standard).requirements_for(level))
    assert sum(area.count for area in areas) == len(grouped)


@pytest.mark.parametrize(("standard", "level"), BOTH_AT_EVERY_LEVEL)
def test_groups_come_in_the_order_of_the_standard(standard, level):
    for area in load(standard).groups_for(level):
        numbered = [g.group.clause for g in area.groups if g.group.clause]
        assert numbered == sorted(numbered, key=clause_order)


def test_points_sort_as_vietnamese_letters_and_numbers_as_numbers():
    clauses = ["5.10.1 a)", "5.2.1 đ)", "5.2.1 e)", "5.2.1", "5.2.1 d)", "4.12.2.4 c); 4.12.2.5"]
    assert sorted(clauses, key=clause_order) == [
        "4.12.2.4 c); 4.12.2.5", "5.2.1", "5.2.1 d)", "5.2.1 đ)", "5.2.1 e)", "5.10.1 a)"
    ]  # fmt: skip


def test_the_clause_value_and_period_are_those_of_the_level():
    review = load(NEW).find("risk-02", 3), load(NEW).find("risk-02", 5)
    assert [r.clause for r in review] == ["5.1.2.1 b)", "7.1.2.1 b)"]
    assert [r.every_months for r in review] == [12, 6]
    log = load(OLD).find("tech.network.log.d", 3), load(OLD).find("tech.network.log.d", 5)
    assert [r.value for r in log] == ["3 tháng", "12 tháng"]
    assert [r.clause for r in log] == ["7.2.1.4", "9.2.1.4"]


def test_a_point_that_was_never_read_at_a_level_is_not_asked_there():
    assert load(NEW).find("account-02").level == 1
    with pytest.raises(KeyError):
        load(NEW).find("account-02", 3)


def test_the_point_is_cited_only_where_it_was_read():
    assert load(OLD).find("mgmt.policy.content.a", 5).clause == "9.1.1.1 a)"
    assert load(OLD).find("mgmt.policy.review.a", 5).clause == "9.1.1.3"
    assert load(OLD).find("tt12.regulation.a", 3).clause.startswith("TT 12/2022 Điều 9.7")


def test_a_requirement_may_stand_in_another_group_at_one_level():
    assert load(NEW).find("information-24", 3).group.id == "network"
    assert load(NEW).find("information-24", 4).group.id == "information"


def test_find_without_a_level_gives_the_lowest_that_has_it():
    assert load(NEW).find("monitoring-01").level == 3
    with pytest.raises(KeyError):
        load(NEW).find("no-such-code")


@pytest.mark.parametrize("level", [0, 6, None])
def test_a_level_outside_one_to_five_is_refused(level):
    with pytest.raises(ValueError, match="1 to 5"):
        load(NEW).requirements_for(level)


@pytest.mark.parametrize("standard", FILES)
def test_a_catalogue_warns_and_names_the_very_file_it_came_from(standard):
    about = load(standard)
    assert "Phải đối chiếu bản TCVN" in about.warning
    assert about.version == hashlib.sha256(Path(catalogue_files.FOLDER / FILES[standard]).read_bytes()).hexdigest()
    assert load(standard) is about


def test_nothing_of_a_catalogue_can_be_changed():
    about = load(NEW)
    with pytest.raises(dataclasses.FrozenInstanceError):
        about.requirements_for(3)[0].text = "khác"
    with pytest.raises(TypeError):
        about.by_level[3] = ()


def test_twins_and_empty_words_are_refused():
    good = Requirement("a-1", 1, "3.1", "Có quy trình", "", Group("a", "A", "A"), MANAGEMENT, "")
    with pytest.raises(CatalogueError, match="twice"):
        catalogue.build(iter([good, good]))
    with pytest.raises(CatalogueError, match="no text"):
        catalogue.build(iter([dataclasses.replace(good, text=" ")]))


def test_an_unknown_standard_is_a_key_error():
    with pytest.raises(KeyError):
        load("tcvn0:1900")


def test_the_mapping_between_the_standards_names_only_what_exists():
    old = {f"{node['id']}.{item['key']}" for node in raw(FILES[OLD])["nodes"] for item in node.get("requirements", ())}
    new = {item["id"] for group in raw(FILES[NEW])["groups"] for item in group["requirements"]}
    mapping = raw("mapping_2017_to_2026.yaml")["mapping"]
    assert {f"{row['old']}.{row['key']}" for row in mapping} == old
    assert {target["id"] for row in mapping for target in row["to"]} <= new
