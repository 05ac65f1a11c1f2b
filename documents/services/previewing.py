"""Drafts of a dossier's papers for whoever may read it: made to be looked at, never kept, numbered or recorded."""

from dataclasses import dataclass, replace

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from classification import guards
from classification.errors import StepRefused
from classification.guards import Guard
from classification.models import Dossier
from classification.paper_kinds import PaperKind
from classification.services.remarks import reason_of_remarks
from classification.services.steps import EACH_ITS_OWN
from classification.workflow import STEPS, Step, steps_from
from documents.assembling import assemble
from documents.assembling.explanation import diagrams
from documents.assembling.frame import Order, issuer_for, symbol_for
from documents.assembling.unsigned import NOBODY
from documents.content import Paper
from documents.rendering import RenderedPaper
from systems.authority import may_act
from systems.models import Organisation
from systems.roles import Role

from .drafts import print_draft

EVERY = (guards.kept_on_paper, guards.level_undetermined)
LETTER = (guards.appraiser_not_named, guards.route_unanswered)
NEEDED: dict[tuple[str, PaperKind], tuple[Guard, ...]] = {
    ("submit", PaperKind.REQUEST_01): LETTER,
    ("submit", PaperKind.REQUEST_02): LETTER,
    ("submit", PaperKind.REQUEST_03): LETTER,
    ("forward", PaperKind.REQUEST_02): LETTER,
    # What the appraiser has not said yet is in nobody's draft: neither a verdict nor a remark that was never sent.
    ("appraise", PaperKind.APPRAISAL_04): (guards.verdict_missing, guards.verdict_unfavourable),
    ("refuse", PaperKind.APPRAISAL_04): (guards.verdict_missing, guards.nothing_unfavourable),
    ("approve", PaperKind.DECISION_07): (guards.list_decision_missing,),
}
"""What a paper cannot be assembled without, as the guards of the steps say it."""
STILL_WRITTEN: tuple[Guard, ...] = (guards.parts_missing, guards.plan_unanswered, guards.facts_missing)
"""What an explanation can be printed without; the draft then has gaps."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A paper that can be looked at, or that cannot yet (`obstacles`): which body would issue it in which step."""

    kind: PaperKind
    step: Step
    role: Role
    issuer: Organisation
    about: Dossier
    dossier: Dossier
    """The one on which the step is taken."""
    obstacles: tuple[str, ...] = ()
    gaps: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """Tells the drafts of one page apart, in addresses."""
        return f"{self.step.name}-{self.kind}-{self.about.pk}"

    @property
    def label(self) -> str:
        return self.kind.label


def drafts_of(dossier: Dossier, user) -> list[Draft]:
    """The explanation, of each system of a joint filing; then the papers of the steps that lead on from here.

    A paper that sends back or refuses prints what its body has not sent yet: only who may take that step sees it.
    """
    seen = set(Dossier.objects.visible_to(user).values_list("pk", flat=True).filter(pk__in=_numbers(dossier)))
    found = [
        _draft(one, one, STEPS["submit"], PaperKind.EXPLANATION, Role.OPERATOR)
        for one in dossier.filing
        if one.pk in seen and (one is dossier or not dossier.is_led)
    ]
    if dossier.is_led:  # all other papers are those of the whole filing
        return found
    for step in steps_from(dossier.state, dossier.route_level):
        roles = step.roles(dossier.route_level, dossier.state, dossier.by_council)
        if step.reason_needed and not may_act(user, roles[0], dossier.system, step.name):
            continue
        kinds = step.papers_for(dossier.route_level or 1, dossier.state)
        found += [_draft(dossier, dossier, step, kind, roles[0]) for kind in kinds if kind not in EACH_ITS_OWN]
    return found


def _numbers(dossier: Dossier) -> list[int]:
    return [one.pk for one in dossier.filing]


def _draft(dossier: Dossier, about: Dossier, step: Step, kind: PaperKind, role: Role) -> Draft:
    kind = PaperKind(kind)
    obstacles = _obstacles(dossier, about, step, kind)
    gaps = _said(STILL_WRITTEN, [about]) if kind is PaperKind.EXPLANATION and not obstacles else []
    return Draft(kind, step, role, issuer_for(dossier, role), about, dossier, tuple(obstacles), tuple(gaps))


def _obstacles(dossier: Dossier, about: Dossier, step: Step, kind: PaperKind) -> list[str]:
    if kind.is_incoming:
        return [_("Văn bản này do cơ quan bên ngoài gửi đến, không lập ở đây.")]
    if kind is PaperKind.OPINION:
        return [_("Ý kiến về cấp độ và phương án được ghi khi lập văn bản để ký; trước đó chưa có gì để in.")]
    if kind is PaperKind.EXPLANATION and about.recorded:
        return [_("Hồ sơ được ghi nhận từ quyết định giấy: bản thuyết minh nằm trong hồ sơ giấy.")]
    asked = [about] if kind in EACH_ITS_OWN else dossier.filing
    found = _said(EVERY, asked) or _said(NEEDED.get((step.name, kind), ()), asked)
    if not found and step.reason_needed and not reason_of_remarks(dossier, step.name):
        found = [_("Chưa có ý kiến nào để in; lý do được ghi khi lập văn bản để ký.")]
    return found


def _said(asked: tuple[Guard, ...], dossiers: list[Dossier]) -> list[str]:
    """What the guards say of each dossier, with its system in front where there are several; alike reasons once."""
    found = []
    for one in dossiers:
        reasons = [str(reason) for guard in asked if (reason := guard(one, None))]
        found += [f"{one.system.name}: {reason}" if len(dossiers) > 1 else reason for reason in reasons]
    return list(dict.fromkeys(found))


def draft_paper(draft: Draft) -> Paper:
    """What the paper says now: no serial, no day, no code to check it by, nobody's name. Raises StepRefused."""
    if draft.obstacles:
        raise StepRefused(list(draft.obstacles))
    with translation.override("vi"):  # a paper is Vietnamese, whatever its reader reads
        paper = assemble(draft.dossier, _order(draft))
    undated = {"issued_on": None, "verification": None}
    if draft.kind is PaperKind.EXPLANATION:
        undated["letter"] = replace(paper.letter, issued_on=None)
    return replace(paper, **undated)


def _order(draft: Draft) -> Order:
    dossier, role, issuer = draft.dossier, draft.role, draft.issuer
    letter = next(iter(draft.step.papers_for(dossier.route_level or 1, dossier.state)), PaperKind.REQUEST_01)
    symbol = symbol_for(letter if draft.kind is PaperKind.EXPLANATION else draft.kind, issuer, dossier, role)
    details = {"letter_symbol": symbol, "letter_serial": None}
    own = "" if draft.kind is PaperKind.EXPLANATION else symbol
    return Order(
        draft.kind, NOBODY, role, issuer, None, own, timezone.localdate(), "-", details=details, about=draft.about
    )


def draft_pdf(draft: Draft) -> RenderedPaper:
    """The draft printed, "DỰ THẢO" across every page; cheap where it was printed before. Raises StepRefused."""
    paper = draft_paper(draft)
    images = diagrams(draft.about) if draft.kind is PaperKind.EXPLANATION else None
    return print_draft(paper, images=images)
