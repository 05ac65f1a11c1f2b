"""Words and drawings that pages share: levels, states, meters, icons, numbers and dates as Vietnam writes them."""

import re
from datetime import date, datetime
from decimal import ROUND_DOWN, Decimal
from fractions import Fraction
from functools import cache
from zoneinfo import ZoneInfo

from django import template
from django.utils import timezone
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from lucide.templatetags.lucide import lucide as draw_icon

register = template.Library()

NBSP = "\u00a0"
HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
WARN_FROM_DAYS = 1

# The official words of the yearly report (Mẫu 08), in the order in which a dossier and a deployment pass them.
OFFICIAL_STATES = (
    gettext_lazy("Đang dự thảo"),
    gettext_lazy("Đã gửi thẩm định"),
    gettext_lazy("Đã thẩm định"),
    gettext_lazy("Đã được phê duyệt"),
)
DEPLOYMENTS = (
    gettext_lazy("Chưa triển khai"),
    gettext_lazy("Đã triển khai một số hạng mục"),
    gettext_lazy("Đã triển khai đầy đủ"),
)

_RING = '<circle cx="8" cy="8" r="6.75" fill="none" stroke="currentColor" stroke-width="1.5"/>'
_BOX = (
    '<rect x="1.25" y="1.25" width="13.5" height="13.5" rx="1.5" fill="none" stroke="currentColor" stroke-width="1.5"/>'
)
_TICK = '<path class="tick" d="m4.7 8.2 2.3 2.3 4.3-4.6" fill="none" stroke-width="1.75"/>'
# Our own marks, drawn on 16 x 16: a circle fills up with the dossier, a square with the deployment.
MARKS = {
    "d0": _RING.replace("/>", ' stroke-dasharray="2.6 2.7"/>'),
    "d1": _RING + '<path d="M8 8V3.2A4.8 4.8 0 0 1 12.16 10.4Z" fill="currentColor"/>',
    "d2": _RING + '<path d="M8 8V3.2A4.8 4.8 0 1 1 3.84 10.4Z" fill="currentColor"/>',
    "d3": '<circle cx="8" cy="8" r="7.5" fill="currentColor"/>' + _TICK,
    "q0": _BOX,
    "q1": _BOX + '<rect x="3.4" y="8" width="9.2" height="4.6" fill="currentColor"/>',
    "q2": '<rect x=".5" y=".5" width="15" height="15" rx="2" fill="currentColor"/>' + _TICK,
    "now": '<circle cx="8" cy="8" r="6.5" fill="none" stroke="currentColor" stroke-width="3"/>',
    "later": _RING,
    "ended": _RING + '<path d="M5 8h6" stroke="currentColor" stroke-width="1.75"/>',
}
VERDICT_ICONS = {"good": "check", "warn": "contrast", "bad": "x", "mute": "minus"}


# Drawings ---------------------------------------------------------------------------------------------------------


@register.simple_tag
@cache
def icon(name: str, css: str = "") -> SafeString:
    """An icon of the Lucide set, decorative: the words beside it carry the meaning."""
    return draw_icon(name, size=None, **{"class": f"i {css}".strip(), "aria-hidden": "true"})


@register.simple_tag
@cache
def mark(name: str) -> SafeString:
    """One of our own marks: d0..d3 and ended for a dossier, q0..q2 for a deployment, now and later for steps."""
    return mark_safe(f'<svg viewBox="0 0 16 16" aria-hidden="true">{MARKS[name]}</svg>')  # noqa: S308 - our own drawing


@register.simple_tag
@cache
def bars(level: int) -> SafeString:
    """Five rising bars, as many of them solid as the level says; also the product's sign."""
    rects = [
        f'<path d="M{4.5 * n:g} {10 - 2.5 * n:g}h3.2V14h-3.2z"' + ("/>" if n < level else ' opacity=".28"/>')
        for n in range(5)
    ]
    return mark_safe(  # noqa: S308 - numbers of our own
        f'<svg viewBox="0 0 22 14" aria-hidden="true" fill="currentColor">{"".join(rects)}</svg>'
    )


@register.simple_tag
def level(value: int | None, size: str = "", word: bool = False) -> SafeString:
    """The badge of a security level (cấp độ), 1 to 5; None or 0 says that it is not determined yet.

    size="lg" is for the one badge in a page head; word=True writes "Cấp độ 3" instead of the numeral alone.
    """
    number = int(value or 0)
    if not number:
        return format_html('<span class="lv lv-0{}">{}</span>', _large(size), _("Chưa xác định"))
    if word or size == "lg":
        text = nbsp_level(number)
    else:
        text = format_html('<span class="visually-hidden">{} </span>{}', _("Cấp độ"), number)
    return format_html('<span class="lv lv-{}{}">{}{}</span>', number, _large(size), bars(number), text)


@register.simple_tag
def state(where: int | str, fine: str = "", word: str = "") -> SafeString:
    """A dossier's state: circle and official word, `fine` small below.

    `where` is the rank 0..3 or the official word itself; anything else has left the way (refused, withdrawn, replaced)
    and is told by its fine word alone.
    """
    rank = _rank(where, OFFICIAL_STATES)
    if rank is None:
        return _standing("ended", word or fine, fine if word else "")
    return _standing(f"d{rank}", word or OFFICIAL_STATES[rank], fine)


@register.simple_tag
def deployment(where: int | str, fine: str = "", word: str = "") -> SafeString:
    """How far the measures are in place: rank 0..2 or the official word gives the square and the word."""
    rank = _rank(where, DEPLOYMENTS) or 0
    return _standing(f"q{rank}", word or DEPLOYMENTS[rank], fine)


@register.simple_tag
def verdict(tone: str, word: str, icon_name: str = "") -> SafeString:
    """A judgement in a word with its icon; tone is good, warn, bad or mute."""
    return format_html('<span class="word {}">{}{}</span>', tone, icon(icon_name or VERDICT_ICONS[tone]), word)


@register.simple_tag
def meter(done: int, total: int, target: int | None = None, label: str = "") -> SafeString:
    """A bar of done out of total, with a tick at `target` per cent. Write the two numbers beside it."""
    tick = format_html('<rect class="mk" x="{}%" width="2" height="100%"/>', int(target)) if target else ""
    return format_html(
        '<svg class="meter" role="img" aria-label="{}"><rect class="bg" width="100%" height="100%"/>'
        '<rect class="fg" width="{}%" height="100%"/>{}</svg>',
        label or _("%(done)s trên %(total)s") % {"done": number(done), "total": number(total)},
        share(done, total),
        tick,
    )


# Words ------------------------------------------------------------------------------------------------------------


@register.filter
def nbsp_level(value: int | None) -> str:
    """ "Cấp độ 3" that never breaks before its numeral."""
    return _("Cấp độ %(level)s").replace(" ", NBSP) % {"level": value} if value else _("Chưa xác định")


@register.filter
def number(value: int | None) -> str:
    """12000 -> 12.000, in every language of the interface."""
    return "" if value is None or value == "" else f"{int(value):,}".replace(",", ".")


@register.filter
def percent(value: int | str | Decimal | Fraction | None) -> str:
    """Per cent with one decimal, rounded down, never up: 69.99 is 69,9 %.

    An int is in tenths (428 -> 42,8 %), a Fraction is a share of one (Fraction(24, 56) -> 42,8 %), a Decimal or a
    string is the percentage itself ("42.857"). None, a share of nothing, is said in words. A float is refused: it
    cannot be exact.
    """
    if value is None or value == "":
        return _("không có")
    if isinstance(value, float):
        raise TypeError("percent takes tenths as int, a Fraction, a Decimal or a string, not a float")
    if isinstance(value, Fraction):
        tenths = value.numerator * 1000 // value.denominator
    elif isinstance(value, int):
        tenths = value
    else:
        tenths = int((Decimal(str(value).replace(",", ".")) * 10).to_integral_value(ROUND_DOWN))
    return f"{tenths // 10},{tenths % 10}{NBSP}%"


@register.simple_tag
def share(done: int, total: int) -> str:
    """done / total in per cent for an SVG width: two decimals, a point, never above 100."""
    if not total:
        return "0"
    hundredths = min(int(done) * 10000 // int(total), 10000)
    return f"{hundredths // 100}.{hundredths % 100:02d}"


@register.filter
def vndate(value: date | datetime | None) -> str:
    """dd/mm/yyyy; an aware datetime is told in Hanoi time."""
    return f"{_in_hanoi(value):%d/%m/%Y}" if value else ""


@register.filter
def vntime(value: datetime | None) -> str:
    """dd/mm/yyyy hh:mm in Hanoi time."""
    return f"{_in_hanoi(value):%d/%m/%Y %H:%M}" if value else ""


@register.filter
def deadline_words(days: int | None, kind: str = "working") -> str:
    """How much time is left, in words: "còn 3 ngày làm việc", "hết hạn hôm nay", "quá hạn 2 ngày".

    `days` are the days left, negative when overdue; kind "working" or "calendar" says which days were counted.
    """
    if days is None or days == "":
        return _("không có hạn")
    days = int(days)
    if days == 0:
        return _("hết hạn hôm nay")
    over = ngettext("quá hạn %(days)s ngày", "quá hạn %(days)s ngày", abs(days))
    if kind == "working":
        left = ngettext("còn %(days)s ngày làm việc", "còn %(days)s ngày làm việc", abs(days))
    else:
        left = ngettext("còn %(days)s ngày", "còn %(days)s ngày", abs(days))
    return bound((left if days > 0 else over) % {"days": abs(days)})


@register.filter
def deadline_tone(days: int | None) -> str:
    """bad when overdue, warn from one day before, else nothing."""
    if days is None or days == "":
        return ""
    return "bad" if int(days) < 0 else "warn" if int(days) <= WARN_FROM_DAYS else ""


@register.filter(is_safe=True)
def bound(text: str) -> str:
    """Ties a numeral to its unit, and "cấp độ" to its numeral, with spaces that do not break."""
    text = re.sub(r"(?<=\d) (?=(?:ngày|năm|tháng|giờ|%|days?|working)\b|%)", NBSP, str(conditional_escape(text)))
    text = re.sub(r"([Cc])ấp độ (?=\d)", rf"\1ấp{NBSP}độ{NBSP}", text)
    return mark_safe(text)  # noqa: S308 - escaped above


@register.filter
def page_numbers(page) -> list:
    """The page numbers a pager shows, with None for the gap between far ones."""
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)
    return [None if item == page.paginator.ELLIPSIS else item for item in numbers]


@register.filter
def wrong_fields(form) -> list:
    """The visible fields of a form that carry an error, for the summary above it."""
    return [field for field in form.visible_fields() if field.errors]


def _large(size: str) -> str:
    return " lv-lg" if size == "lg" else ""


def _rank(where: int | str, words: tuple) -> int | None:
    if isinstance(where, int):
        return where
    return next((rank for rank, word in enumerate(words) if where and str(where) == str(word)), None)


def _standing(drawing: str, word: str, fine: str) -> SafeString:
    below = format_html("<small>{}</small>", fine) if fine else ""
    return format_html('<span class="st">{}<span>{}{}</span></span>', mark(drawing), word, below)


def _in_hanoi(value: date | datetime) -> date | datetime:
    return timezone.localtime(value, HANOI) if isinstance(value, datetime) and timezone.is_aware(value) else value
