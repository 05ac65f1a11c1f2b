"""What may hold a step back: each guard gives the reason as a sentence, or None. Pure: it reads the dossier given.

`by` is the person who would take the step, or None where nobody in particular is meant.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from classification.hosting import CLAUSES
from systems.hosting import Separation

if TYPE_CHECKING:
    from classification.models import Dossier

Guard = Callable[["Dossier", object], "str | None"]


def level_undetermined(dossier: Dossier, by) -> str | None:
    return None if dossier.level else _("Chưa xác định cấp độ của hệ thống.")


def kept_on_paper(dossier: Dossier, by) -> str | None:
    """Luật 117/2025/QH15 Đ5.2: nothing of a system with state secrets is drafted on a networked machine."""
    return on_paper_words() if dossier.system.on_paper else None


def on_paper_words() -> str:
    return _(
        "Hệ thống xử lý bí mật nhà nước: hồ sơ lập trên giấy hoặc mạng LAN độc lập, ở đây chỉ ghi quyết định đã có."
    )


def decree_has_changed(dossier: Dossier, by) -> str | None:
    """NĐ 331/2026 Đ38, Đ39.1: a dossier not decided in time follows the new decree, unless its security unit says why
    not."""
    today = dossier.other_decree_today
    if today is None:
        return None
    rules, reason = today
    return _("Hồ sơ lập theo %(old)s, nhưng hôm nay thuộc %(new)s. %(reason)s") % {
        "old": dossier.rules.short_name, "new": rules.short_name, "reason": reason,
    }  # fmt: skip


def facts_missing(dossier: Dossier, by) -> str | None:
    """An unknown that could raise the level is never read as a no."""
    names = dossier.decisive_unknowns
    if not names:
        return None
    return _("Còn dữ kiện chưa biết có thể làm cấp độ cao hơn: %(names)s.") % {"names": ", ".join(map(str, names))}


def parts_missing(dossier: Dossier, by) -> str | None:
    """NĐ 85/2016 Đ15; NĐ 331/2026 Đ21-22."""
    names = dossier.missing_parts
    return _("Hồ sơ còn thiếu: %(names)s.") % {"names": ", ".join(map(str, names))} if names else None


def plan_unanswered(dossier: Dossier, by) -> str | None:
    """The plan says how each requirement is met (NĐ 331/2026 Đ22.6)."""
    count = dossier.plan.unanswered
    if not count:
        return None
    text = ngettext(
        "Phương án còn %(n)s yêu cầu chưa được trả lời.", "Phương án còn %(n)s yêu cầu chưa được trả lời.", count
    )
    return text % {"n": count}


def separation_insufficient(dossier: Dossier, by) -> str | None:
    """TT 12/2022 Đ9.9-9.10; NĐ 331/2026 Đ30.8-30.9: kept apart where it shares a data centre or a cloud."""
    wanted = dossier.separation_lacking
    if not wanted:
        return None
    stated = dossier.contents.get("hosting", {})
    said = dict(Separation.choices).get(stated.get("separation") or "", _("chưa ghi"))
    return _("Hệ thống cấp độ %(level)s đặt tại %(host)s phải %(wanted)s (%(clause)s); hiện ghi: %(said)s.") % {
        "level": dossier.level, "host": stated.get("host", ""), "wanted": str(wanted.label).lower(),
        "clause": CLAUSES[dossier.regime], "said": str(said).lower(),
    }  # fmt: skip


def risk_not_assessed(dossier: Dossier, by) -> str | None:
    """NĐ 331/2026 Đ10.2.a: the first determination needs a risk assessment."""
    if not dossier.risk_assessment_needed or dossier.risk_assessed:
        return None
    return _("Chưa có đánh giá rủi ro an ninh mạng (Điều 10 Nghị định 331/2026/NĐ-CP).")


def route_unanswered(dossier: Dossier, by) -> str | None:
    """Who appraises at levels 4-5 depends on whose system it is (NĐ 85/2016 Đ12.3; NĐ 331/2026 Đ18.3)."""
    names = dossier.route_questions_open
    if not names:
        return None
    return _("Chưa trả lời, mà câu trả lời định cơ quan thẩm định: %(names)s.") % {"names": "; ".join(map(str, names))}


def list_decision_missing(dossier: Dossier, by) -> str | None:
    """On the way of level 5 the Prime Minister's list comes before the plan (NĐ 85/2016 Đ12.3; NĐ 331/2026 Đ18.3)."""
    if dossier.route_level != 5 or dossier.on_list:
        return None
    return _("Chưa ghi quyết định của Thủ tướng Chính phủ phê duyệt %(list)s có hệ thống này.") % {
        "list": dossier.list_name
    }


def owner_told_already(dossier: Dossier, by) -> str | None:
    taken = dossier.owner_report
    if taken is None:
        return None
    return _("Đã báo cáo chủ quản bằng văn bản số %(number)s.") % {"number": taken.papers[0]["number"]}


def appraiser_not_named(dossier: Dossier, by) -> str | None:
    if dossier.security_unit:
        return None
    return _("Chủ quản %(owner)s chưa chỉ định đơn vị chuyên trách.") % {"owner": dossier.owner}


def appraiser_is_operator(dossier: Dossier, by) -> str | None:
    """TT 12/2022 Đ6; NĐ 331/2026 Đ18.4. Asked of whoever acts in that duty today, whoever was named at submission."""
    if not dossier.appraiser_operates:
        return None
    return _(
        "%(unit)s vừa vận hành vừa là đơn vị chuyên trách: chủ quản phải giao đơn vị khác hoặc hội đồng độc lập "
        "thẩm định. Người phê duyệt của %(owner)s làm việc này."
    ) % {"unit": dossier.appraiser_name, "owner": dossier.owner}


def council_has_not_met(dossier: Dossier, by) -> str | None:
    """An independent council speaks in a meeting: its minutes come before its conclusion, or its opinion."""
    if not dossier.awaits_council or dossier.council_has_met:
        return None
    return _("Chưa có biên bản họp hội đồng thẩm định của lần trình này.")


def submitter_is_acting(dossier: Dossier, by) -> str | None:
    if by is None or by.pk not in dossier.submitters:
        return None
    return _("Người đã ký trình hồ sơ không được thẩm định hay phê duyệt chính hồ sơ đó.")


def not_from_paper(dossier: Dossier, by) -> str | None:
    """A decision made here is never overwritten by a record of one made elsewhere."""
    return None if dossier.recorded else _("Hồ sơ này được quyết định trên hệ thống, không phải ghi nhận từ giấy.")


def verdict_missing(dossier: Dossier, by) -> str | None:
    """At levels 4-5 the verdict stands in the document that came in."""
    names = [] if dossier.is_appraised_outside else dossier.verdicts_missing
    return _("Chưa kết luận về: %(names)s.") % {"names": ", ".join(map(str, names))} if names else None


def verdict_unfavourable(dossier: Dossier, by) -> str | None:
    names = [] if dossier.is_appraised_outside else dossier.verdicts_unfavourable
    if not names:
        return None
    return _("Có nội dung được kết luận chưa phù hợp: %(names)s.") % {"names": ", ".join(map(str, names))}


def nothing_unfavourable(dossier: Dossier, by) -> str | None:
    """An appraisal that finds the dossier unfit says in which point; an approver gives the reason in words."""
    if not dossier.is_under_appraisal or dossier.is_appraised_outside:
        return None
    if any(one.verdicts_unfavourable for one in dossier.filing):  # in a joint filing, of any of its systems
        return None
    return _("Muốn kết luận chưa phù hợp thì ít nhất một nội dung thẩm định phải được ghi là chưa phù hợp.")


def remarks_unanswered(dossier: Dossier, by) -> str | None:
    """A returned dossier comes back with an answer to everything that was asked (NĐ 331/2026 Đ23.2)."""
    count = dossier.count_remarks("open")
    return _("Còn %(n)s ý kiến thẩm định, phê duyệt chưa được trả lời.") % {"n": count} if count else None


def remarks_unsettled(dossier: Dossier, by) -> str | None:
    """Nobody finds a dossier fit and still asks for something: what was asked is settled, what was noted is sent."""
    count = dossier.count_remarks("open", "answered") + dossier.count_remarks("draft", role="security_unit")
    if not count:
        return None
    return _("Còn %(n)s ý kiến chưa xong: ghi là đã xong, hoặc trả lại hồ sơ để sửa tiếp.") % {"n": count}


def remarks_unsent(dossier: Dossier, by) -> str | None:
    """Whoever still has something to ask does not approve."""
    owner_decides = dossier.by_council or (dossier.level or 0) >= 3
    count = dossier.count_remarks("draft", role="approver" if owner_decides else "security_unit")
    return _("Còn %(n)s ý kiến nháp chưa gửi: trả lại hồ sơ, hoặc bỏ ý kiến.") % {"n": count} if count else None


def regulation_not_issued(dossier: Dossier, by) -> str | None:
    """The security regulation (quy chế) is issued before approval: TT 12/2022 Đ9.7; NĐ 331/2026 Đ30.7."""
    if dossier.regulation_issued_earlier:
        return None
    return _(
        "Quy chế bảo đảm an toàn, an ninh mạng phải được ban hành trước ngày phê duyệt; hồ sơ chưa có số, ngày đó."
    )


def plan_without_owner_or_date(dossier: Dossier, by) -> str | None:
    count = dossier.plan.without_owner_or_date
    if not count:
        return None
    return _("%(n)s yêu cầu chưa đạt còn thiếu người thực hiện hoặc ngày hoàn thành.") % {"n": count}


def plan_not_done(dossier: Dossier, by) -> str | None:
    count = dossier.plan.not_done
    return _("%(n)s yêu cầu chưa đạt và cũng chưa nêu lý do không áp dụng.") % {"n": count} if count else None


def copied_not_reviewed(dossier: Dossier, by) -> str | None:
    """What was copied from the plan of another system is nobody's word about this one yet."""
    count = dossier.copied_unreviewed
    if not count:
        return None
    return _("%(n)s câu trả lời chép từ hệ thống khác chưa có ai xem lại.") % {"n": count}


def inherited_fallen(dossier: Dossier, by) -> str | None:
    """What the host no longer meets is not met here either, whatever was reported."""
    count = dossier.inherited_fallen
    if not count:
        return None
    return _("%(n)s yêu cầu kế thừa từ nơi đặt không còn đạt.") % {"n": count}


def finding_unfavourable(dossier: Dossier, by) -> str | None:
    """What was found wanting is confirmed by nobody, until somebody has looked again."""
    clauses = dossier.found_wanting
    if not clauses:
        return None
    named = ", ".join(clauses[:3]) + (" …" if len(clauses) > 3 else "")
    text = ngettext(
        "Kiểm tra thấy %(n)s yêu cầu chưa đạt: %(clauses)s.", "Kiểm tra thấy %(n)s yêu cầu chưa đạt: %(clauses)s.",
        len(clauses),
    )  # fmt: skip
    return text % {"n": len(clauses), "clauses": named}


def inspector_is_operator(dossier: Dossier, by) -> str | None:
    if not dossier.appraiser_operates:
        return None
    return _(
        "%(unit)s không được tự kiểm tra hệ thống do mình vận hành: "
        "người phê duyệt của %(owner)s phải giao đơn vị khác."
    ) % {"unit": dossier.appraiser_name, "owner": dossier.owner}


def reporter_is_acting(dossier: Dossier, by) -> str | None:
    if by is None or by.pk not in dossier.reporters:
        return None
    return _("Người đã ký báo cáo triển khai không được tự xác nhận kết quả đó.")
