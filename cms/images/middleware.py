"""Middleware that handles image files which are missing or could not be stored."""

from django.http import HttpResponse, HttpResponseNotFound, JsonResponse
from django.utils.translation import gettext_lazy as _
from wagtail.images.models import SourceImageIOError

from cms.images.fields import ImageNotStoredError

FILE_IS_MISSING = _("The file of this image does not exist. It may have been deleted when a consent was withdrawn.")


class MissingImageFileMiddleware:
    """Return 404 for a missing file, and an error message for a file that could not be stored."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        if isinstance(exception, SourceImageIOError):
            return HttpResponseNotFound(str(FILE_IS_MISSING), content_type="text/plain; charset=utf-8")
        if isinstance(exception, ImageNotStoredError):  # raised outside of a form
            message = exception.messages[0]
            if request.headers.get("x-requested-with") == "XMLHttpRequest":
                return JsonResponse({"success": False, "error_message": message})
            return HttpResponse(message, status=507, content_type="text/plain; charset=utf-8")
        return None
