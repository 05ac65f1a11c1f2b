"""An expired session inside a part of a page: the whole page goes to the login form, not the part."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import resolve_url


class SessionEndMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        to_login = response.status_code == 302 and response.url.startswith(resolve_url(settings.LOGIN_URL))
        if to_login and "HX-Request" in request.headers:
            return HttpResponse(status=204, headers={"HX-Redirect": response.url})
        return response
