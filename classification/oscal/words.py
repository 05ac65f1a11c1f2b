"""The small things every OSCAL file needs: identifiers, properties under our own name, documents as bytes. Pure."""

import json
import re
import uuid

OSCAL = "1.1.3"
NS = "urn:ho-so-cap-do:oscal"
"""The name under which stand properties that OSCAL does not define."""
SPACE = uuid.uuid5(uuid.NAMESPACE_URL, NS)
EPOCH = "2026-01-01"
TOKEN = re.compile(r"^[^\W\d][\w.\-]*$")
ONE_LINE = re.compile(r"^\S(.*\S)?$")


class NotOscal(ValueError):
    """The file is not what it should be; its text is a sentence."""


def identifier(*parts: object) -> str:
    """A UUID that names the same thing every time."""
    return str(uuid.uuid5(SPACE, "\n".join(str(part) for part in parts)))


def token(code: str) -> str:
    """A code as OSCAL wants its names: a letter first."""
    return code if TOKEN.match(code) else f"_{code}"


def prop(name: str, value: object, css: str = "") -> dict:
    """A property of ours. A value that is more than one line stands whole in the remarks."""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    made = {"name": name, "ns": NS, "value": text if ONE_LINE.match(text) else " ".join(text.split()) or "-"}
    if css:
        made["class"] = css
    if made["value"] != text:
        made["remarks"] = text
    return made


def props_of(entry: dict, name: str) -> list[tuple[str, str]]:
    """(class, value) of our properties of this name, in their order."""
    found = [one for one in _rows(entry, "props") if one.get("name") == name and one.get("ns") == NS]
    return [(one.get("class", ""), one.get("remarks", one.get("value", ""))) for one in found]


def prop_of(entry: dict, name: str) -> str | None:
    """The value of our property of this name; None where it has none."""
    return next((value for _class, value in props_of(entry, name)), None)


def by_level(entry: dict, name: str) -> dict[int, str]:
    """Level -> value of the properties of this name that belong to one level each."""
    found = {}
    for css, value in props_of(entry, name):
        if match := re.fullmatch(r"level-([1-5])", css):
            found[int(match[1])] = value
    return found


def part_of(entry: dict, name: str, css: str = "") -> str | None:
    """The prose of the part of this name (and class); None where there is none."""
    found = (
        one.get("prose") for one in _rows(entry, "parts") if one.get("name") == name and one.get("class", "") == css
    )
    return next(found, None)


def metadata(title: str, day: str, version: str, **more) -> dict:
    """`day` is an ISO date of the data itself: the clock would make other bytes each time."""
    return {
        "title": title,
        "last-modified": f"{day if re.fullmatch(r'[0-9]{4}-[0-9]{2}-[0-9]{2}', day) else EPOCH}T00:00:00+07:00",
        "version": version,
        "oscal-version": OSCAL,
        **more,
    }


def to_bytes(document: dict) -> bytes:
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def _rows(entry: dict, name: str) -> list[dict]:
    rows = entry.get(name)
    return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []
