"""Middleware that reports refused publishing."""

from django.contrib import messages
from django.http import HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from cms.publishing.rules import PublishingRefusedError


class PublishErrorMiddleware:
    """Turn `PublishingRefusedError` into a message, and redirect to the referring page."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        if not isinstance(exception, PublishingRefusedError):
            return None
        if request.headers.get("x-requested-with") == "XMLHttpRequest" or not request.accepts("text/html"):
            return JsonResponse({"success": False, "error_message": " ".join(exception.messages)}, status=400)
        messages.error(request, " ".join([_("Not published."), *exception.messages]))
        referrer = request.META.get("HTTP_REFERER", "")
        is_safe = url_has_allowed_host_and_scheme(referrer, {request.get_host()}, request.is_secure())
        return HttpResponseRedirect(referrer if is_safe else reverse("wagtailadmin_home"))
