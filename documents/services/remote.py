"""Signing by hash: what is to be signed goes out, the answer comes in another request, maybe to another process."""

from collections.abc import Mapping
from typing import NamedTuple

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from classification.errors import OutOfDate
from documents.certificates import KnownCertificate
from documents.models import PreparedPaper, PreparedSigning, SignedWith, StartedSignature
from documents.signing import SigningRefused
from documents.signing_remote import Started, finish_with_cms, finish_with_signature, start_signature
from documents.trust import our_roots

from .accepting import NotAccepted
from .opening import known_certificate
from .signing import bring_back, ready_to_sign, the_act, the_look


class Answer(NamedTuple):
    """What a key elsewhere sent for one paper: a raw signature, or a whole CMS structure (DER)."""

    kind: str
    content: bytes


def start_remote(*, signing: PreparedSigning, by, seen: str = "") -> list[StartedSignature]:
    """Work out what has to be signed for each paper, and remember it. Starting anew forgets what was started before.

    Raises KeyProblem, StepRefused, PermissionDenied.
    """
    papers, held = ready_to_sign(signing, by, seen)
    known, now = known_certificate(held), timezone.now()
    made = [
        start_signature(bytes(paper.pdf), known, the_act(paper, by, now), the_look(by), roots=our_roots())
        for paper in papers
    ]
    with transaction.atomic():
        StartedSignature.objects.filter(paper__in=papers).delete()
        return [_keep(paper, one, now) for paper, one in zip(papers, made, strict=True)]


def finish_remote(*, signing: PreparedSigning, by, answers: Mapping[int, Answer]):
    """Put the answers into the papers and take the step; they pass the same gate as a file that is brought back.

    Raises NotAccepted with the `paper` it is about, StepRefused, PermissionDenied.
    """
    papers, held = ready_to_sign(signing, by)
    known = known_certificate(held)
    files = {paper.pk: _finish(paper, known, answers[paper.pk]) for paper in papers if paper.pk in answers}
    return bring_back(signing=signing, by=by, files=files, way=SignedWith.REMOTE)


def _finish(paper: PreparedPaper, known: KnownCertificate, answer: Answer) -> bytes:
    kept = StartedSignature.objects.filter(paper=paper).first()
    if kept is None:
        raise OutOfDate([_("Chưa lấy dữ liệu để ký từ xa, hoặc văn bản đã được lập lại; hãy bắt đầu lại.")])
    started = Started(
        bytes(kept.pdf), bytes(kept.digest), kept.region_start, kept.region_end, bytes(kept.attributes)
    )  # fmt: skip
    try:
        if answer.kind == "cms":
            return finish_with_cms(started, answer.content)
        return finish_with_signature(started, known, answer.content)
    except SigningRefused as refused:
        problem = NotAccepted("answer", str(refused))
        problem.paper = paper.pk
        raise problem from refused


def _keep(paper: PreparedPaper, made: Started, now) -> StartedSignature:
    return StartedSignature.objects.create(
        paper=paper, pdf=made.pdf, digest=made.digest, region_start=made.region_start, region_end=made.region_end,
        attributes=made.attributes, started_at=now,
    )  # fmt: skip
