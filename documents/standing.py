"""Whether an issued paper is what holds now: it, or its dossier, may have been replaced, or the dossier withdrawn."""

from classification.workflow import State
from documents.models import IssuedDocument
from documents.verifying.register import CURRENT, REPLACED, SUPERSEDED, WITHDRAWN


def standing_of(document: IssuedDocument) -> str:
    """CURRENT, REPLACED (by a later paper of its kind), or SUPERSEDED or WITHDRAWN with its dossier."""
    if document.replaced_by_id:
        return REPLACED
    state = document.dossier.state if document.dossier else ""  # a yearly report has no dossier
    return {State.SUPERSEDED: SUPERSEDED, State.WITHDRAWN: WITHDRAWN}.get(state, CURRENT)
