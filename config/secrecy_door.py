"""One door for everything that people send: what carries a mark of state secrecy does not come in.

It stands before every view, so that a form added tomorrow is covered too. The event is written down, never the words.
"""

from django.shortcuts import render
from django.utils.translation import gettext as _

from systems.ledger import record
from systems.secrecy import mark_in, mark_in_file

UNREAD = ("password", "passphrase", "csrfmiddlewaretoken")
"""What is never stored as words; a password may hold anything."""


LARGEST = 64 * 1024 * 1024


class SecrecyDoor:
    """Refuses a request whose fields or files carry a mark (Luật 117/2025/QH15 Đ5.2)."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if request.method != "POST":
            return None
        found = _in_words(request) or _in_files(request)
        if found is None:
            return None
        where, mark = found
        by = request.user if request.user.is_authenticated else None
        record(verb="refuse_secret", by=by, sentence=_("Từ chối nội dung mang dấu mật"), where=where, mark=mark)
        # A script swaps in 422 alone: with 403 it says the sentence and leaves the words where they are.
        status = 403 if "HX-Request" in request.headers else 422
        return render(request, "secret_refused.html", {"mark": mark, "file": where == "file"}, status=status)


def _in_words(request) -> tuple[str, str] | None:
    for name, values in request.POST.lists():
        if not any(word in name for word in UNREAD):
            for value in values:
                if mark := mark_in(value):
                    return "words", mark
    return None


def _in_files(request) -> tuple[str, str] | None:
    """Looks into files that could be stored: a stranger's is only checked for its signature and then forgotten."""
    if not request.user.is_authenticated:
        return None
    for _name, files in request.FILES.lists():
        for file in files:
            if file.size > LARGEST:  # refused by its own form, unread
                continue
            content = file.read()
            file.seek(0)
            if mark := mark_in_file(file.name, content):
                return "file", mark
    return None
