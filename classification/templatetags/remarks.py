"""Remarks beside what they are pinned to."""

from django import template

register = template.Library()


@register.filter
def at(board, place):
    """The remarks pinned to exactly this place; none where the page has no board of remarks."""
    return board.at(str(place)) if board else []


@register.filter
def within(board, place):
    """How many remarks are pinned to this place or inside it."""
    return board.within(str(place)) if board else 0


@register.filter
def around(board, part):
    """The remarks on a part as a whole and on the columns of its table."""
    return board.around(part) if board else []
