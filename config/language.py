"""Vietnamese first: only a choice made on the page turns the interface to English."""

from django.conf import settings
from django.utils import translation


class VietnameseFirst:
    """Like Django's own, but deaf to the browser's Accept-Language: an office laptop is often set up in English."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
        language = chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", language)
            if hasattr(response, "render") and not getattr(response, "is_rendered", True):
                response.render()
        return response
