"""The past of the demonstration, step by step in the order of days, made by the services that people use today."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils import timezone

from classification.determination import determine
from classification.facts import parse_facts
from classification.models import Dossier, Standing
from classification.regimes.selector import regime_of
from classification.route import OUTSIDE_FROM, TOP
from classification.services import (
    answer_remark,
    arrange_unit,
    open_dossier,
    record_answer,
    record_appraisal,
    take_step,
    write_facts,
    write_part,
    write_remark,
    write_route,
)
from classification.workflow import State
from systems.models import InformationSystem, Organisation, User

from . import sayings
from .clock import DAY, at, in_office_hours
from .courses import Course, days_of
from .facts import known_to_operator
from .hosting import inherit
from .inspections import PASTS, find_wanting, play_inspection
from .letters import incoming_letter
from .papers import Desk, Papers
from .proofs import inspect, prove
from .writing import close_requirements, place_in, reopen_requirements, write_contents, write_plan


@dataclass(frozen=True, slots=True)
class Cast:
    """Who acted in the past: an operator for each unit, the usual appraiser, the office's, the approver, the clerk."""

    operators: dict[int, User]
    appraiser: User
    office_appraiser: User
    approver: User
    clerk: User

    def appraiser_of(self, course: Course) -> User:
        return self.office_appraiser if course.by_office else self.appraiser


@dataclass
class Story:
    """One course as it is being played."""

    course: Course
    system: InformationSystem
    days: dict[str, datetime.date]
    dossier: Dossier | None = None


@dataclass
class History:
    """Plays the courses. `papers` says which of the signed papers are kept as files."""

    today: datetime.date
    ministry: Organisation
    cast: Cast
    papers: Papers
    desk: Desk = field(default_factory=Desk)
    began: datetime.datetime = field(default_factory=timezone.now)

    def play(self, courses: tuple[Course, ...]) -> None:
        stories = [self._story(course) for course in courses]
        for moment, story, step in sorted(self._moments(stories), key=lambda event: event[0]):
            with at(moment):
                self._take(story, step)
            Standing.objects.filter(dossier=story.dossier, recorded_at__gte=self.began).update(recorded_at=moment)
        for past in PASTS:
            if past.code in {course.code for course in courses}:
                play_inspection(past, self.today, self.cast.appraiser)

    def _story(self, course: Course) -> Story:
        system = InformationSystem.objects.select_related("owner", "operator").get(
            owner=self.ministry, code=course.code
        )
        days = days_of(course, 3, self.today)
        regime, _reason = regime_of(system, days["open"])
        level = determine(parse_facts(known_to_operator(system, regime.code)), regime).level
        return Story(course, system, days_of(course, level, self.today))

    def _moments(self, stories: list[Story]) -> Iterator[tuple[datetime.datetime, Story, str]]:
        for story in stories:
            before = None
            for step, day in story.days.items():
                moment = in_office_hours(day, f"{story.course.code} {step}")
                if before and moment <= before:
                    moment = before + datetime.timedelta(minutes=40)
                yield moment, story, step
                before = moment

    def _take(self, story: Story, step: str) -> None:
        if story.dossier:
            story.dossier = Dossier.objects.with_parties().get(pk=story.dossier.pk)
        getattr(self, f"_{step}")(
            story, self.cast.operators[story.system.operator_id], self.cast.appraiser_of(story.course)
        )

    def _sign(self, story: Story, step: str, by: User, note: str = "", **details) -> None:
        kept = self.papers.of(story.course)
        self.desk.sign_step(story.dossier, step, by, kept=kept, note=note, details=details)

    # ------------------------------------------------------------------ one method a step
    def _open(self, story: Story, operator: User, appraiser: User) -> None:
        opened = timezone.localdate()
        dossier = open_dossier(system=story.system, by=operator, today=opened)
        dossier = write_facts(dossier=dossier, facts=known_to_operator(story.system, dossier.regime), by=operator)
        Dossier.objects.filter(pk=dossier.pk).update(opened_at=timezone.now())
        story.dossier = Dossier.objects.with_parties().get(pk=dossier.pk)
        if story.course.by_office:
            self._give_to_the_office(story)
        draft = story.course.state == State.DRAFT
        self.desk.written += write_contents(story.dossier, operator, opened, begun_only=draft)
        if story.dossier.route_level in range(OUTSIDE_FROM, TOP) and not draft:
            write_route(dossier=story.dossier, by=operator, **sayings.the_way())
            story.dossier = Dossier.objects.with_parties().get(pk=story.dossier.pk)
        if not draft:
            write_plan(story.dossier, operator, opened)
        if story.course.proved:
            self.desk.written += prove(story.dossier, operator)

    def _give_to_the_office(self, story: Story) -> None:
        """The owner gives what its security unit operates to another unit (TT 12/2022 Đ6; NĐ 331/2026 Đ18.4)."""
        office, approver = self.cast.office_appraiser.organisation, self.cast.approver
        arrange_unit(dossier=story.dossier, unit=office, by=approver)
        self._sign(story, "name_appraiser", approver)
        story.dossier = Dossier.objects.with_parties().get(pk=story.dossier.pk)

    def _submit(self, story: Story, operator: User, appraiser: User) -> None:
        self._sign(story, "submit", operator)

    def _give_opinion(self, story: Story, operator: User, appraiser: User) -> None:
        self._sign(story, "give_opinion", appraiser, **sayings.OPINION)

    def _forward(self, story: Story, operator: User, appraiser: User) -> None:
        self._sign(story, "forward", self.cast.approver)

    def _accept(self, story: Story, operator: User, appraiser: User) -> None:
        if not story.dossier.is_appraised_outside:
            take_step(dossier=story.dossier, name="accept", by=appraiser)
            return
        came = incoming_letter(story.dossier, timezone.localdate())
        dossier = record_answer(dossier=story.dossier, step="accept", letter=came, by=appraiser)
        self.desk.written.append(dossier.incoming.last().scan.file.name)

    def _appraise(self, story: Story, operator: User, appraiser: User) -> None:
        record_appraisal(dossier=story.dossier, by=appraiser, **sayings.favourable(story.dossier))
        self._sign(story, "appraise", appraiser)

    def _return(self, story: Story, operator: User, appraiser: User) -> None:
        for place, text in sayings.REMARKS.items():
            write_remark(dossier=story.dossier, place=place_in(story.dossier, place), text=text, by=appraiser)
        self._sign(story, "return", appraiser)

    def _answer(self, story: Story, operator: User, appraiser: User) -> None:
        """One of the remarks is worked on and answered; the others wait for the tour."""
        scope = story.dossier.contents["scope"]
        content = scope | {"scale": scope["scale"] + sayings.SCALE_ADDED}
        write_part(dossier=story.dossier, key="scope", content=content, by=operator)
        remark = story.dossier.remarks.get(place=sayings.ANSWERED)
        answer_remark(remark=remark, text=sayings.ANSWER, by=operator)

    def _refuse(self, story: Story, operator: User, appraiser: User) -> None:
        record_appraisal(dossier=story.dossier, by=appraiser, **sayings.unfavourable(story.dossier))
        self._sign(story, "refuse", appraiser, note=sayings.REFUSAL_REASONS)

    def _request_approval(self, story: Story, operator: User, appraiser: User) -> None:
        self._sign(story, "request_approval", operator)

    def _approve(self, story: Story, operator: User, appraiser: User) -> None:
        approver = self.cast.approver if story.dossier.level >= 3 else appraiser
        self._sign(story, "approve", approver, deploy_by=(timezone.localdate() + 180 * DAY).isoformat())

    def _report_to_owner(self, story: Story, operator: User, appraiser: User) -> None:
        self._sign(story, "report_to_owner", appraiser)

    def _deploy(self, story: Story, operator: User, appraiser: User) -> None:
        take_step(dossier=story.dossier, name="deploy", by=operator)

    def _work(self, story: Story, operator: User, appraiser: User) -> None:
        inherit(story.dossier, operator)
        close_requirements(story.dossier, operator, keep_open=story.course.open_items)

    def _report_deployed(self, story: Story, operator: User, appraiser: User) -> None:
        close_requirements(story.dossier, operator)
        story.dossier = Dossier.objects.with_parties().get(pk=story.dossier.pk)
        self._sign(story, "report_deployed", operator, **sayings.report(story.dossier))
        if story.course.inspected:
            inspect(Dossier.objects.with_parties().get(pk=story.dossier.pk), appraiser)

    def _confirm(self, story: Story, operator: User, appraiser: User) -> None:
        self._sign(story, "confirm", appraiser, **sayings.inspection(story.dossier, timezone.localdate()))

    def _send_back(self, story: Story, operator: User, appraiser: User) -> None:
        find_wanting(story.dossier, appraiser, sayings.SENT_BACK)
        reopen_requirements(story.dossier, operator, number=story.course.open_items - 1)
