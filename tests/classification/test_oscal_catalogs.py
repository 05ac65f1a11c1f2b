"""Catalogues and levels in OSCAL: valid for the reference tool, the same bytes each time, and back without loss."""

import json

import pytest
import yaml
from trestle.oscal.catalog import Catalog
from trestle.oscal.profile import Profile

from classification.catalogue import LEVELS, load
from classification.catalogue_checking import examine
from classification.catalogue_files import FILES, bundled
from classification.oscal.catalogs import to_catalog
from classification.oscal.catalogs_back import from_catalog, looks_like_catalog
from classification.oscal.profiles import to_profile
from classification.oscal.words import NotOscal, to_bytes

both = pytest.mark.parametrize("standard", sorted(FILES))


def document(standard: str) -> dict:
    return to_catalog(standard, bundled(standard))


def controls(entry: dict):
    for group in entry.get("groups", ()):
        yield from group.get("controls", ())
        yield from controls(group)


@both
def test_the_reference_tool_reads_the_catalog(standard, tmp_path):
    path = tmp_path / "catalog.json"
    path.write_bytes(to_bytes(document(standard)))
    catalog = Catalog.oscal_read(path)
    assert document(standard)["catalog"]["metadata"]["oscal-version"] == "1.1.3"
    assert catalog.metadata.title == load(standard).title


@both
def test_every_requirement_is_a_control_that_says_its_levels(standard):
    found = {control["id"]: control for control in controls(document(standard)["catalog"])}
    read = load(standard)
    for level in LEVELS:
        asked = {one.code for one in read.requirements_for(level)}
        said = {
            code
            for code, control in found.items()
            if any(one["name"] == "level" and one["value"] == str(level) for one in control["props"])
        }
        assert said == asked
    ids = [one for control in found.values() for one in (control["id"], *(part["id"] for part in control["parts"]))]
    assert len(ids) == len(set(ids))


@both
@pytest.mark.parametrize("level", LEVELS)
def test_a_level_is_a_profile_of_exactly_its_requirements(standard, level, tmp_path):
    made = to_profile(standard, bundled(standard), level)
    (tmp_path / "profile.json").write_bytes(to_bytes(made))
    assert Profile.oscal_read(tmp_path / "profile.json").metadata.title.endswith(f"cấp độ {level}")
    [chosen] = made["profile"]["imports"]
    assert chosen["href"] == "#" + document(standard)["catalog"]["uuid"]
    [named] = made["profile"]["back-matter"]["resources"]
    assert named["uuid"] == chosen["href"][1:] and named["rlinks"][0]["href"] == f"{standard.replace(':', '-')}.json"
    assert chosen["include-controls"][0]["with-ids"] == [one.code for one in load(standard).requirements_for(level)]


@both
def test_equal_content_gives_equal_bytes(standard):
    assert to_bytes(document(standard)) == to_bytes(document(standard))


@both
def test_a_catalog_comes_back_as_the_very_same_data_and_is_found_good(standard):
    content = to_bytes(document(standard))
    assert looks_like_catalog(content) and not looks_like_catalog(bundled(standard))
    back = from_catalog(content)
    assert yaml.safe_load(back) == yaml.safe_load(bundled(standard))
    examined = examine(back)
    assert examined.standard == standard and not examined.problems
    for level in LEVELS:
        assert examined.catalogue.requirements_for(level) == load(standard).requirements_for(level)


def test_words_over_several_lines_and_odd_spaces_come_back_too():
    data = yaml.safe_load(bundled("tcvn14423:2026"))
    item = data["groups"][0]["requirements"][0]
    item["text_vi"], item["note"] = "Dòng một\nDòng hai", " có khoảng trắng "
    level = next(iter(item["levels"]))
    item["levels"][level]["value"] = "24 giờ\n- hoặc sớm hơn"
    content = yaml.safe_dump(data, allow_unicode=True, sort_keys=False).encode()
    back = yaml.safe_load(from_catalog(to_bytes(to_catalog("tcvn14423:2026", content))))
    assert back == data


def test_a_change_made_by_another_tool_arrives_and_a_mistake_is_named():
    made = document("tcvn14423:2026")
    control = made["catalog"]["groups"][0]["controls"][0]
    control["parts"][0]["prose"] = "Lời mới"
    assert yaml.safe_load(from_catalog(to_bytes(made)))["groups"][0]["requirements"][0]["text_vi"] == "Lời mới"
    control["props"] = [one for one in control["props"] if one["name"] != "head"]
    problems = [str(problem) for problem in examine(from_catalog(to_bytes(made))).problems]
    assert len(problems) == 1 and "head: thiếu trường này." in problems[0]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"{", "Tệp không phải OSCAL JSON có “catalog”."),
        (b'{"profile": {}}', "Tệp không phải OSCAL JSON có “catalog”."),
        (b'{"catalog": []}', "Tệp không phải OSCAL JSON có “catalog”."),
        (b'{"catalog": {"metadata": {"title": "SP 800-53"}}}', "không nói là của TCVN 11930:2017 hay TCVN 14423:2026."),
        (b" " * (16 * 1024 * 1024 + 1), "Tệp OSCAL lớn hơn 16 MB."),
    ],
)
def test_what_is_not_such_a_catalog_is_refused_in_words(content, sentence):
    with pytest.raises(NotOscal, match=sentence.replace(".", r"\.")):
        from_catalog(content)


def test_broken_particulars_are_refused_in_words():
    made = document("tcvn11930:2017")
    made["catalog"]["back-matter"]["resources"][0]["base64"]["value"] = "???"
    with pytest.raises(NotOscal, match="phần thông tin về nguồn"):
        from_catalog(json.dumps(made).encode())
