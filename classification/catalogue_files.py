"""Reads catalogues, each standard in its own shape of file, into the one shape of `catalogue.py`.

The files beside this module never change once released: decided plans are read by them. A correction is loaded as an
edition (models/catalogues.py), or comes with the product as another file.
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
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


FILES = {"tcvn11930:2017": "tcvn11930_2017.yaml", "tcvn14423:2026": "tcvn14423_2026.yaml"}


def bundled(catalogue_id: str) -> bytes:
    """The file of this standard that comes with the product. KeyError for any other id."""
    return (FOLDER / FILES[catalogue_id]).read_bytes()


def read(catalogue_id: str, content: bytes) -> Catalogue:
    """A catalogue from the bytes of its file; CatalogueError when it contradicts itself."""
    # The C loader reads both files in 0.06 s; the Python one takes a second.
    data = yaml.load(content, Loader=yaml.CSafeLoader)  # noqa: S506
    return READERS[catalogue_id](data, hashlib.sha256(content).hexdigest())


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a catalogue file says that its words come from, and what it says of its own gaps."""

    made: str
    superseded: str
    sources: tuple[str, ...]
    complete: tuple[str, ...]
    gaps: tuple[str, ...]


def provenance(content: bytes) -> Provenance:
    """What the head of a catalogue file tells of itself; the file was examined before."""
    data = yaml.load(content, Loader=yaml.CSafeLoader)  # noqa: S506
    meta = data["meta"]
    cited = [_cited(row) for row in _rows(meta, "sources")]
    seen = {node["seen"] for node in data.get("nodes", ())} - {"memory"}
    gaps = [row for name in ("not_complete", "not_covered", "gaps_suspected") for row in _rows(meta, name)]
    return Provenance(
        made=str(meta.get("made", "")),
        superseded=str(meta.get("superseded", "")),
        sources=tuple(dict.fromkeys(cited or sorted(seen))),
        complete=tuple(map(str, _rows(meta, "complete"))),
        gaps=tuple(map(str, gaps)),
    )


def _rows(meta: dict, name: str) -> list:
    return meta[name] if isinstance(meta.get(name), list) else []


def _cited(source) -> str:
    """A source as "repository path (version)"; whatever else is written there as it stands."""
    if not isinstance(source, dict):
        return str(source)
    version = f"({str(source['commit'])[:8]})" if source.get("commit") else ""
    return " ".join(str(part) for part in (source.get("repo"), source.get("path"), version) if part)


def tcvn11930(data: dict, version: str) -> Catalogue:
    """TCVN 11930:2017 with Circular 12/2022: cumulative, each level adds to the one below."""
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


def tcvn14423(data: dict, version: str) -> Catalogue:
    """TCVN 14423:2026: each level is written out in full and holds only what names that level."""
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
