"""The parts of one dossier as a side list: what each is called, where it is, how complete it is."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from classification.models import Dossier
from classification.parts import IMAGE, Part, parts_of


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the side list; `tone` is good when complete, warn when something is missing."""

    key: str
    title: str
    url: str
    word: str
    tone: str = ""


def outline(dossier: Dossier, board=None) -> list[Entry]:
    """Overview, level, parts, plan and (once there is one) the appraisal, in the order of the dossier.

    `board` (remark_board.Board) adds the remarks, where the reader sees or may write any.
    """
    entries = [
        Entry("overview", _("Tổng quan"), reverse("classification:dossier", args=[dossier.pk]), ""),
        Entry("facts", _("Cấp độ đề xuất"), reverse("classification:facts", args=[dossier.pk]), *_level_word(dossier)),
    ]
    # What stood in a dossier on paper was not copied: only what was recorded of it is listed.
    parts = [
        part for part in parts_of(dossier.regime, dossier.level) if not dossier.recorded or part.key in dossier.contents
    ]
    entries += [_part_entry(dossier, part) for part in parts]
    if not dossier.recorded and (dossier.is_appraised_outside or dossier.asks_criteria):
        word = _route_word(dossier)
        entries.append(
            Entry("route", _("Cơ quan thẩm định"), reverse("classification:route", args=[dossier.pk]), *word)
        )
    plan = dossier.plan
    counted = f"{plan.answered} / {plan.total}" if plan.total else _("chờ cấp độ")
    tone = "good" if plan.total and not plan.unanswered else "warn"
    entries.append(Entry("plan", _("Phương án"), reverse("classification:plan", args=[dossier.pk]), counted, tone))
    if dossier.system.appraising_id or dossier.appraiser_operates:
        url = reverse("classification:appraiser", args=[dossier.pk])
        word, tone = (_("chưa giao"), "warn") if dossier.appraiser_operates else (_("đã giao"), "good")
        entries.append(Entry("appraiser", _("Đơn vị thẩm định"), url, word, tone))
    if dossier.appraisal or (dossier.is_under_appraisal and not dossier.is_appraised_outside):
        url = reverse("classification:appraisal", args=[dossier.pk])
        missing = dossier.verdicts_missing
        entries.append(
            Entry("appraisal", _("Thẩm định"), url, _("chưa đủ") if missing else _("đủ"), "warn" if missing else "good")
        )
    if board:
        url = reverse("classification:remarks", args=[dossier.pk])
        entries.append(Entry("remarks", _("Ý kiến"), url, *board.word))
    entries.append(Entry("preview", _("Xem thử văn bản"), reverse("documents:previews", args=[dossier.pk]), ""))
    return entries


def _level_word(dossier: Dossier) -> tuple[str, str]:
    if not dossier.level:
        return _("chưa có"), "warn"
    if dossier.decisive_unknowns:
        return _("còn chưa biết"), "warn"
    return _("cấp độ %(level)s") % {"level": dossier.level}, "good"


def _route_word(dossier: Dossier) -> tuple[str, str]:
    if dossier.route_questions_open:
        return _("chưa đủ"), "warn"
    if dossier.is_raised_by_list:
        return _("theo cấp độ 5"), "good"
    return (_("đủ"), "good") if dossier.is_appraised_outside or not dossier.criteria_open else (_("chưa trả lời"), "")


def _part_entry(dossier: Dossier, part: Part) -> Entry:
    content = dossier.contents.get(part.key, {})
    url = reverse("classification:part", args=[dossier.pk, part.key])
    if part.missing(content) and not dossier.recorded:
        return Entry(part.key, part.title, url, _("còn thiếu") if content else _("chưa có"), "warn")
    return Entry(part.key, part.title, url, _complete_word(part, content), "good")


def _complete_word(part: Part, content: dict) -> str:
    if part.columns:
        return str(len(content.get("rows", ())))
    images = sum(1 for field in part.fields if field.kind == IMAGE and content.get(field.name))
    return ngettext("%(n)s hình", "%(n)s hình", images) % {"n": images} if images else _("đủ")
