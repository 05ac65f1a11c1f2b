"""What follows from the decree of a dossier, line by line, for the page that explains the choice."""

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from classification.deadlines import Unit
from classification.law_data import forms_of
from classification.models import Dossier
from classification.regimes.base import Period, Step, TimeLimit

CLOCKS = {
    Step.CHECK_VALIDITY: gettext_lazy("Trả lời hồ sơ chưa hợp lệ"),
    Step.APPRAISE: gettext_lazy("Thẩm định"),
    Step.APPROVE: gettext_lazy("Phê duyệt"),
}


def decree_facts(dossier: Dossier) -> list[tuple[str, list[str]]]:
    """(what, its lines in words): authorities, clocks, documents, forms, catalogue, assessments of this way."""
    rules, level = dossier.rules, dossier.route_level
    told = [(_("Thuật ngữ"), [rules.terms.security_unit, rules.terms.plan, rules.terms.regulation])]
    if level:
        row = dossier.authority()
        who = [
            _("Thẩm định: %(body)s") % {"body": rules.body_name(row.appraiser)},
            _("Phê duyệt: %(body)s") % {"body": rules.body_name(row.approver)},
        ]
        told.append((_("Thẩm quyền (%(clause)s)") % {"clause": row.clause}, who))
        told.append((_("Thời hạn"), [_clock(step, rules.time_limit(step, level)) for step in CLOCKS]))
        told.append((_("Thành phần hồ sơ"), [f"{part.number}. {part.title}" for part in rules.parts_for(level)]))
        told.append((_("Mẫu văn bản"), forms_of(dossier, timezone.localdate())))
        told.append((_("Đánh giá định kỳ"), [_period(row) for row in rules.assessment_periods if level in row.levels]))
    told.append((_("Bộ yêu cầu"), [rules.standard]))
    told.append((_("Phiên bản quy tắc"), [dossier.ruleset_version]))
    if rules.uncertain:
        told.append((_("Điều chưa chắc chắn"), list(rules.uncertain)))
    return [(what, lines) for what, lines in told if lines]


def _clock(step: Step, limit: TimeLimit | None) -> str:
    if limit is None or limit.limit is None:
        return _("%(what)s: nghị định không nêu thời hạn") % {"what": CLOCKS[step]}
    unit = _("ngày làm việc") if limit.unit == Unit.WORKING else _("ngày")
    return _("%(what)s: %(n)s %(unit)s (%(clause)s)") % {
        "what": CLOCKS[step], "n": limit.amount, "unit": unit, "clause": limit.clause,
    }  # fmt: skip


def _period(row: Period) -> str:
    if row.months is None:
        return f"{row.what} ({row.clause})"
    return _("%(what)s: %(n)s tháng một lần (%(clause)s)") % {"what": row.what, "n": row.months, "clause": row.clause}
