"""Pages for what went wrong, in sentences."""

from http import HTTPStatus

from django.shortcuts import render


def csrf_failure(request, reason=""):
    """A form that was open too long, or was sent from another site; nothing was stored."""
    return render(request, "403_csrf.html", status=403)


class NotAllowedPage:
    """A method that an address does not take is answered by a page: Django's own answer is an empty one."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if response.status_code != HTTPStatus.METHOD_NOT_ALLOWED or response.content:
            return response
        page = render(request, "405.html", status=response.status_code)
        page.headers["Allow"] = response.headers["Allow"]
        return page
