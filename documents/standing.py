"""Whether an issued paper is what holds now: it or its dossier may have been replaced, a delegation may be over."""

from django.utils import timezone

from classification.workflow import State
from documents.models import IssuedDocument
from documents.verifying.register import CURRENT, ENDED, REPLACED, SUPERSEDED, WITHDRAWN


def standing_of(document: IssuedDocument) -> str:
    """CURRENT, REPLACED (by a later paper), SUPERSEDED or WITHDRAWN with its dossier, or ENDED as a delegation."""
    if document.replaced_by_id:
        return REPLACED
    if document.delegation and document.delegation.is_over(timezone.localdate()):
        return ENDED
    state = document.dossier.state if document.dossier else ""  # a body's own paper has none
    return {State.SUPERSEDED: SUPERSEDED, State.WITHDRAWN: WITHDRAWN}.get(state, CURRENT)
