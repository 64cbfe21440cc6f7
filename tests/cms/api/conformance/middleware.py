"""Reduce errors to what Wagtail sends of them, so that one difference does not fail every test of an error."""

import json
import re

from django.http import JsonResponse

from cms.delivery.problems import PROBLEM

SUGGESTION = re.compile(r"(: “.*”)?\.( Did you mean [^?]+\?)? Possible values: .*\.$", re.DOTALL)
"""The end of our error messages, which Wagtail's lack: unknown types, and `cms.api.http.exceptions.did_you_mean`."""


class WagtailErrorMiddleware:
    """Answer problem details as `{"message": …}`, without suggestions."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if response.headers.get("Content-Type") != PROBLEM:
            return response
        message = json.loads(response.content)["message"]
        return JsonResponse({"message": SUGGESTION.sub("", message)}, status=response.status_code)
