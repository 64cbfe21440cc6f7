"""Middleware for searches that were ended."""

from django.http import HttpResponse
from django.utils.translation import gettext as _

from cms.search.databases import SearchTimeout

RETRY_AFTER = 60
"""In seconds."""


class SearchTimeoutMiddleware:
    """Return 503 with Retry-After where a view, such as those of the admin, does not handle `SearchTimeout`."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        if not isinstance(exception, SearchTimeout):
            return None
        message = _("The search took too long and was ended. Please try other words.")
        headers = {"Retry-After": str(RETRY_AFTER), "Cache-Control": "no-store"}
        return HttpResponse(message, status=503, content_type="text/plain; charset=utf-8", headers=headers)
