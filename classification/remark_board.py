"""The remarks on one dossier as one reader sees them: where each stands, what was answered, what the reader may do."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from classification.models import Dossier, Remark, RemarkAnswer
from classification.parts import Part
from classification.places import FACT, PART, PLAN, place_words, read_place
from classification.services.remarks import is_own, may_remark
from systems.authority import may_act
from systems.roles import Role

TONES = {
    Remark.State.DRAFT: ("mute", "pencil"),
    Remark.State.OPEN: ("warn", "circle-alert"),
    Remark.State.ANSWERED: ("mute", "corner-down-right"),
    Remark.State.SETTLED: ("good", "check"),
}


@dataclass(frozen=True, slots=True)
class Pinned:
    """A remark with its place in words and in the dossier, its answers, and what this reader may do with it."""

    remark: Remark
    where: str
    place_url: str
    list_url: str
    answers: list[RemarkAnswer]
    may_answer: bool
    may_change: bool
    may_settle: bool

    @property
    def tone(self) -> str:
        return TONES[self.remark.state][0]

    @property
    def icon(self) -> str:
        return TONES[self.remark.state][1]

    @property
    def answer(self) -> RemarkAnswer | None:
        """The answer to the remark as it was asked last."""
        return next((one for one in self.answers if one.round == self.remark.asked_in), None)

    @property
    def open(self) -> bool:
        """Whether somebody still has to do something about it."""
        return self.remark.state in (Remark.State.DRAFT, Remark.State.OPEN)


class Board:
    """All remarks that one reader may see, by place. `role` is the duty in which the reader may pin new ones."""

    def __init__(self, dossier: Dossier, pinned: list[Pinned], role: Role | None):
        self.dossier, self.all, self.role = dossier, pinned, role
        self._by_place: dict[str, list[Pinned]] = {}
        for one in pinned:
            self._by_place.setdefault(one.remark.place, []).append(one)

    def __bool__(self) -> bool:
        return bool(self.all or self.role)

    def at(self, place: str) -> list[Pinned]:
        return self._by_place.get(place, [])

    def around(self, part: Part) -> list[Pinned]:
        """Remarks on a part as a whole and on the columns of its table; those on its fields stand beside the fields."""
        places = [f"{PART}/{part.key}", *(f"{PART}/{part.key}/{column.name}" for column in part.columns)]
        return [one for place in places for one in self.at(place)]

    def within(self, place: str) -> int:
        return sum(len(found) for at, found in self._by_place.items() if at == place or at.startswith(f"{place}/"))

    def pin(self, form, prefix: str) -> None:
        """Put the remarks on each field of a form beside it; `prefix` and the field's name are the place."""
        for name, field in form.fields.items():
            field.remarks = self.at(f"{prefix}{name}")

    @property
    def unanswered(self) -> list[Pinned]:
        return [one for one in self.all if one.remark.state == Remark.State.OPEN]

    @property
    def word(self) -> tuple[str, str]:
        """How far the remarks have come, in a few words, with its tone."""
        counts = {state: sum(one.remark.state == state for one in self.all) for state in Remark.State}
        if counts[Remark.State.OPEN]:
            return _("%(n)s chưa trả lời") % {"n": counts[Remark.State.OPEN]}, "warn"
        if counts[Remark.State.DRAFT]:
            return _("%(n)s nháp") % {"n": counts[Remark.State.DRAFT]}, "warn"
        if not self.all:
            return _("chưa có"), ""
        return f"{counts[Remark.State.SETTLED]} / {len(self.all)}", "good"


def board(dossier: Dossier, user) -> Board:
    """Two questions to the database, however many remarks. Drafts are seen by the body that wrote them alone."""
    found = dossier.remarks.select_related("body", "by", "settled_by").prefetch_related("answers__by")
    role = may_remark(dossier, user)
    operates = dossier.is_editable and may_act(user, Role.OPERATOR, dossier.system)
    pinned = []
    for remark in found:
        draft = remark.state == Remark.State.DRAFT
        own = is_own(remark, dossier, user) if draft else False
        if not draft or own:
            pinned.append(_pinned(dossier, remark, operates=operates, own=own, settles=role is not None))
    return Board(dossier, pinned, role)


def _pinned(dossier: Dossier, remark: Remark, *, operates: bool, own: bool, settles: bool) -> Pinned:
    draft, settled = remark.state == Remark.State.DRAFT, remark.state == Remark.State.SETTLED
    return Pinned(
        remark,
        place_words(remark.place, dossier.regime, dossier.level, dossier.catalogue) or remark.where,
        place_url(dossier, remark.place),
        f"{reverse('classification:remarks', args=[dossier.pk])}#yk-{remark.pk}",
        list(remark.answers.all()),
        may_answer=operates and not draft and not settled,
        may_change=draft and own,
        may_settle=settles and not draft,
    )


def place_url(dossier: Dossier, text: str) -> str:
    """Where in the dossier a place is; its first page for the whole and for what it no longer has."""
    try:
        place = read_place(text, dossier.regime, dossier.level, dossier.catalogue)
    except ValueError:
        return reverse("classification:dossier", args=[dossier.pk])
    if place.kind == PART:
        field = f"#id_{place.field}_field" if place.field else ""
        return reverse("classification:part", args=[dossier.pk, place.key]) + field
    if place.kind == FACT:
        return reverse("classification:facts", args=[dossier.pk]) + f"#id_{place.key}_field"
    if place.kind == PLAN:
        return reverse("classification:plan_item", args=[dossier.pk, place.key])
    return reverse("classification:dossier", args=[dossier.pk])
