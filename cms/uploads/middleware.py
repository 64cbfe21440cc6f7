from django.contrib import messages
from django.http import HttpResponseRedirect, JsonResponse
from django.utils.html import format_html
from django.utils.http import url_has_allowed_host_and_scheme

from cms.uploads.storage import FileNotStoredError


class FileNotStoredMiddleware:
    """Show the message of `FileNotStoredError` if a view of Wagtail stores a file outside of form validation."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        if not isinstance(exception, FileNotStoredError):
            return None
        referrer = request.META.get("HTTP_REFERER", "")
        if request.headers.get("x-requested-with") == "XMLHttpRequest" or not url_has_allowed_host_and_scheme(
            referrer, {request.get_host()}, request.is_secure()
        ):
            # Wagtail's scripts show either `error_message` or `form` in place of the upload.
            paragraph = format_html('<p class="error-message">{}</p>', exception.sentence)
            return JsonResponse({"success": False, "error_message": exception.sentence, "form": paragraph})
        messages.error(request, exception.sentence)
        return HttpResponseRedirect(referrer)
