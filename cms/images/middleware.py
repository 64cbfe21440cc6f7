"""Middleware that handles missing image files."""

from django.http import HttpResponseNotFound
from django.utils.translation import gettext_lazy as _
from wagtail.images.models import SourceImageIOError

FILE_IS_MISSING = _("The file of this image does not exist. It may have been deleted when a consent was withdrawn.")


class MissingImageFileMiddleware:
    """Return 404 with an explanation if a view fails because the file of an image does not exist."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        if isinstance(exception, SourceImageIOError):
            return HttpResponseNotFound(str(FILE_IS_MISSING), content_type="text/plain; charset=utf-8")
        return None
