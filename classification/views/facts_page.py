"""What the page of the facts shows: the questions by section, what matters for the type first, the result."""

from types import SimpleNamespace

from django.utils import timezone
from django.utils.translation import gettext as _

from classification.facts_told import told
from classification.findings import Findings
from classification.forms.answers import Answers
from classification.law_data import lists_on
from classification.models import Dossier
from classification.outline import outline
from classification.places import FACT
from classification.questions import INFORMATION, LEVEL, TYPE, Section
from classification.remark_board import Board


def facts_context(dossier: Dossier, answers: Answers | None, found: Findings | None, pinned: Board) -> dict:
    """Context of the page, of its read-only form (`answers` None) and of the result panel alone."""
    context = {"dossier": dossier, "found": found, "outline": outline(dossier, pinned), "here": "facts"}
    context |= {"board": pinned, "pinning": bool(pinned.role)}
    if answers is None:
        known = not dossier.recorded or dossier.facts
        return context | {"told": told(dossier.facts, dossier.regime) if known else []}
    form = answers.form
    pinned.pin(form, f"{FACT}/")
    system_type = str(form["system_type"].value() or "")
    asked = [question for question in form.questions if question in TYPE.questions and question.fact != "system_type"]
    return context | {
        "form": form, "components": answers.components, "system_type": system_type, "seen": answers.seen,
        "about_information": _fields(form, INFORMATION),
        "always": [form[q.fact] for q in asked if not q.types],
        "matters": [form[q.fact] for q in asked if q.types and q.matters_for(system_type)],
        "others": [form[q.fact] for q in asked if not q.matters_for(system_type)],
        "lists": [edition for kind, edition in lists_on(timezone.localdate()).items() if kind in form.fields],
        "about_level": _fields(form, LEVEL), "steps": _steps(dossier, answers, found),
    }  # fmt: skip


def _fields(form, section: Section) -> list:
    return [form[question.fact] for question in section.questions if question in form.questions]


def _steps(dossier: Dossier, answers: Answers, found: Findings | None) -> list:
    """The four steps of the handbook, done where nothing in them could still raise the level."""
    open_facts = {unknown.fact for unknown in found.unknowns} if found else set()
    steps = [
        SimpleNamespace(kind="done", name=_("1. Nhận diện"), url="#nhan-dien", fine=_("chủ quản, đơn vị vận hành"))
    ]
    for section in (INFORMATION, TYPE):
        missing = [question for question in section.questions if question.fact in open_facts]
        fine = _("%(n)s điều chưa biết") % {"n": len(missing)} if missing else _("đủ")
        kind = "later" if missing else "done"
        steps.append(SimpleNamespace(kind=kind, name=section.title, url=f"#{section.key}", fine=fine))
    level = found.result.level if found else None
    fine = _("cấp độ %(level)s") % {"level": level} if level else _("xem lại và đề xuất")
    steps.append(SimpleNamespace(kind="later", name=LEVEL.title, url=f"#{LEVEL.key}", fine=fine))
    return steps
