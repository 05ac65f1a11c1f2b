"""Papers that wait for the seal of their body, and sealing those that were ticked with one passphrase."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from classification.errors import StepRefused
from documents.forms import SealPapersForm
from documents.keys import KeyProblem
from documents.models import IssuedDocument
from documents.services.sealing import seal_in_use
from documents.services.sealing_many import MOST_AT_ONCE, Sealed, seal_papers
from systems.models import Organisation

from .seals import require_any

PAGE = MOST_AT_ONCE


@require_http_methods(["GET", "HEAD", "POST"])
def queue(request: HttpRequest) -> HttpResponse:
    """Papers of one body signed and not sealed yet, the oldest first; what is ticked is sealed."""
    require_any(request.user)
    form = _form_for(request, _bodies(request)[0])
    if request.method != "POST":
        return _page(request, form)
    outcome = _sealed(form, request.user) if form.is_valid() else None
    if outcome is None or outcome.refused:
        return _page(request, form, outcome, status=422)
    messages.success(request, done_words(outcome))
    return redirect(f"{reverse('documents:seals')}?{request.GET.urlencode()}".rstrip("?"))


def done_words(outcome: Sealed) -> str:
    count = len(outcome.done)
    return ngettext("Đã đóng dấu %(count)s văn bản.", "Đã đóng dấu %(count)s văn bản.", count) % {"count": count}


def _bodies(request: HttpRequest) -> tuple[Organisation | None, list[Organisation]]:
    """The body whose papers are shown, and every body with papers that wait (`waiting`: how many)."""
    counted = IssuedDocument.objects.to_seal(request.user).order_by().values("issuer").annotate(n=Count("pk"))
    waiting = {row["issuer"]: row["n"] for row in counted}
    bodies = list(Organisation.objects.filter(pk__in=waiting))
    for body in bodies:
        body.waiting = waiting[body.pk]
    asked = request.GET.get("co-quan")
    return next((one for one in bodies if str(one.pk) == asked), bodies[0] if bodies else None), bodies


def _form_for(request: HttpRequest, body: Organisation | None) -> SealPapersForm:
    papers = IssuedDocument.objects.of_clerk(request.user).select_related("issuer", "dossier__system")
    seal = seal_in_use(body) if body else None
    return SealPapersForm(
        request.POST if request.method == "POST" else None, papers=papers.defer("content").order_by("pk"), seal=seal
    )


def _sealed(form: SealPapersForm, user) -> Sealed | None:
    """What became of the ticked papers; None with a reason in the form where none of them was tried."""
    papers, passphrase = form.cleaned_data["papers"], form.cleaned_data["passphrase"]
    try:
        return seal_papers(documents=papers, by=user, passphrase=passphrase)
    except KeyProblem as problem:
        form.add_error("passphrase", str(problem))
    except StepRefused as refused:
        form.add_error("papers", refused.reasons)
    return None


def _page(request: HttpRequest, form: SealPapersForm, outcome: Sealed | None = None, status: int = 200) -> HttpResponse:
    body, bodies = _bodies(request)
    waiting = (
        IssuedDocument.objects.to_seal(request.user).filter(issuer=body) if body else IssuedDocument.objects.none()
    )
    papers = waiting.select_related("issuer", "dossier__system").defer("content").order_by("pk")
    context = {
        "page": Paginator(papers, PAGE).get_page(request.GET.get("page")), "body": body, "bodies": bodies,
        "form": form, "ticked": set(request.POST.getlist("papers")), "outcome": outcome, "most": MOST_AT_ONCE,
        "done": done_words(outcome) if outcome and outcome.done else "",
    }  # fmt: skip
    return render(request, "documents/seals.html", context, status=status)
