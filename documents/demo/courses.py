"""How far each system of the demonstration has come, and when: a table, counted in days before today."""

import datetime
from dataclasses import dataclass

from classification.regimes.selector import DECREE_IN_FORCE
from classification.route import OUTSIDE_FROM
from classification.workflow import State

from .clock import DAY, working_day

_S = State
# Days between a dossier's steps and its approval; a return or refusal comes where the appraisal would have ended.
BEFORE_APPROVAL = {
    "open": 40, "submit": 24, "accept": 22, "appraise": 10, "return": 10, "refuse": 10, "answer": 7,
    "request_approval": 6, "approve": 0,
}  # fmt: skip
# From level 4 on the security unit gives its opinion and the owner sends the dossier to a body outside.
BEFORE_ACCEPTANCE = {"open": 40, "submit": 24, "give_opinion": 14, "forward": 9, "accept": 0}
_APPRAISED = ("open", "submit", "accept")
WAYS = {
    _S.DRAFT: ("open",),
    _S.SUBMITTED: ("open", "submit"),
    _S.UNDER_APPRAISAL: _APPRAISED,
    _S.RETURNED: (*_APPRAISED, "return", "answer"),
    _S.REFUSED: (*_APPRAISED, "refuse"),
    _S.APPRAISED: (*_APPRAISED, "appraise"),
    _S.AWAITING_APPROVAL: (*_APPRAISED, "appraise", "request_approval"),
}
APPROVED_WAY = (*_APPRAISED, "appraise", "request_approval", "approve")


@dataclass(frozen=True, slots=True)
class Course:
    """One dossier: the system's number in the ministry's file, where it stands, and since when.

    `approved`, `ago`: so many days ago its level was approved, its last step was taken. `open_items`: requirements
    still open of a plan being deployed. `whole`: all its papers are kept, the long ones too. `by_office`: appraised by
    the ministry's office, because the usual appraiser operates the system itself. `sent_back`: so many days ago a
    confirmed plan was found wanting. `inspected`: the inspector has begun to look at the requirements.
    """

    number: int
    state: State
    ago: int
    approved: int = 0
    open_items: int = 0
    whole: bool = False
    by_office: bool = False
    sent_back: int = 0
    inspected: bool = False

    @property
    def proved(self) -> bool:
        """Whether some of its answers come with files."""
        return self.whole or self.inspected

    @property
    def code(self) -> str:
        return f"BGTVT-{self.number:03d}"


def _protected(number: int, ago: int, approved: int, **more) -> Course:
    return Course(number, _S.PROTECTED, ago, approved, **more)


COURSES = (
    _protected(4, 391, 471), _protected(13, 368, 459), _protected(5, 352, 447, by_office=True),
    _protected(16, 333, 440), _protected(24, 318, 402), _protected(10, 297, 381, by_office=True),
    _protected(30, 279, 390), _protected(3, 262, 371), _protected(12, 248, 340, by_office=True),
    _protected(42, 231, 343), _protected(21, 214, 299), _protected(37, 199, 283),
    _protected(1, 183, 270, by_office=True), _protected(17, 169, 276), _protected(47, 150, 255),
    _protected(31, 133, 248), _protected(43, 118, 206), _protected(7, 101, 190, by_office=True),
    _protected(38, 83, 188), _protected(48, 61, 170), _protected(2, 39, 165, by_office=True),
    _protected(52, 24, 55, whole=True), _protected(25, 9, 54, whole=True),
    Course(36, _S.DEPLOYING, 178, 290, open_items=3, sent_back=26),
    Course(54, _S.AWAITING_INSPECTION, 6, 52), Course(44, _S.AWAITING_INSPECTION, 3, 120, inspected=True),
    Course(19, _S.DEPLOYING, 0, 141, open_items=2), Course(28, _S.DEPLOYING, 0, 50, open_items=4),
    Course(20, _S.DEPLOYING, 0, 134, open_items=6), Course(50, _S.DEPLOYING, 0, 128, open_items=11),
    Course(45, _S.DEPLOYING, 0, 110, open_items=19), Course(32, _S.DEPLOYING, 0, 53, open_items=34),
    Course(8, _S.DEPLOYING, 0, 47, open_items=3, by_office=True),
    Course(14, _S.APPROVED, 0, 47), Course(49, _S.APPROVED, 0, 33), Course(29, _S.APPROVED, 0, 17),
    Course(53, _S.APPROVED, 0, 11),
    Course(41, _S.AWAITING_APPROVAL, 6), Course(18, _S.AWAITING_APPROVAL, 3, whole=True),
    Course(40, _S.APPRAISED, 4), Course(15, _S.APPRAISED, 5),
    Course(33, _S.UNDER_APPRAISAL, 13), Course(46, _S.UNDER_APPRAISAL, 18), Course(35, _S.UNDER_APPRAISAL, 27),
    Course(23, _S.SUBMITTED, 5), Course(51, _S.SUBMITTED, 3),
    Course(27, _S.RETURNED, 7), Course(39, _S.REFUSED, 34),
    Course(56, _S.DRAFT, 20), Course(22, _S.DRAFT, 12), Course(6, _S.DRAFT, 5),
)  # fmt: skip
LEFT_FOR_THE_TOUR = "BGTVT-026"
UNTOLD = 53
"""The approval at levels 1-2 of which the owner has still to be told."""


def days_of(course: Course, level: int, today: datetime.date) -> dict[str, datetime.date]:
    """Step -> the working day on which it was taken, in order; "open" is the first.

    "work" is work on the plan, "answer" is work on what was asked when the dossier was returned.
    """
    way = WAYS.get(course.state)
    if level >= OUTSIDE_FROM and course.state == _S.UNDER_APPRAISAL:
        accepted = today - course.ago * DAY
        days = {step: accepted - ago * DAY for step, ago in BEFORE_ACCEPTANCE.items()}
    elif way:
        last, end = way[-1], today - course.ago * DAY
        days = {step: end - (BEFORE_APPROVAL[step] - BEFORE_APPROVAL[last]) * DAY for step in way}
    else:
        approved = _clear_of_the_decree(today - course.approved * DAY)
        days = {step: approved - BEFORE_APPROVAL[step] * DAY for step in APPROVED_WAY}
        days |= _after_approval(course, approved, today)
    if level < 3:
        days.pop("request_approval", None)
        days = _with_report(course, days)
    return {step: working_day(day) for step, day in days.items()}


def _with_report(course: Course, days: dict[str, datetime.date]) -> dict[str, datetime.date]:
    """Two days after an approval at levels 1-2 the owner is told; of the newest one not yet."""
    if "approve" not in days or course.number == UNTOLD:
        return days
    told = days["approve"] + 2 * DAY
    return dict(sorted((days | {"report_to_owner": told}).items(), key=lambda taken: taken[1]))


def _clear_of_the_decree(approved: datetime.date) -> datetime.date:
    """What was begun under the old decree was also decided under it: its last days saw many decisions."""
    begun = approved - BEFORE_APPROVAL["open"] * DAY
    return DECREE_IN_FORCE.day - 2 * DAY if begun <= DECREE_IN_FORCE.day <= approved else approved


def _after_approval(course: Course, approved: datetime.date, today: datetime.date) -> dict[str, datetime.date]:
    if course.state == _S.APPROVED:
        return {}
    days = {"deploy": approved + 6 * DAY}
    if course.state == _S.AWAITING_INSPECTION:
        return days | {"report_deployed": today - course.ago * DAY}
    if course.state == _S.PROTECTED or course.sent_back:
        days |= {"report_deployed": today - (course.ago + 8) * DAY, "confirm": today - course.ago * DAY}
        return days | ({"send_back": today - course.sent_back * DAY} if course.sent_back else {})
    return days | {"work": today - 4 * DAY}
