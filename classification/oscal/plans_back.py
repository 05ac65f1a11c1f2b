"""Answers from an OSCAL system security plan, held against a plan that is being written: what would change."""

import datetime
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from classification.content import ANSWER
from classification.models import Dossier
from classification.plan import Answer

from .catalogs_back import read_document
from .plans import STATES
from .words import prop_of, token

ANSWERS = {state: answer for answer, state in STATES.items()}
LONGEST = {"responsible": 200}


@dataclass(frozen=True)
class Change:
    """One requirement whose answer would become another. `pairs`: (field, now, then), only what differs."""

    code: str
    clause: str
    fresh: bool
    pairs: tuple[tuple[str, str, str], ...]
    answer: dict = field(repr=False)


@dataclass(frozen=True)
class Reading:
    """What a file says to a plan. `refusals`: sentences, and then nothing may be stored; `kept`: why some stay."""

    changes: tuple[Change, ...] = ()
    same: int = 0
    refusals: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()


def read_plan(content: bytes, dossier: Dossier) -> Reading:
    """Compare the file with the plan as it stands; stores nothing. Raises NotOscal for what is no such plan at all."""
    document = read_document(content, "system-security-plan")
    if refusals := _strange(document, dossier):
        return Reading(refusals=tuple(refusals))
    asked = {token(one.code): one for one in dossier.catalogue.requirements_for(dossier.level)}
    items = {item.code: item for item in dossier.plan_items.select_related("inherited_from")}
    changes, kept, same, seen = [], [], 0, set()
    for entry in _entries(document):
        name = str(entry.get("control-id", ""))
        if name not in asked:
            refusals.append(_("Cấp độ %(level)s không có yêu cầu “%(code)s”.") % {"level": dossier.level, "code": name})
            continue
        clause, code = asked[name].clause, asked[name].code
        if name in seen:
            refusals.append(_("Yêu cầu %(clause)s (%(code)s) được trả lời hai lần.") % {"clause": clause, "code": code})
            continue
        seen.add(name)
        answer, wrong = _answer(entry)
        refusals += [f"{clause} ({code}): {sentence}" for sentence in wrong]
        item = items.get(code)
        if wrong:
            continue
        if prop_of(entry, "inherited-from") and item and item.inherited_from_id:
            kept.append(_("%(clause)s: giữ nguyên câu trả lời kế thừa.") % {"clause": clause})
            continue
        pairs = _pairs(item, answer)
        if item is None or pairs:
            changes.append(Change(code, clause, item is None, pairs, answer))
        else:
            same += 1
    if not seen and not refusals:
        refusals.append(_("Tệp không có câu trả lời nào."))
    return Reading(tuple(changes), same, tuple(refusals), tuple(kept))


def _strange(document: dict, dossier: Dossier) -> list[str]:
    """Why the file is not about this plan: another system, standard or level."""
    if not dossier.level:
        return [_("Hãy xác định cấp độ trước: yêu cầu của phương án tùy theo cấp độ.")]
    head, about = document.get("metadata"), document.get("system-characteristics")
    head, about = head if isinstance(head, dict) else {}, about if isinstance(about, dict) else {}
    wrong = []
    codes = [one.get("id") for one in about.get("system-ids") or () if isinstance(one, dict)]
    if dossier.system.code not in codes:
        wrong.append(
            _("Phương án trong tệp là của hệ thống %(found)s, không phải %(code)s.")
            % {"found": ", ".join(map(str, codes)) or "?", "code": dossier.system.code}
        )
    standard, level = prop_of(head, "standard"), prop_of(head, "level")
    if standard and standard != dossier.catalogue.id:
        wrong.append(
            _("Phương án trong tệp theo %(found)s; hồ sơ này theo %(here)s.")
            % {"found": standard, "here": dossier.catalogue.id}
        )
    if level and level != str(dossier.level):
        wrong.append(
            _("Phương án trong tệp là của cấp độ %(found)s; hồ sơ này ở cấp độ %(here)s.")
            % {"found": level, "here": dossier.level}
        )
    return wrong


def _entries(document: dict) -> list[dict]:
    control = document.get("control-implementation")
    rows = control.get("implemented-requirements") if isinstance(control, dict) else None
    return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []


def _answer(entry: dict) -> tuple[dict, list[str]]:
    """The answer by the names of a plan item, and what is wrong with it in sentences."""
    parts = [one for one in entry.get("by-components") or () if isinstance(one, dict)]
    if len(parts) != 1:
        return {}, [_("cần đúng một thành phần thực hiện (by-components), tệp có %(n)s.") % {"n": len(parts)}]
    [by] = parts
    status = by.get("implementation-status")
    status = status if isinstance(status, dict) else {}
    wrong = []
    if status.get("state") not in ANSWERS:
        known = ", ".join(ANSWERS)
        wrong.append(
            _("tình trạng “%(found)s” không có ở đây; dùng: %(known)s.")
            % {"found": status.get("state", ""), "known": known}
        )
    answer = {
        "status": str(ANSWERS.get(status.get("state"), "")),
        "how": by.get("description") or "",
        "reason": status.get("remarks") or "",
        "responsible": prop_of(entry, "responsible") or "",
        "due_on": None,
        "evidence": by.get("remarks") or "",
    }
    if not all(isinstance(value, str) for name, value in answer.items() if name != "due_on"):
        return {}, [*wrong, _("có trường không phải là chữ.")]
    if due := prop_of(entry, "due-on"):
        try:
            answer["due_on"] = datetime.date.fromisoformat(due)
        except ValueError:
            wrong.append(_("ngày hoàn thành “%(day)s” không phải dạng 2026-12-31.") % {"day": due})
    if answer["status"] == Answer.NOT_APPLICABLE and not answer["reason"].strip():
        wrong.append(_("không áp dụng thì phải có lý do (remarks của implementation-status)."))
    if answer["status"] != Answer.NOT_APPLICABLE and answer["reason"] and not wrong:
        wrong.append(_("lý do chỉ dành cho yêu cầu không áp dụng."))
    wrong += [
        _("trường %(name)s dài quá %(n)s ký tự.") % {"name": name, "n": most}
        for name, most in LONGEST.items()
        if len(answer[name]) > most
    ]
    return answer, wrong


def _pairs(item, answer: dict) -> tuple[tuple[str, str, str], ...]:
    now = {name: getattr(item, name) if item else "" for name in ANSWER}
    return tuple(
        (name, _told(now[name]), _told(answer[name])) for name in ANSWER if _told(now[name]) != _told(answer[name])
    )


def _told(value) -> str:
    return value.isoformat() if isinstance(value, datetime.date) else str(value or "")
