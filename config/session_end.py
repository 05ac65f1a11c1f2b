"""An expired session: the whole page goes to the login form, and back to the page the person was looking at."""

from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url


class SessionEndMiddleware:
    """Mends the redirect that login-required views give.

    A part of a page asked for by htmx must not be filled with the login form; and an address that takes only POST must
    not be where the person lands after logging in.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        login = resolve_url(settings.LOGIN_URL)
        if response.status_code != 302 or not response.url.startswith(f"{login}?"):
            return response
        partial = "HX-Request" in request.headers
        if not partial and request.method == "GET":
            return response
        back = request.headers.get("HX-Current-URL" if partial else "Referer", "")
        address = f"{login}?{urlencode({'next': self._path(request, back)})}"
        if partial:
            return HttpResponse(status=204, headers={"HX-Redirect": address})
        return HttpResponseRedirect(address)

    @staticmethod
    def _path(request, address: str) -> str:
        """The path of one of our own pages; the start page for anything else."""
        try:
            parts = urlsplit(address)
        except ValueError:
            return "/"
        ours = parts.netloc == request.get_host() and parts.path.startswith("/")
        return parts.path + (f"?{parts.query}" if parts.query else "") if ours else "/"
