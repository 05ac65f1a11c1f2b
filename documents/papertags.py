"""Template filters of the print templates: Vietnamese dates, counts, closing signs and broken agency names."""

from django import template

from documents import typography
from documents.diagrams import Shown

register = template.Library()
HEADING_LIMIT = 14.2  # em of 13 pt capitals in the issuer's cell
SUMMARY_LIMIT = 27  # em of 14 pt bold text under the title
ABOUT_LIMIT = 13.6  # em of 13 pt text under the number

for _function in (
    typography.date_in_words,
    typography.date_in_figures,
    typography.moment_in_words,
    typography.counted,
    typography.sentence,
    typography.phrase,
    typography.paragraphs,
):
    register.filter(_function.__name__, _function)


@register.filter
def heading_lines(name: str) -> list[str]:
    """Break an agency's name for the letterhead, lines about equally long."""
    return typography.balanced_lines(name, HEADING_LIMIT)


@register.filter
def about_lines(subject: str) -> list[str]:
    """Break "V/v ..." under the number, lines about equally long."""
    return typography.balanced_lines(f"V/v {subject}", ABOUT_LIMIT, typography.text_width)


@register.filter
def summary_lines(text: str) -> list[str]:
    """Break a long summary under the kind of paper, lines about equally long."""
    return typography.balanced_lines(text, SUMMARY_LIMIT, typography.text_width)


@register.filter
def group_heading(title: str, position: int) -> str:
    """Number a group of requirements, unless its title already begins with the standard's own number."""
    return title if title[:1].isdigit() else f"{position}. {title}"


@register.filter
def listed(value: str) -> tuple[str]:
    """Give one addressee the shape of several."""
    return (value,)


@register.filter
def stated(text: str) -> str:
    """Return the text as a closed phrase, or a dash where nothing was said."""
    phrase = typography.phrase(text)
    return f"{phrase}." if phrase else "-"


@register.filter
def nobreak(text: str) -> str:
    """Keep a date on one line."""
    return text.replace(" ", typography.NBSP)


@register.filter
def month(day) -> str:
    """Return the month as offices write it: 01, 02, then 3 to 12."""
    return f"{day.month:02d}" if day.month < 3 else str(day.month)


@register.filter
def picture(images: dict[str, Shown], name: str) -> Shown:
    """Return a named diagram."""
    return images[name]
