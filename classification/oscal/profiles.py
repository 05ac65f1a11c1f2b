"""What one level asks as an OSCAL profile: a choice of controls from the catalog. Pure."""

from classification import catalogue_files

from .catalogs import href
from .words import identifier, metadata, prop, token


def to_profile(standard: str, content: bytes, level: int, made: str = "") -> dict:
    """The document for one level (1 to 5) of the catalogue in these bytes."""
    read = catalogue_files.read(standard, content)
    made = made or catalogue_files.provenance(content).made
    return {
        "profile": {
            "uuid": profile_id(standard, read.version, level),
            "metadata": metadata(
                f"{read.title}: cấp độ {level}",
                made,
                read.version,
                props=[prop("standard", standard), prop("level", level)],
                remarks=read.warning,
            ),  # fmt: skip
            "imports": [
                {
                    "href": href(standard, content),
                    "include-controls": [{"with-ids": [token(one.code) for one in read.requirements_for(level)]}],
                }
            ],
            "merge": {"as-is": True},
            "back-matter": {"resources": [resource(href(standard, content)[1:], read.title, file_name(standard))]},
        }
    }


def file_name(standard: str, level: int | None = None) -> str:
    """What the file of the catalog, or of the profile of a level, is called."""
    name = standard.replace(":", "-")
    return f"{name}-cap-do-{level}.json" if level else f"{name}.json"


def resource(uuid: str, title: str, name: str) -> dict:
    """How one OSCAL file says where another lies: beside it, under this name."""
    return {"uuid": uuid, "title": title, "rlinks": [{"href": name, "media-type": "application/json"}]}


def profile_id(standard: str, version: str, level: int) -> str:
    return identifier("profile", standard, version, level)
