"""Reads the catalogue files, each in its own shape, into the one shape of `catalogue.py`."""

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path
from types import MappingProxyType

import yaml

from .catalogue import LEVELS, MANAGEMENT, TECHNICAL, Catalogue, Group, Requirement, build, clause_order

FOLDER = Path(__file__).parent / "catalogues"

# Điều 9 khoản 3 and khoản 4 of Circular 12/2022: the seven management and four technical heads, by the group they name.
HEADS_OF_CIRCULAR = {
    "mgmt.policy": "9.3.a",
    "mgmt.org": "9.3.b",
    "mgmt.hr": "9.3.c",
    "mgmt.design": "9.3.d",
    "mgmt.ops": "9.3.đ",
    "mgmt.risk": "9.3.e",
    "mgmt.decommission": "9.3.g",
    "tech.network": "9.4.a",
    "tech.server": "9.4.b",
    "tech.application": "9.4.c",
    "tech.data": "9.4.d",
}
CIRCULAR_GROUP = Group(
    "tt12", "Yêu cầu bổ sung của Thông tư 12/2022/TT-BTTTT", "Further requirements of Circular 12/2022/TT-BTTTT"
)


def _read(name: str) -> tuple[dict, str]:
    """The file's content and the SHA-256 of its bytes."""
    content = (FOLDER / name).read_bytes()
    # The C loader reads both files in 0.06 s; the Python one takes a second.
    return yaml.load(content, Loader=yaml.CSafeLoader), hashlib.sha256(content).hexdigest()  # noqa: S506


def tcvn11930() -> Catalogue:
    """TCVN 11930:2017 with Circular 12/2022: cumulative, each level adds to the one below."""
    data, version = _read("tcvn11930_2017.yaml")
    nodes = {node["id"]: node for node in data["nodes"]}
    return build(
        (r for level in LEVELS for node in nodes.values() for r in _of_node(node, nodes, level)),
        id="tcvn11930:2017",
        title=data["meta"]["title"],
        edition="2017",
        warning=data["meta"]["warning"],
        version=version,
        cumulative=True,
        heads=MappingProxyType({head: nodes[group]["title_vi"] for group, head in HEADS_OF_CIRCULAR.items()}),
    )


def _of_node(node: dict, nodes: dict, level: int) -> Iterator[Requirement]:
    """Requirements of a leaf at a level. A leaf of the standard counts where it has a clause, a circular's from its
    lowest level on."""
    clause = node["clause"].get(level, "")
    if node["clause"] and not clause or level < node["min_level"]:
        return
    group = _group_of(node["id"], nodes, level)
    for item in node.get("requirements", ()):
        if item["min_level"] > level:
            continue
        yield Requirement(
            code=f"{node['id']}.{item['key']}",
            level=level,
            clause=_clause(clause or node["source"], item),
            text=item["text_vi"],
            value=item.get("level_values", {}).get(level, ""),
            group=group,
            kind=TECHNICAL if node["id"].startswith("tech.") else MANAGEMENT,
            head=HEADS_OF_CIRCULAR.get(group.id, ""),
            topic=node["title_vi"],
            note=node.get("note", ""),
            source="" if item["seen"] == "memory" else item["seen"],
            confidence=item["conf_text"],
            level_confidence=item["conf_level"],
        )


def _clause(clause: str, item: dict) -> str:
    """With its point, such as "7.1.1.1 a)", only where that point was read in a text and not written from memory."""
    point = re.fullmatch(r"([a-eg-ik-vxyđ])\d?", item["key"])
    return f"{clause} {point[1]})" if point and item["seen"] != "memory" and clause[0].isdigit() else clause


def _group_of(node_id: str, nodes: dict, level: int) -> Group:
    """The chapter a leaf belongs to: the second step of its path; everything only the circular asks is one chapter."""
    if node_id.startswith("tt12."):
        return CIRCULAR_GROUP
    chapter = nodes[".".join(node_id.split(".")[:2])]
    return Group(chapter["id"], chapter["title_vi"], chapter["title_en"], chapter["clause"].get(level, ""))


def tcvn14423() -> Catalogue:
    """TCVN 14423:2026: each level is written out in full and holds only what names that level."""
    data, version = _read("tcvn14423_2026.yaml")
    meta = data["meta"]
    return build(
        (requirement for level in LEVELS for requirement in _of_level(data["groups"], level)),
        id="tcvn14423:2026",
        title=f"{meta['standard']} {meta['title_vi']}",
        edition="2026",
        warning=meta["warning"],
        version=version,
        cumulative=False,
        heads=MappingProxyType(meta["heads"]),
    )


def _of_level(chapters: list[dict], level: int) -> list[Requirement]:
    groups = {c["id"]: Group(c["id"], c["title_vi"], c["title_en"], c["clause"].get(level, "")) for c in chapters}
    found = []
    for chapter in chapters:
        for item in chapter["requirements"]:
            here = item["levels"].get(level)
            # A point inferred from a gap in the lettering was never seen at this level: it is not asked of anyone.
            if here is None or here.get("inferred"):
                continue
            found.append(_restated(item, here, groups[here.get("group", chapter["id"])], level))
    return sorted(found, key=lambda requirement: clause_order(requirement.clause))


def _restated(item: dict, here: dict, group: Group, level: int) -> Requirement:
    return Requirement(
        code=item["id"],
        level=level,
        clause=here["clause"],
        text=item["text_vi"],
        value=here.get("value", ""),
        group=group,
        kind=item["kind"],
        head=item["head"],
        evidence_hint=item["evidence_vi"],
        every_months=here.get("every_months"),
        note=item.get("note", ""),
    )


READERS = {"tcvn11930:2017": tcvn11930, "tcvn14423:2026": tcvn14423}
