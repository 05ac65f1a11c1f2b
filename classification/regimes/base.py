"""The shapes in which a decree is written down as data: criteria, authorities, clocks, forms, the decree. Pure."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from classification.deadlines import Limit, Unit
from classification.facts import Facts

ALL_LEVELS = (1, 2, 3, 4, 5)

# Given the facts and the level found (None: nothing met): a sentence, clause included, or None.
Reading = Callable[[Facts, int | None], str | None]


class Body(StrEnum):
    """Who acts under Điều 12 (NĐ 85) and Điều 18 (NĐ 331). The names shown are in `BODY_NAMES` and `Terms`."""

    OPERATOR = "operator"
    SECURITY_UNIT = "security_unit"
    OWNER = "owner"
    INFORMATION_MINISTRY = "information_ministry"
    PUBLIC_SECURITY = "public_security"
    DEFENCE = "defence"
    CIPHER = "cipher"
    PRIME_MINISTER = "prime_minister"


BODY_NAMES = {
    Body.OPERATOR: "Đơn vị vận hành hệ thống thông tin",
    Body.OWNER: "Chủ quản hệ thống thông tin",
    Body.INFORMATION_MINISTRY: "Bộ Thông tin và Truyền thông",
    Body.PUBLIC_SECURITY: "Bộ Công an",
    Body.DEFENCE: "Bộ Quốc phòng",
    Body.CIPHER: "Ban Cơ yếu Chính phủ",
    Body.PRIME_MINISTER: "Thủ tướng Chính phủ",
}


class Sphere(StrEnum):
    """Whose system it is, as far as that changes who appraises at levels 4 and 5."""

    GENERAL = "general"
    DEFENCE = "defence"
    PUBLIC_SECURITY = "public_security"
    CIPHER = "cipher"


class Step(StrEnum):
    """The acts that may have a statutory clock or a form."""

    SUBMIT = "submit"
    GIVE_OPINION = "give_opinion"
    FORWARD = "forward"
    CHECK_VALIDITY = "check_validity"
    APPRAISE = "appraise"
    REQUEST_APPROVAL = "request_approval"
    APPROVE = "approve"
    APPROVE_PLAN = "approve_plan"
    REPORT = "report"


@dataclass(frozen=True, slots=True)
class Criterion:
    """One ground of the law for one level.

    `holds` answers True, False or None (not known yet) and reads no fact outside `needs`; `because` says in one
    sentence why it holds and is asked only when it does. True stands whatever the unknown facts turn out to be.
    """

    code: str
    level: int
    clause: str
    wording: str
    needs: tuple[str, ...]
    holds: Callable[[Facts], bool | None]
    because: Callable[[Facts], str]


@dataclass(frozen=True, slots=True)
class OpenCriterion:
    """A ground that the law names but that no fact can decide yet, because the text it refers to is not issued."""

    code: str
    level: int
    clause: str
    wording: str
    waits_for: str


@dataclass(frozen=True, slots=True)
class Authority:
    """Who gives an expert opinion, appraises and approves at these levels, for systems of one sphere, in one period.

    `approver` decides the level; `plan_approver` decides the plan where the law parts the two (level 5).
    """

    levels: tuple[int, ...]
    appraiser: Body
    approver: Body
    clause: str
    sphere: Sphere = Sphere.GENERAL
    expert_opinion: Body | None = None
    expert_opinion_clause: str | None = None
    plan_approver: Body | None = None
    reports_to: Body | None = None
    partners: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    note: str = ""

    def in_force(self, on: date | None) -> bool:
        """Whether it holds on that day (both ends included). No day: whether it is the last word, with no end set."""
        if on is None:
            return self.until is None
        return (self.since is None or self.since <= on) and (self.until is None or on <= self.until)


@dataclass(frozen=True, slots=True)
class TimeLimit:
    """A statutory clock from receipt of the complete valid dossier.

    `amount`, `unit` and `clause` are None where no text states a limit.
    """

    step: Step
    levels: tuple[int, ...]
    amount: int | None
    unit: Unit | None
    clause: str | None
    note: str = ""

    @property
    def limit(self) -> Limit | None:
        """What `deadlines` counts with; None where the law states no limit."""
        return None if self.amount is None or self.unit is None else Limit(self.amount, self.unit)


@dataclass(frozen=True, slots=True)
class DossierPart:
    """One document of the dossier (hồ sơ đề xuất cấp độ); `title_new` where a system not yet built needs another."""

    number: int
    title: str
    clause: str
    levels: tuple[int, ...] = ALL_LEVELS
    title_new: str = ""


@dataclass(frozen=True, slots=True)
class Form:
    """One form (mẫu) of the annex. `certain` is False where the title was not read in the annex itself."""

    number: str
    title: str
    use: str
    step: Step
    levels: tuple[int, ...]
    certain: bool = True


@dataclass(frozen=True, slots=True)
class Period:
    """How often security is assessed. `months` is None where the decree leaves the period to level and risk."""

    levels: tuple[int, ...]
    months: int | None
    clause: str
    what: str
    expert_body_needed: bool = False


@dataclass(frozen=True, slots=True)
class LegalBasis:
    """One "Căn cứ" line of a paper, without the word "Căn cứ"; printed on papers dated within [since, until]."""

    text: str
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Terms:
    """The decree's own words, used on screens and papers alike."""

    security: str
    security_of_system: str
    level: str
    security_unit: str
    security_section: str
    plan: str
    regulation: str
    critical_system: str


@dataclass(frozen=True, slots=True)
class Clauses:
    """The clauses that warnings and screens cite, so that no clause is written twice."""

    one_owner: str
    highest_level: str
    components: str
    information: str
    system_types: str
    other_type: str
    no_criterion: str
    procedure: str
    redetermination: str
    dossier: str
    plan_parts: str
    separation_of_duties: str
    regulation_first: str
    deployed_first: str
    delegation: str  # with its text: under Decree 85 a circular says it
    risk: str | None = None
    critical: str | None = None
    joint_filing: str | None = None  # one dossier may list several systems


@dataclass(frozen=True, slots=True, repr=False)
class Regime:
    """One decree, whole.

    `ruleset_version` goes on every dossier; a decided dossier is never recomputed with a newer one.
    """

    code: str
    name: str
    short_name: str
    number: str
    issued: date
    in_force: date
    ruleset_version: str
    catalogue: str
    standard: str
    terms: Terms
    clauses: Clauses
    criteria: tuple[Criterion, ...]
    authorities: tuple[Authority, ...]
    time_limits: tuple[TimeLimit, ...]
    dossier_parts: tuple[DossierPart, ...]
    plan_parts: tuple[str, ...]
    forms: tuple[Form, ...]
    assessment_periods: tuple[Period, ...]
    legal_bases: tuple[LegalBasis, ...]
    open_criteria: tuple[OpenCriterion, ...] = ()
    uses_risk_level: bool = False
    thresholds: Mapping[str, int] = field(default_factory=dict)
    readings: tuple[Reading, ...] = ()
    uncertain: tuple[str, ...] = ()

    def __repr__(self) -> str:
        return f"<Regime {self.code}>"

    def criterion(self, code: str) -> Criterion:
        """The criterion of that code; KeyError for a code that is not of this decree."""
        for criterion in self.criteria:
            if criterion.code == code:
                return criterion
        raise KeyError(code)

    def authority_for(self, level: int, *, on: date | None = None, sphere: Sphere = Sphere.GENERAL) -> Authority:
        """Who appraises and approves this level. A sphere without a row of its own follows the general row."""
        for wanted in (sphere, Sphere.GENERAL):
            for row in self.authorities:
                if level in row.levels and row.sphere == wanted and row.in_force(on):
                    return row
        raise KeyError(level)

    def time_limit(self, step: Step, level: int) -> TimeLimit | None:
        """The clock of a step; its `amount` may be None (the law states none). None: the decree knows no such step."""
        return next((row for row in self.time_limits if row.step == step and level in row.levels), None)

    def parts_for(self, level: int) -> tuple[DossierPart, ...]:
        return tuple(part for part in self.dossier_parts if level in part.levels)

    def form(self, number: str) -> Form:
        """The form of that number, "01" to "08"; KeyError for another."""
        return {form.number: form for form in self.forms}[number]

    def form_for(self, step: Step, level: int) -> Form | None:
        return next((form for form in self.forms if form.step == step and level in form.levels), None)

    def legal_bases_on(self, day: date) -> tuple[str, ...]:
        """The "Căn cứ" lines of a paper dated that day."""
        return tuple(
            basis.text
            for basis in self.legal_bases
            if (basis.since is None or basis.since <= day) and (basis.until is None or day <= basis.until)
        )

    def body_name(self, body: Body) -> str:
        return self.terms.security_unit if body is Body.SECURITY_UNIT else BODY_NAMES[body]

    def cite(self, clause: str) -> str:
        """The clause with its decree: "Điều 9 khoản 1 Nghị định 85/2016/NĐ-CP"."""
        return f"{clause} Nghị định {self.number}"
