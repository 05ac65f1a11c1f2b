"""An OSCAL catalog back to the file of a catalogue, which then goes through the same examination as any other. Pure."""

import base64
import binascii
import json

import yaml
from django.utils.translation import gettext as _

from classification.catalogue_reading import LARGEST

from .catalogs import OWN_META
from .words import NotOscal, by_level, part_of, prop_of, props_of

MOST = 4 * LARGEST
"""Bytes of an OSCAL file; JSON is wordier than YAML."""
STANDARDS = ("tcvn11930:2017", "tcvn14423:2026")


def looks_like_catalog(content: bytes) -> bool:
    """Whether the bytes are meant to be an OSCAL catalog and not a file of ours."""
    return content.lstrip().startswith(b"{")


def from_catalog(content: bytes) -> bytes:
    """The catalogue file (YAML) that says the same. Raises NotOscal; what else is wrong the examination tells."""
    catalog = read_document(content, "catalog")
    head = catalog.get("metadata")
    standard = prop_of(head, "standard") if isinstance(head, dict) else None
    if standard not in STANDARDS:
        raise NotOscal(_("Danh mục OSCAL này không nói là của TCVN 11930:2017 hay TCVN 14423:2026."))
    groups = sorted(_all_groups(catalog), key=_position)
    data = {"meta": _meta(catalog, head)}
    if standard == "tcvn11930:2017":
        data["nodes"] = [_node(group) for group in groups]
    else:
        data["groups"] = [_chapter(group) for group in groups]
    return yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=160).encode()


def as_catalogue_file(content: bytes) -> bytes:
    """A catalogue file as it came, or what an OSCAL catalog says as one. Raises NotOscal."""
    return from_catalog(content) if looks_like_catalog(content) else content


def read_document(content: bytes, root: str) -> dict:
    """What stands under the one root of an OSCAL file. Raises NotOscal."""
    if len(content) > MOST:
        raise NotOscal(_("Tệp OSCAL lớn hơn 16 MB."))
    try:
        document = json.loads(content)[root]
    except (ValueError, KeyError, TypeError, RecursionError) as wrong:
        raise NotOscal(_("Tệp không phải OSCAL JSON có “%(root)s”.") % {"root": root}) from wrong
    if not isinstance(document, dict):
        raise NotOscal(_("Tệp không phải OSCAL JSON có “%(root)s”.") % {"root": root})
    return document


def _all_groups(entry: dict, depth: int = 0) -> list[dict]:
    found = []
    for group in _rows(entry, "groups") if depth < 10 else ():
        found += [group, *_all_groups(group, depth + 1)]
    return found


def _position(entry: dict) -> str:
    sorts = (one.get("value") for one in _rows(entry, "props") if one.get("name") == "sort-id")
    return str(next(sorts, ""))


def _meta(catalog: dict, head: dict) -> dict:
    """What the file said of itself, if it came from here; else what OSCAL holds."""
    matter = catalog.get("back-matter")
    for resource in _rows(matter if isinstance(matter, dict) else {}, "resources"):
        kept = resource.get("base64")
        if isinstance(kept, dict) and kept.get("filename") == OWN_META:
            try:
                return json.loads(base64.b64decode(kept["value"], validate=True), object_pairs_hook=_numbers)
            except (ValueError, KeyError, TypeError, binascii.Error) as wrong:
                raise NotOscal(_("Không đọc được phần thông tin về nguồn trong danh mục OSCAL.")) from wrong
    return {"title": head.get("title", ""), "warning": head.get("remarks", "")}


def _numbers(pairs) -> dict:
    """JSON has no numbers as keys; levels are."""
    return {int(key) if key.isdigit() else key: value for key, value in pairs}


def _node(group: dict) -> dict:
    node = _plain({
        "id": prop_of(group, "code") or group.get("id"), "title_vi": group.get("title"),
        "title_en": prop_of(group, "title-en"), "source": prop_of(group, "source"), "clause": by_level(group, "clause"),
        "min_level": _int(prop_of(group, "min-level")), "seen": prop_of(group, "seen"),
        "note": part_of(group, "guidance", "note"), "editorial": part_of(group, "guidance", "editorial"),
    })  # fmt: skip
    if controls := sorted(_rows(group, "controls"), key=_position):
        node["requirements"] = [_point(control) for control in controls]
    return node


def _point(control: dict) -> dict:
    point = _plain({
        "key": prop_of(control, "key"), "min_level": _int(prop_of(control, "min-level")),
        "text_vi": part_of(control, "statement"), "seen": prop_of(control, "seen"),
        "conf_text": prop_of(control, "conf-text"), "conf_level": prop_of(control, "conf-level"),
    })  # fmt: skip
    if values := by_level(control, "value"):
        point["level_values"] = values
    return point


def _chapter(group: dict) -> dict:
    return _plain({
        "id": prop_of(group, "code") or group.get("id"), "title_vi": group.get("title"),
        "title_en": prop_of(group, "title-en"), "head": [head for _class, head in props_of(group, "head")],
        "clause": by_level(group, "clause"),
        "requirements": [_requirement(control) for control in sorted(_rows(group, "controls"), key=_position)],
    })  # fmt: skip


def _requirement(control: dict) -> dict:
    levels: dict[int, dict] = {}
    for name, kind in (("clause", str), ("value", str), ("every_months", _int), ("group", str), ("inferred", _flag)):
        for level, value in by_level(control, name.replace("_", "-")).items():
            levels.setdefault(level, {})[name] = kind(value)
    return _plain({
        "id": prop_of(control, "code") or control.get("id"), "text_vi": part_of(control, "statement"),
        "levels": dict(sorted(levels.items())), "kind": prop_of(control, "kind"), "head": prop_of(control, "head"),
        "evidence_vi": part_of(control, "guidance", "evidence"), "note": part_of(control, "guidance", "note"),
    })  # fmt: skip


def _plain(entry: dict) -> dict:
    """Without what is not there: the examination says what is missing."""
    return {name: value for name, value in entry.items() if value is not None}


def _int(text: str | None):
    return int(text) if text is not None and text.isdigit() else text


def _flag(text: str):
    return {"true": True, "false": False}.get(text, text)


def _rows(entry: dict, name: str) -> list[dict]:
    rows = entry.get(name)
    return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []
