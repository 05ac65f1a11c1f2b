"""Word templates: putting one to use, ending it, and a paper's words in it."""

import hashlib
import typing

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from documents.assembling import ASSEMBLERS
from documents.content import Paper, from_json
from documents.models import IssuedDocument, WordTemplate
from documents.word import Name, examine, fill, names_for, values_of
from systems.authority import why_not_keep_templates
from systems.ledger import record
from systems.models import Organisation
from systems.secrecy import mark_in_file
from systems.wording import tidy

LONGEST_NAME = 200


def allowed_names(kind: str) -> tuple[Name, ...]:
    """The names that a template for this kind of paper may use."""
    content: type[Paper] = typing.get_type_hints(ASSEMBLERS[kind])["return"]
    return names_for(content)


@transaction.atomic
def keep_template(*, organisation: Organisation, kind: str, filename: str, content: bytes, by) -> WordTemplate:
    """Put a template to use in place of the one before, which is kept.

    Raises PermissionDenied, ValidationError (by field `file`) with every reason why the file is refused.
    """
    if refusal := why_not_keep_templates(by, organisation):
        raise PermissionDenied(refusal)
    if mark := mark_in_file(filename, content):
        words = _("Tệp mang dấu “%(mark)s”. Không tải bí mật nhà nước lên đây; lập trên giấy hoặc mạng LAN độc lập.")
        raise ValidationError({"file": [words % {"mark": mark}]})
    examined = examine(content, {name.word for name in allowed_names(kind)})
    if examined.problems:
        raise ValidationError({"file": list(examined.problems)})
    organisation = Organisation.objects.select_for_update().get(pk=organisation.pk)
    versions = WordTemplate.objects.filter(organisation=organisation, kind=kind)
    versions.filter(retired_at__isnull=True).update(retired_at=timezone.now())
    last = versions.order_by("-version").first()
    template = WordTemplate.objects.create(
        organisation=organisation, kind=kind, version=last.version + 1 if last else 1, content=content,
        filename=tidy(filename)[-LONGEST_NAME:], sha256=hashlib.sha256(content).hexdigest(), names=list(examined.names),
        added_by=by,
    )  # fmt: skip
    record(
        verb="keep_word_template", by=by, about=f"organisation:{organisation.pk}", kind=kind, version=template.version,
        sha256=template.sha256,
    )  # fmt: skip
    return template


@transaction.atomic
def retire_template(*, template: WordTemplate, by) -> None:
    """Papers of this kind have no Word copy any more. Raises PermissionDenied."""
    if refusal := why_not_keep_templates(by, template.organisation):
        raise PermissionDenied(refusal)
    changed = WordTemplate.objects.filter(pk=template.pk, retired_at__isnull=True).update(retired_at=timezone.now())
    if changed:
        record(
            verb="retire_word_template", by=by, about=f"organisation:{template.organisation_id}", kind=template.kind,
            version=template.version,
        )  # fmt: skip


def template_for(document: IssuedDocument) -> WordTemplate | None:
    """The template in use for this paper: its issuer's own, else that of the nearest body above."""
    used = WordTemplate.objects.filter(
        kind=document.kind, retired_at__isnull=True, organisation__path__in=_places(document.issuer.path)
    )
    return used.select_related("organisation").order_by("-organisation__path").first()


def having_template(documents) -> set[int]:
    """Which of these papers have a template in use; one query, however many papers."""
    documents = list(documents)
    if not documents:
        return set()
    used = WordTemplate.objects.filter(retired_at__isnull=True, kind__in={one.kind for one in documents})
    places = set(used.values_list("kind", "organisation__path"))
    if not places:
        return set()
    return {one.pk for one in documents if any((one.kind, place) in places for place in _places(one.issuer.path))}


def _places(path: str) -> list[str]:
    """A place in the tree and every place above it."""
    return [path[:end] for end in range(Organisation.steplen, len(path) + 1, Organisation.steplen)]


def word_copy(document: IssuedDocument, template: WordTemplate) -> bytes:
    """The words of a signed paper in the agency's layout. It is no original: the signed PDF is."""
    return fill(bytes(template.content), values_of(from_json(document.content)))


def sample_copy(template: WordTemplate) -> bytes:
    """The template with each name's own meaning in its place, to look at."""
    told = {name.word: f"[{name.label}]" for name in allowed_names(template.kind)}
    return fill(bytes(template.content), told)
