"""Everything a dossier says at one moment as plain JSON values: what a submission freezes, what two rounds compare."""

from __future__ import annotations

import hashlib
import json

from classification.models import Dossier, Submission

ANSWER = ("status", "how", "reason", "responsible", "due_on", "evidence")
"""What an answer to a requirement holds, in the order in which it is read."""
HELD = (
    "regime", "ruleset_version", "regime_reason", "catalogue", "catalogue_version", "level", "determined_level",
    "higher_reason", "facts", "determination", "parts", "files", "plan", "answers",
)  # fmt: skip


def content_of(dossier: Dossier) -> dict:
    """The content as it stands now, by the names of `Submission`'s fields."""
    return {
        "regime": dossier.regime,
        "ruleset_version": dossier.ruleset_version,
        "regime_reason": dossier.regime_reason,
        "catalogue": dossier.catalogue.id,
        "catalogue_version": dossier.catalogue.version,
        "level": dossier.level,
        "determined_level": dossier.determined_level,
        "higher_reason": dossier.higher_reason,
        "facts": dossier.facts,
        "determination": dossier.determination,
        "parts": {part.key: part.content for part in dossier.parts.order_by("key")},
        "files": _files(dossier),
        "plan": _plan(dossier),
        "answers": answers_given(dossier),
    }


def content_sent(submission: Submission) -> dict:
    """The content that was frozen."""
    return {name: getattr(submission, name) for name in HELD}


def digest(content: dict) -> str:
    """SHA-256 of the content, the same whatever the order of keys."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _files(dossier: Dossier) -> dict:
    return {
        str(file.pk): {"filename": file.filename, "mime": file.mime, "size": file.size, "sha256": file.sha256}
        for file in dossier.attachments.order_by("pk")
    }


def _plan(dossier: Dossier) -> list[dict]:
    """Answered requirements with the words that were answered, so that a newer edition does not change them."""
    items = {item.code: item for item in dossier.plan_items.with_hosts().select_related("inherited_from")}
    told = []
    for requirement in dossier.catalogue.requirements_for(dossier.level) if dossier.level else ():
        if item := items.get(requirement.code):
            given = {name: getattr(item, name) for name in ANSWER} | {"status": item.counts_as}
            given["how"] = _how(item)
            given["due_on"] = item.due_on.isoformat() if item.due_on else ""
            told.append(
                {"code": item.code, "clause": requirement.clause, "text": requirement.text, "value": requirement.value}
                | {"kind": requirement.kind, "group": requirement.group.title_vi}
                | given
            )
    return told


def _how(item) -> str:
    """How it is met; of what is inherited, from whom, as it was on this day."""
    if not item.inherited_from_id:
        return item.how
    host = f"{item.inherited_from.name} ({item.inherited_from.code})"
    return "\n".join(said for said in (f"Kế thừa từ {host}.", item.how) if said)


def answers_given(dossier: Dossier) -> list[dict]:
    """The remarks asked in the round now at hand, with what was answered to them."""
    found = []
    for remark in dossier.remarks.filter(asked_in=dossier.round).prefetch_related("answers"):
        answer = next((one for one in remark.answers.all() if one.round == remark.asked_in), None)
        said = {"remark": remark.pk, "place": remark.place, "where": remark.where, "text": remark.text}
        found.append(said | {"answer": answer.text if answer else ""})
    return found
