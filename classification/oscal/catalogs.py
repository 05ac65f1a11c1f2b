"""A requirement catalogue as an OSCAL catalog: chapters are groups, requirements controls, levels properties. Pure."""

import base64
import hashlib
import json

import yaml

from classification import catalogue_files
from classification.catalogue import LEVELS, Catalogue

from .words import identifier, metadata, prop, token

OWN_META = "meta.json"


def to_catalog(standard: str, content: bytes) -> dict:
    """The document for the bytes of a catalogue file that was examined."""
    data = yaml.load(content, Loader=yaml.CSafeLoader)  # noqa: S506
    read = catalogue_files.read(standard, content)
    groups = _nested(data["nodes"], read) if "nodes" in data else [_chapter(g, n, read) for n, g in _numbered(data)]
    return {
        "catalog": {
            "uuid": identifier("catalog", standard, read.version),
            "metadata": metadata(
                read.title,
                str(data["meta"].get("made", "")),
                read.version,
                props=[prop("standard", standard), prop("edition", read.edition)],
                remarks=read.warning,
            ),  # fmt: skip
            "groups": groups,
            "back-matter": {"resources": [_own_meta(standard, data["meta"])]},
        }
    }


def href(standard: str, content: bytes) -> str:
    """What a profile calls the catalog that it selects from."""
    return f"#{identifier('catalog', standard, hashlib.sha256(content).hexdigest())}"


def _numbered(data: dict):
    return enumerate(data["groups"], start=1)


def _own_meta(standard: str, meta: dict) -> dict:
    """What a catalogue file says of itself beyond a title: sources, conventions, gaps; OSCAL has no place for those."""
    value = json.dumps(meta, ensure_ascii=False, sort_keys=True, default=str).encode()
    return {
        "uuid": identifier("meta", standard, hashlib.sha256(value).hexdigest()),
        "title": "Nguồn, quy ước và chỗ còn thiếu của tệp bộ yêu cầu",
        "base64": {
            "filename": OWN_META,
            "media-type": "application/json",
            "value": base64.b64encode(value).decode(),
        },
    }


def _levels_of(code: str, read: Catalogue) -> list[int]:
    return [level for level in LEVELS if any(one.code == code for one in read.requirements_for(level))]


def _chapter(group: dict, position: int, read: Catalogue) -> dict:
    """TCVN 14423: a chapter with its requirements, each with what it is at every level."""
    return {
        "id": token(group["id"]),
        "class": "chapter",
        "title": group["title_vi"],
        "props": [
            _sort(position),
            prop("code", group["id"]),
            prop("title-en", group["title_en"]),
            *(prop("head", head) for head in group["head"]),
            *(prop("clause", clause, f"level-{level}") for level, clause in group["clause"].items()),
        ],
        "controls": [_requirement(item, n, read) for n, item in enumerate(group["requirements"], start=1)],
    }


def _requirement(item: dict, position: int, read: Catalogue) -> dict:
    props = [_sort(position), prop("code", item["id"]), prop("kind", item["kind"]), prop("head", item["head"])]
    props += [prop("level", level) for level in _levels_of(item["id"], read)]
    for level, here in item["levels"].items():
        props += [prop(name.replace("_", "-"), value, f"level-{level}") for name, value in here.items()]
    guidance = [("evidence", item["evidence_vi"]), ("note", item.get("note"))]
    return _control(item["id"], item["text_vi"], props, guidance)


def _nested(nodes: list[dict], read: Catalogue) -> list[dict]:
    """TCVN 11930: chapters within chapters, by the steps of their names."""
    made = {node["id"]: _node(node, n, read) for n, node in enumerate(nodes, start=1)}
    top = []
    for name, group in made.items():
        above = made.get(name.rpartition(".")[0])
        (top if above is None else above.setdefault("groups", [])).append(group)
    return top


def _node(node: dict, position: int, read: Catalogue) -> dict:
    group = {
        "id": token(node["id"]),
        "class": "chapter",
        "title": node["title_vi"],
        "props": [
            _sort(position),
            prop("code", node["id"]),
            prop("title-en", node["title_en"]),
            prop("source", node["source"]),
            prop("min-level", node["min_level"]),
            prop("seen", node["seen"]),
            *(prop("clause", clause, f"level-{level}") for level, clause in node["clause"].items()),
        ],
    }
    if parts := [_prose(node["id"], name, node[name]) for name in ("note", "editorial") if name in node]:
        group["parts"] = parts
    if "requirements" in node:
        group["controls"] = [_point(node, point, n, read) for n, point in enumerate(node["requirements"], start=1)]
    return group


def _point(node: dict, point: dict, position: int, read: Catalogue) -> dict:
    code = f"{node['id']}.{point['key']}"
    props = [_sort(position), prop("code", code), prop("key", point["key"]), prop("min-level", point["min_level"])]
    props += [prop(name.replace("_", "-"), point[name]) for name in ("seen", "conf_text", "conf_level")]
    props += [prop("level", level) for level in _levels_of(code, read)]
    props += [prop("value", value, f"level-{level}") for level, value in point.get("level_values", {}).items()]
    return _control(code, point["text_vi"], props, [])


def _control(code: str, text: str, props: list[dict], guidance: list[tuple[str, str | None]]) -> dict:
    statement = {"id": f"{token(code)}_smt", "name": "statement", "prose": text}
    title = " ".join(text.split())
    return {
        "id": token(code),
        "title": title if len(title) <= 120 else title[:119].rpartition(" ")[0] + "…",
        "props": props,
        "parts": [statement, *(_prose(code, css, prose) for css, prose in guidance if prose is not None)],
    }


def _prose(code: str, css: str, prose: str) -> dict:
    return {"id": f"{token(code)}_{css}", "name": "guidance", "class": css, "prose": prose}


def _sort(position: int) -> dict:
    return {"name": "sort-id", "value": f"{position:04d}"}
