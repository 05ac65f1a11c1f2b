"""Which papers of a list have a copy in their agency's Word template."""

from django import template

from documents.services.word_templates import having_template

register = template.Library()


@register.simple_tag
def with_word(papers):
    """Numbers (pk) of the papers that can be had in Word; one query for the whole list."""
    return having_template(papers or ())
