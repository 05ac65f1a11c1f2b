"""Writing a dossier: opening it, its facts, its parts."""

import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from classification.determination import determine
from classification.errors import StepRefused
from classification.facts import parse_facts
from classification.guards import on_paper_words
from classification.models import CatalogueEdition, Dossier, DossierPart, ListVerdict, StatutoryDay
from classification.parts import BY_KEY, parts_of
from classification.regimes import regime_for
from classification.regimes.selector import regime_of
from systems.authority import may_act
from systems.ledger import record
from systems.models import InformationSystem
from systems.roles import Role

from .editions import settle_answers
from .files import add_attachment, refuse_size
from .locking import lock, require_editable, require_on_screen, require_role, require_version
from .needs import refresh_needs


@transaction.atomic
def open_dossier(*, system: InformationSystem, by, today: datetime.date | None = None, regime: str = "") -> Dossier:
    """Begin a dossier for a system, under the decree that its dates call for (or `regime`, for tests and imports).

    Raises StepRefused when the system already has a dossier on its way, PermissionDenied.
    """
    if not may_act(by, Role.OPERATOR, system):
        raise PermissionDenied(
            _("Chỉ đơn vị vận hành %(unit)s được lập hồ sơ của hệ thống này.") % {"unit": system.operator}
        )
    if system.on_paper:
        raise StepRefused([on_paper_words()])
    today = today or timezone.localdate()
    chosen, reason = regime_of(system, today, StatutoryDay.objects.law_days())
    rules = regime_for(regime) if regime else chosen
    dossier = Dossier(
        system=system, regime=rules.code, regime_reason=str(reason), ruleset_version=rules.ruleset_version,
        edition=CatalogueEdition.objects.in_use(rules.catalogue, today), opened_by=by,
    )  # fmt: skip
    try:
        with transaction.atomic():
            dossier.save(force_insert=True)
    except IntegrityError as twice:
        raise StepRefused([_("Hệ thống này đang có một hồ sơ chưa kết thúc.")]) from twice
    if dossier.list_decision and dossier.list_decision.verdict == ListVerdict.LISTED:
        dossier.on_list = True
        dossier.save(update_fields=["on_list"])
    store_facts(dossier, dict(system.facts))
    _first_words(dossier, by)
    record(verb="open_dossier", by=by, system=system, about=f"dossier:{dossier.pk}", regime=rules.code)
    return dossier


@transaction.atomic
def write_facts(
    *, dossier: Dossier, facts: dict, by, level: int | None = None, higher_reason: str = "", seen: int | None = None
) -> Dossier:
    """Store what is known of the system and the level it gives; a higher level needs a reason, a lower one is refused.

    `facts` is the object of the facts contract; raises FactsError on a bad one. `level` proposes another level than
    the determined one; None follows the determination.
    """
    dossier = lock(dossier)
    require_role(dossier, by, Role.OPERATOR)
    require_editable(dossier, dossier.is_editable)
    require_version(dossier.version, seen)
    store_facts(dossier, facts, level, higher_reason.strip())
    _move_to_paper(dossier, by)
    record(
        verb="write_facts", by=by, system=dossier.system, about=f"dossier:{dossier.pk}",
        determined=dossier.determined_level, proposed=dossier.level,
    )  # fmt: skip
    return dossier


def _move_to_paper(dossier: Dossier, by) -> None:
    """The system handles state secrets, or was said to by mistake: only that much is told to the inventory."""
    system, said = dossier.system, dossier.facts.get("information")
    if system.on_paper == ("state_secret" in (said or ())):
        return
    system.facts = system.facts | {"information": said}
    system.tidy()
    system.save(update_fields=["facts", "on_paper", "search_text", "code", "name"])
    refresh_needs([system], timezone.localdate())
    verb = "move_to_paper" if system.on_paper else "move_to_screen"
    record(verb=verb, by=by, system=system, about=f"dossier:{dossier.pk}")


def store_facts(dossier: Dossier, facts: dict, level: int | None = None, higher_reason: str = "") -> None:
    """Keep the facts with the level that they give under the decree of the dossier. Raises StepRefused, FactsError."""
    facts = {**facts, "regime": dossier.regime}
    result = determine(parse_facts(facts), dossier.rules)
    if level is not None and result.level is not None and level < result.level:
        raise StepRefused(
            [_("Không được đề xuất thấp hơn cấp độ đã xác định là cấp độ %(level)s.") % {"level": result.level}]
        )
    if level is not None and level != result.level and not higher_reason:
        raise StepRefused([_("Đề xuất khác với cấp độ xác định được thì phải ghi rõ lý do.")])
    level_before = dossier.level
    dossier.facts = facts
    dossier.determination = result.to_json()
    dossier.determined_level = result.level
    dossier.level = level or result.level
    dossier.higher_reason = higher_reason if dossier.level != result.level else ""
    dossier.version += 1
    dossier.save(update_fields=["facts", "determination", "determined_level", "level", "higher_reason", "version"])
    if dossier.level != level_before:
        settle_answers(dossier)


def _first_words(dossier: Dossier, by) -> None:
    """What the inventory already knows of the parties, so that nobody types it again."""
    content = {}
    for prefix, body in (("owner", dossier.owner), ("operator", dossier.operator)):
        for name in ("name", "mandate", "representative", "representative_title", "address", "phone", "email"):
            content[f"{prefix}_{name}"] = getattr(body, name)
    DossierPart.objects.create(dossier=dossier, key="parties", content=content, updated_by=by)


@transaction.atomic
def write_part(
    *, dossier: Dossier, key: str, content: dict, by, seen: int | None = None, uploads: dict | None = None
) -> DossierPart:
    """Store one part. `content` has the shape of classification/parts.py; `seen` is the version the writer had open.

    `uploads` are the files that came with it: field name -> (kind, file); each becomes an attachment of the dossier.
    Raises StepRefused (state, stale page), PermissionDenied, KeyError for a part this dossier does not have,
    ValidationError by field name for a file that is not what it should be.
    """
    dossier = lock(dossier)
    require_role(dossier, by, Role.OPERATOR)
    require_editable(dossier, may_write_part(dossier, key))
    require_on_screen(dossier)
    if BY_KEY[key] not in parts_of(dossier.regime, dossier.level):
        raise KeyError(key)
    part = DossierPart.objects.filter(dossier=dossier, key=key).first()
    require_version(part.version if part else 0, seen)
    content = content | _kept_files(dossier, by, uploads or {})
    if part:
        part.content, part.version, part.updated_by = content, part.version + 1, by
        part.save()
    else:
        part = DossierPart.objects.create(dossier=dossier, key=key, content=content, updated_by=by)
    record(verb="write_part", by=by, system=dossier.system, about=f"dossier:{dossier.pk}", part=key)
    return part


def may_write_part(dossier: Dossier, key: str) -> bool:
    """Whether this part can be written now: while drafting, and the regulation until the decision."""
    late = key == "regulation" and not dossier.is_in_force and not dossier.is_ended
    return dossier.is_editable or late


def _kept_files(dossier: Dossier, by, uploads: dict) -> dict:
    """Field name -> number of the attachment that its file became."""
    kept, wrong = {}, {}
    for name, (kind, file) in uploads.items():
        try:
            refuse_size(file.size, kind)
            content = file.read()
            kept[name] = add_attachment(dossier=dossier, filename=file.name, content=content, by=by, kind=kind).pk
        except ValidationError as refused:
            wrong[name] = refused.messages
    if wrong:
        raise ValidationError(wrong)
    return kept
