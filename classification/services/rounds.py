"""Freezing what was sent: a submission is written in the transaction of its step."""

import datetime
from dataclasses import asdict

from classification.content import content_of, digest
from classification.models import Dossier, Submission


def freeze_round(dossier: Dossier, *, answered: list[dict], by, today: datetime.date, papers) -> Submission:
    """Keep everything the dossier says as round `dossier.round`, once; the database refuses a second one.

    `answered` are the remarks of the round before with their answers.
    """
    content = content_of(dossier) | {"answers": answered}
    letter = next((paper for paper in papers if paper.number), None)
    return Submission.objects.create(
        dossier=dossier, round=dossier.round, by=by, on=today, letter_number=letter.number if letter else "",
        papers=[{**asdict(paper), "issued_on": paper.issued_on.isoformat()} for paper in papers],
        digest=digest(content), **content,
    )  # fmt: skip
