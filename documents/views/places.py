"""Where one signing happens: the addresses of its pages, be it the step of a dossier or a paper that a body signs."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from classification.models import Dossier
from classification.services import row_of
from documents.models import IssuedDocument, PreparedPaper, PreparedSigning
from documents.models.subjects import subject_of
from documents.services import key_in_use

from .desks import DESKS, desk_of


@dataclass(frozen=True)
class Place:
    """`where` is what the address names: the dossier's `pk` and `step`, or the `act` and the `pk` of its subject."""

    where: dict
    subject: object
    field: str
    title: str
    back: str
    """Address of the page of the subject."""
    back_words: str

    def address(self, name: str, **more) -> str:
        """`name`: sign, prepared, prepared_page, remote, remote_start, remote_finish."""
        return reverse(f"documents:{'body_' if 'act' in self.where else ''}{name}", kwargs=self.where | more)

    def signings(self, user):
        """What this person prepared here; at most one."""
        asked = {"step": self.where["step"]} if "step" in self.where else {}
        return PreparedSigning.objects.filter(**{self.field: self.subject}, by=user, **asked)

    def fresh(self, user, version: int) -> PreparedSigning | None:
        """What this person prepared, as long as it is of today, by the key in use, and nothing changed since."""
        signing, key = self.signings(user).first(), key_in_use(user)
        if not signing or not key or (signing.dossier_version, signing.fingerprint) != (version, key.fingerprint):
            return None
        today = timezone.localdate()
        return signing if all(paper.issued_on == today for paper in signing.papers.all()) else None

    def paper(self, user, pk: int) -> PreparedPaper:
        return get_object_or_404(PreparedPaper, signing__in=self.signings(user), pk=pk)

    def show(self, paper: PreparedPaper, pages: list[dict]) -> None:
        """Give a paper what its picture on the page needs."""
        paper.url = self.address("prepared", paper=paper.pk)
        paper.shown = [
            page | {"url": self.address("prepared_page", paper=paper.pk, page=page["number"])} for page in pages
        ]


def home_of(document: IssuedDocument) -> str:
    """The page of what an issued paper is of."""
    if document.dossier_id:
        return reverse("classification:dossier", args=[document.dossier_id])
    page = next(desk.page for desk in DESKS.values() if getattr(document, f"{desk.act.subject}_id"))
    return reverse(page, args=[subject_of(document).pk])


def place_of(request: HttpRequest, where: dict) -> Place:
    """404 for what this person may not see."""
    if "act" in where:
        desk = desk_of(where["act"])
        subject = desk.find(request, where["pk"])
        back = reverse(desk.page, args=[subject.pk])
        return Place(where, subject, desk.act.subject, str(desk.title), back, str(desk.back))
    dossier = get_object_or_404(Dossier.objects.visible_to(request.user).with_parties(), pk=where["pk"])
    row = row_of(where["step"])
    if row is None:
        raise Http404
    return place_of_step(dossier, row)


def place_of_step(dossier: Dossier, row) -> Place:
    """Where the papers of a step of a dossier are signed."""
    where = {"pk": dossier.pk, "step": row.name}
    back = reverse("classification:dossier", args=[dossier.pk])
    return Place(where, dossier, "dossier", str(row.label_for(dossier.route_level)), back, dossier.system.code)
