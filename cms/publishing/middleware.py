"""What consents have to do with requests."""

from django.contrib import messages
from django.http import HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from cms.publishing.rules import PublishingRefusedError


class PublishErrorMiddleware:
    """Turns `PublishingRefusedError` into a message, and sends staff back to where they came from."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        if not isinstance(exception, PublishingRefusedError):
            return None
        if request.headers.get("x-requested-with") == "XMLHttpRequest" or not request.accepts("text/html"):
            return JsonResponse({"success": False, "error_message": " ".join(exception.messages)}, status=400)
        messages.error(request, "Not published. " + " ".join(exception.messages))
        came_from = request.META.get("HTTP_REFERER", "")
        safe = url_has_allowed_host_and_scheme(came_from, {request.get_host()}, request.is_secure())
        return HttpResponseRedirect(came_from if safe else reverse("wagtailadmin_home"))
