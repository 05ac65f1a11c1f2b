"""Signing by hash, for a browser agent or a remote signing service: a small page, and the same as JSON."""

import base64
import binascii
import hashlib
import json

from asn1crypto import cms
from django.core.exceptions import BadRequest
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from classification.errors import OutOfDate, StepRefused
from documents.keys import KeyProblem
from documents.models import PreparedSigning, StartedSignature
from documents.services import key_in_use
from documents.services.remote import Answer, finish_remote, start_remote

from .places import Place, place_of

BIGGEST_ANSWER = 64 * 1024


def _signing(request, place: Place) -> PreparedSigning:
    """What this very person prepared there."""
    return get_object_or_404(place.signings(request.user))


@require_GET
def remote(request, **where):
    """The data to be signed, and a place for the answers."""
    place = place_of(request, where)
    return _page(request, place, _signing(request, place))


def _page(request, place: Place, signing: PreparedSigning, status=200, reasons=(), problem_at=None):
    started = StartedSignature.objects.filter(paper__signing=signing).select_related("paper").order_by("paper")
    context = {
        "place": place, "sign_url": place.address("sign"), "start_url": place.address("remote_start"),
        "finish_url": place.address("remote_finish"), "key": key_in_use(request.user),
        "started": [_told(one) for one in started.defer("pdf", "paper__pdf")], "reasons": reasons,
        "problem_at": problem_at,
    }  # fmt: skip
    return render(request, "documents/remote.html", context, status=status)


@require_POST
def start(request, **where):
    """Begin: the signed attributes of every paper, and their SHA-256."""
    place = place_of(request, where)
    signing = _signing(request, place)
    try:
        started = start_remote(signing=signing, by=request.user)
    except (KeyProblem, StepRefused) as refused:
        return _refused(request, place, signing, refused)
    if _wants_json(request):
        about = {"fingerprint": signing.fingerprint, "algorithm": "sha256", "finish": place.address("remote_finish")}
        return JsonResponse(about | {"papers": [_told(one) for one in started]})
    return redirect(place.address("remote"))


@require_POST
def finish(request, **where):
    """End: the answer for every paper; the step is taken or the reason is told."""
    place = place_of(request, where)
    signing = _signing(request, place)
    try:
        answers = _from_json(request) if _wants_json(request) else _from_form(request)
        moved = finish_remote(signing=signing, by=request.user, answers=answers)
    except (KeyProblem, StepRefused) as refused:
        return _refused(request, place, signing, refused)
    if _wants_json(request):
        return JsonResponse({"state": getattr(moved, "state", "signed"), "url": place.back})
    return redirect(place.back)


def _wants_json(request) -> bool:
    return request.content_type == "application/json"


def _told(started: StartedSignature) -> dict:
    attributes = bytes(started.attributes)
    return {
        "paper": started.paper_id,
        "title": started.paper.title,
        "document_sha256": bytes(started.digest).hex(),
        "signed_attributes": base64.b64encode(attributes).decode(),
        "signed_attributes_sha256": hashlib.sha256(attributes).hexdigest(),
    }


def _from_json(request) -> dict[int, Answer]:
    try:
        papers = json.loads(request.body)["papers"]
        return {
            int(one["paper"]): Answer(kind, _decoded(one[kind]))
            for one in papers
            for kind in ("signature", "cms")
            if kind in one
        }
    except (ValueError, TypeError, KeyError) as wrong:
        raise BadRequest("papers: [{paper, signature | cms}]") from wrong


def _from_form(request) -> dict[int, Answer]:
    """A person pastes what their tool gave: whether it is a raw signature or a whole CMS is seen from it."""
    answers = {}
    for name, text in request.POST.items():
        if name.startswith("answer_") and text.strip() and name.removeprefix("answer_").isdigit():
            content = _decoded(text)
            answers[int(name.removeprefix("answer_"))] = Answer("cms" if _is_cms(content) else "signature", content)
    return answers


def _decoded(text: str) -> bytes:
    try:
        if len(text) > BIGGEST_ANSWER:
            raise ValueError("too long")
        return base64.b64decode("".join(text.split()), validate=True)
    except (binascii.Error, ValueError, AttributeError):
        raise StepRefused([_("Dữ liệu gửi về không phải là Base64 hoặc dài quá 64 KB.")]) from None


def _is_cms(content: bytes) -> bool:
    try:
        return cms.ContentInfo.load(content)["content_type"].native == "signed_data"
    except (ValueError, TypeError, KeyError):
        return False


def _refused(request, place: Place, signing: PreparedSigning, refused):
    reasons = getattr(refused, "reasons", [str(refused)])
    status, paper = 409 if isinstance(refused, OutOfDate) else 422, getattr(refused, "paper", None)
    if _wants_json(request):
        return JsonResponse({"error": " ".join(reasons), "paper": paper}, status=status)
    return _page(request, place, signing, status, reasons, paper)
