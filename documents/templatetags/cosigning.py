"""Which papers of a list wait for a further signature of the person who looks at it."""

from django import template

from documents.cosigning import waiting_for

register = template.Library()


@register.simple_tag
def to_cosign(papers, user):
    """Numbers (pk) of the papers that this person may sign now; one query, none where no paper has such a place."""
    return {paper.pk for paper in waiting_for(user, papers or ())}
