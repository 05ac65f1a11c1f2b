"""The demonstration holds what it promises: a ministry at 42,5 %, papers that verify, work for everybody."""

import io
from datetime import timedelta

import pikepdf
import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.utils import timezone
from PIL import Image

from classification.counting import count, target_on
from classification.counting_over_time import burn_up
from classification.errands_seals import to_be_sealed
from classification.models import Attachment, Dossier, PlanItem, Standing, StepTaken
from classification.owner_reports import owner_report_errands
from classification.progress import against
from classification.services import open_dossier, write_facts
from classification.tasks import waiting, with_others, without_dossier
from classification.workflow import IN_FORCE, PaperKind, State
from documents.demo import loading
from documents.demo.accounts import ACCOUNTS, PASSPHRASE, PASSWORD
from documents.demo.courses import COURSES, LEFT_FOR_THE_TOUR
from documents.demo.papers import DECISION, LETTERS, Papers
from documents.models import IssuedDocument, PaperRevision, SealKey, SigningKey
from documents.services import prepare_signing, sign_prepared
from documents.services.sealing_many import seal_papers
from documents.stamp_pictures import Ink, checked_picture
from documents.trust import load_trust, trust_folder
from documents.verifying.direct import verify
from documents.verifying.issued import issued_paper
from systems.authority import duties
from systems.models import InformationSystem, LedgerEntry, Organisation, User
from systems.roles import Role

pytestmark = pytest.mark.django_db
FEW = Papers(approved=DECISION, on_the_way=frozenset(), whole=LETTERS)


@pytest.fixture(scope="module")
def demonstration(django_db_setup, django_db_blocker):
    """The demonstration, loaded once for this file, with few of its long papers."""
    from django.db import transaction

    with django_db_blocker.unblock():
        outer = transaction.atomic()
        outer.__enter__()
        try:
            loading.load(papers=FEW)
            yield
        finally:
            transaction.set_rollback(True)
            outer.__exit__(None, None, None)


@pytest.fixture(autouse=True)
def loaded(demonstration, db):
    """Every test here looks at the loaded demonstration and leaves it as it was."""


def person(username: str) -> User:
    return User.objects.get(username=username)


def tables() -> dict[str, int]:
    models = (
        Attachment, Dossier, InformationSystem, IssuedDocument, LedgerEntry, Organisation, PaperRevision, PlanItem,
        SealKey, SigningKey, Standing, StepTaken, User,
    )  # fmt: skip
    return {model.__name__: model.objects.count() for model in models}


def load_demo(**options) -> str:
    out = io.StringIO()
    call_command("load_demo", stdout=out, **options)
    return out.getvalue()


def test_today_23_of_54_systems_are_protected_and_the_target_is_ahead():
    today = timezone.localdate()
    counted = count(day=today)
    assert (counted.total, counted.protected) == (54, 23)
    assert InformationSystem.objects.count() == 56
    ministry = Organisation.objects.get(code="BGTVT")
    target = target_on(ministry, today)
    progress = against(counted, target.percent)
    assert (target.percent, progress.needed, progress.reached) == (70, 15, False)


def test_the_count_rose_through_the_year_and_one_system_left_it():
    today = timezone.localdate()
    points = burn_up(since=today - timezone.timedelta(days=430), until=today)
    numbers = [point.protected for point in points]
    assert numbers[0] == 0 and numbers[-1] == 23
    assert len(numbers) > 20
    # Another system may have been confirmed on the very day, so the curve need not fall; the facts say who left.
    left = Standing.objects.believed().filter(kind=Standing.Kind.PROTECTED, holds_until__isnull=False)
    sent_back = StepTaken.objects.get(step="send_back", source=State.PROTECTED)
    assert [(fact.dossier_id, fact.holds_until) for fact in left] == [(sent_back.dossier_id, sent_back.on)]


def test_systems_stand_at_every_stage():
    states = set(Dossier.objects.values_list("state", flat=True))
    outside = {State.OPINION_GIVEN, State.FORWARDED, State.WITHDRAWN, State.SUPERSEDED}
    assert states == set(State) - outside
    for course in COURSES:
        assert Dossier.objects.get(system__code=course.code).state == course.state, course.code


def test_nobody_in_the_past_broke_a_rule():
    for dossier in Dossier.objects.with_parties().prefetch_related("steps"):
        steps = list(dossier.steps.all())
        submitters = {taken.by_id for taken in steps if taken.step == "submit"}
        assert not submitters & {taken.by_id for taken in steps if taken.step in ("accept", "appraise", "approve")}
        assert dossier.appraising_body != dossier.operator
        days = [taken.at for taken in steps]
        assert days == sorted(days) and (not days or days[-1] <= timezone.now())
        assert all(timezone.localdate(taken.at) == taken.on for taken in steps)


def test_every_dossier_that_was_handed_in_is_complete():
    for dossier in Dossier.objects.with_parties().exclude(state=State.DRAFT):
        assert not dossier.missing_parts and not dossier.decisive_unknowns and dossier.risk_assessed
        assert not dossier.plan.unanswered
    for dossier in Dossier.objects.filter(state__in=[State.PROTECTED, State.AWAITING_INSPECTION]):
        assert dossier.plan.not_done == 0
    assert not PlanItem.objects.exclude(status="not_applicable").filter(how="").exists()


def test_plans_are_not_one_sentence_over_and_over():
    sentences = list(Dossier.objects.get(system__code="BGTVT-018").plan_items.values_list("how", flat=True))
    assert len(set(sentences)) > 0.95 * len(sentences) > 180


def test_every_approved_level_has_its_decision_and_every_paper_verifies():
    for dossier in Dossier.objects.filter(state__in=IN_FORCE):
        decision = dossier.documents.get(kind=PaperKind.DECISION_06)
        assert (decision.number, decision.issued_on) == (dossier.decision_number, dossier.decision_on)
    trust = load_trust(folder=trust_folder())
    for paper in IssuedDocument.objects.all():
        found = verify(paper.read(), trust=trust, register=issued_paper)
        assert (found.verdict, found.registered) == ("valid", True), (paper, found.reasons)
        assert timezone.localdate(paper.signed_at) == paper.issued_on


def test_the_published_password_opens_the_six_accounts_and_no_other():
    for account in ACCOUNTS:
        user = person(account.username)
        assert user.check_password(PASSWORD) and account.role in duties(user)
    others = User.objects.exclude(username__in=[account.username for account in ACCOUNTS])
    assert others and not any(user.has_usable_password() for user in others)
    assert duties(person("vanthu")).keys() == {Role.CLERK}
    assert not duties(person("quantri")).keys() & {Role.OPERATOR, Role.SECURITY_UNIT, Role.APPROVER}


def test_the_password_meets_the_rules_of_the_product():
    from django.contrib.auth.password_validation import validate_password

    for account in ACCOUNTS:
        validate_password(PASSWORD, person(account.username))


def test_each_account_sees_work():
    assert waiting(person("vanhanh")).count() >= 3
    assert without_dossier(person("vanhanh")).filter(code=LEFT_FOR_THE_TOUR).exists()
    due = sorted(dossier.due_on for dossier in waiting(person("thamdinh")) if dossier.due_on)
    assert due[0] < timezone.localdate() < due[1]
    assert waiting(person("pheduyet")).count() == 2
    assert with_others(person("giamsat")).count() > 10
    (errand,) = to_be_sealed(person("vanthu"), timezone.localdate())
    assert errand.sentence == "4 văn bản đã ký chờ đóng dấu."


def test_ha_signs_a_decision_that_waits_for_her():
    ha = person("pheduyet")
    dossier = waiting(ha).first()
    dossier = sign_prepared(
        signing=prepare_signing(dossier=dossier, step="approve", by=ha), by=ha, passphrase=PASSPHRASE
    )
    assert dossier.state == State.APPROVED


def test_the_ministry_sealed_its_papers_soon_after_they_were_signed_all_but_the_newest_four():
    papers = list(IssuedDocument.objects.filter(issuer__code="BGTVT").order_by("signed_at"))
    assert len(papers) > 15 and set(papers[-4:]) == set(IssuedDocument.objects.to_seal(person("vanthu")))
    for paper in papers[:-4]:
        seal = paper.revisions.get()
        assert (seal.kind, seal.field, seal.signer_name) == ("sealed", "dau-1", "Bộ Giao thông vận tải")
        assert timedelta(minutes=20) <= seal.made_at - paper.signed_at < timedelta(minutes=60)
    entries = LedgerEntry.objects.filter(verb="seal_paper")
    assert set(entries.values_list("by__username", "sentence")) == {("vanthu", one.number) for one in papers[:-4]}
    assert not PaperRevision.objects.exclude(document__issuer__code="BGTVT").exists()


def test_the_seal_is_red_and_round_and_stands_on_the_paper_as_a_picture():
    seal = SealKey.objects.get(organisation__code="BGTVT")
    assert (seal.registered_by, seal.subject) == (person("vanthu"), "Bộ Giao thông vận tải")
    assert bytes(seal.image) == checked_picture(bytes(seal.image), Ink.RED)
    picture = Image.open(io.BytesIO(bytes(seal.image)))
    width, height = picture.size
    corners = [picture.getpixel((x, y))[3] for x in (0, width - 1) for y in (0, height - 1)]
    assert abs(width - height) <= 2 and corners == [0, 0, 0, 0]
    paper = IssuedDocument.objects.filter(issuer__code="BGTVT").earliest("signed_at")
    with pikepdf.open(io.BytesIO(paper.read())) as pdf:
        (box,) = (field for page in pdf.pages for field in page.get("/Annots", []) if field.get("/T") == "dau-1")
        assert _pictures_in(box.AP.N) == [(width, height)]


def _pictures_in(form) -> list[tuple[int, int]]:
    """The sizes of the pictures that a form of a PDF draws, itself or through other forms."""
    drawn = form.get("/Resources", {}).get("/XObject", {})
    found = [(int(one.Width), int(one.Height)) for one in drawn.values() if one.Subtype == "/Image"]
    return found + [size for one in drawn.values() if one.Subtype == "/Form" for size in _pictures_in(one)]


def test_the_clerk_seals_what_waits_with_the_published_passphrase():
    clerk = person("vanthu")
    outcome = seal_papers(documents=IssuedDocument.objects.to_seal(clerk), by=clerk, passphrase=PASSPHRASE)
    assert (len(outcome.done), outcome.refused) == (4, [])
    assert not to_be_sealed(clerk, timezone.localdate())


def test_one_level_4_system_is_appraised_by_bo_cong_an_and_one_report_to_the_owner_waits():
    dossier = Dossier.objects.with_parties().get(system__code="BGTVT-033")
    assert (dossier.level, dossier.state, dossier.outside_appraiser) == (4, State.UNDER_APPRAISAL, "Bộ Công an")
    taken = [step.step for step in dossier.steps.all()]
    assert taken == ["submit", "give_opinion", "forward", "accept"]
    assert dossier.incoming.get().scan.mime == "image/png" and "Điều 23 khoản 3 điểm b" in dossier.due_rule
    errands = owner_report_errands(person("thamdinh"), timezone.localdate())
    assert [errand.title for errand in errands] == ["Báo cáo chủ quản: Cơ sở dữ liệu dự báo vận tải"]


def test_loading_again_changes_nothing_and_prints_the_accounts():
    before = tables()
    for options in ({}, {"once": True}):
        said = load_demo(**options)
        assert all(account.username in said for account in ACCOUNTS) and PASSWORD in said and PASSPHRASE in said
    assert tables() == before


def test_the_ministrys_own_file_brings_nothing_new():
    out = io.StringIO()
    call_command("import_systems", settings.BASE_DIR / loading.SHEET, "--write", stdout=out)
    assert "56 giữ nguyên" in out.getvalue()


def test_the_tour_starts_with_a_system_of_level_3_and_two_open_questions():
    hung = person("vanhanh")
    system = InformationSystem.objects.get(code=LEFT_FOR_THE_TOUR)
    dossier = open_dossier(system=system, by=hung)
    asked = {missing["fact"] for missing in dossier.determination["missing"]}
    assert asked == {"serves_defence_security", "national_security_harm", "risk_level"}
    facts = dossier.facts | {"serves_defence_security": False, "risk_level": 3}
    dossier = write_facts(dossier=dossier, facts=facts, by=hung)
    assert (dossier.regime, dossier.level, dossier.decisive_unknowns) == ("nd331-2026", 3, [])


def test_what_is_not_the_demonstration_is_left_alone():
    LedgerEntry.objects.filter(verb=loading.MARK).delete()
    before = tables()
    assert load_demo(once=True) == ""
    with pytest.raises(CommandError, match="dữ liệu khác"):
        load_demo()
    assert tables() == before


def test_a_load_that_fails_while_sealing_leaves_neither_rows_nor_files(monkeypatch):
    kept = []

    def fails(clerk, *, written):
        kept.append(default_storage.save("van-ban/dau.pdf", ContentFile(b"%PDF-")))
        written += kept
        raise ZeroDivisionError

    monkeypatch.setattr(loading, "seal_the_past", fails)
    monkeypatch.setattr(loading, "COURSES", ())
    monkeypatch.setattr(loading, "_prepare", _half_prepared)
    before = tables()
    with pytest.raises(ZeroDivisionError):
        loading.load(papers=FEW)
    assert tables() == before and not default_storage.exists(*kept)


def _half_prepared(today, papers):
    Organisation.objects.add_root(instance=Organisation(code="X", name="X", name_search="x"))
    return loading.History(today, None, loading.Cast({}, None, None, None, None), papers)
