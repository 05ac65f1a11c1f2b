"""The page that opens offline: what lies in the archive, by folder, and how to check that it is untouched."""

from pathlib import Path
from urllib.parse import quote

from django.template.loader import render_to_string

from classification.models import Dossier

from .gathering import FOLDERS, Entry
from .manifest import Listed

PAGE, STYLE = "index.html", "index.css"


def about(dossier: Dossier) -> dict:
    """Whose files these are, in plain values for the manifest."""
    system = dossier.system
    return {
        "dossier": dossier.pk,
        "system": {"code": system.code, "name": system.name},
        "owner": system.owner.name,
        "operator": system.operator.name,
        "level": dossier.level,
        "state": str(dossier.state),
        "state_in_words": str(dossier.get_state_display()),
        "round": dossier.round,
        "regime": dossier.regime,
        "ruleset_version": dossier.ruleset_version,
        "decision_number": dossier.decision_number,
        "decision_on": dossier.decision_on.isoformat() if dossier.decision_on else None,
        "recorded_from_paper": dossier.recorded,
    }


def pages_of_dossier(dossier: Dossier, files: list[tuple[Entry, Listed]]) -> dict[str, bytes]:
    """Our own two files beside those of the dossier: path -> content."""
    folders = [
        (folder, [_row(entry, listed) for entry, listed in files if entry.folder == folder]) for folder in FOLDERS
    ]
    context = {
        "dossier": dossier,
        "folders": folders,
        "count": len(files),
        "size": sum(listed.size for _entry, listed in files),
        "signed": any(entry.signer for entry, _listed in files),
        "taken": dossier.steps.select_related("by").order_by("pk"),
    }
    return {
        PAGE: render_to_string("documents/export/index.html", context).encode(),
        STYLE: (Path(__file__).parent / STYLE).read_bytes(),
    }


def pages_of_many(context: dict) -> dict[str, bytes]:
    """The same for an archive of archives."""
    return {
        PAGE: render_to_string("documents/export/many.html", context).encode(),
        STYLE: (Path(__file__).parent / STYLE).read_bytes(),
    }


def link(path: str) -> str:
    """The address of a file of the archive from its index, whatever signs its name holds."""
    return quote(path)


def _row(entry: Entry, listed: Listed) -> dict:
    inner = entry.path.partition("/")[2]
    place, _slash, name = inner.rpartition("/")
    return {"entry": entry, "listed": listed, "url": link(entry.path), "place": place, "name": name}
