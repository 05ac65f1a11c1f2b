"""What a paper is of: a dossier, a yearly report, or a delegation; exactly one of them."""

from django.db.models import Q

SUBJECTS = ("dossier", "report", "delegation")


def of_one_subject() -> Q:
    """The condition "exactly one of the subjects is set"."""
    alone = Q()
    for one in SUBJECTS:
        alone |= Q(**{f"{name}__isnull": name != one for name in SUBJECTS})
    return alone


def subject_of(row):
    """The dossier, report or delegation that a row with these three fields is of."""
    return next(found for name in SUBJECTS if (found := getattr(row, name)) is not None)
