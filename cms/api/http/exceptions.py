"""Convert exceptions of the API to problem details."""

from difflib import get_close_matches

from django.http import Http404
from rest_framework import exceptions
from rest_framework.views import exception_handler as rest_framework_exception_handler
from wagtail.api.v2.utils import BadRequestError

from cms.delivery.problems import PROBLEM, SENTENCES, problem


def normalize_exception(error):
    """Convert Django's Http404 and Wagtail's BadRequestError to exceptions of Django REST framework."""
    if isinstance(error, BadRequestError):
        return exceptions.ParseError(str(error))
    if isinstance(error, Http404):
        message = "" if str(error) == "not found" else str(error)  # Wagtail's message adds nothing.
        return exceptions.NotFound(message or SENTENCES[404])
    return error


def exception_handler(error, context):
    """Return a response with problem details for `error`, or None for an unexpected error, which Django handles.

    https://www.django-rest-framework.org/api-guide/exceptions/#custom-exception-handling
    """
    response = rest_framework_exception_handler(error, context)
    if response is None:
        return None
    detail, members = getattr(error, "detail", ""), {}
    if isinstance(error, exceptions.MethodNotAllowed):
        allowed = ", ".join(context["view"].allowed_methods)
        detail = f"The method {context['request'].method} is not allowed. Allowed: {allowed}."
    elif isinstance(error, exceptions.NotAcceptable):
        detail = "Responses are JSON only. Send “Accept: application/json”, or omit the header."
    elif isinstance(error, exceptions.Throttled):
        detail = f"Too many requests. Try again in {error.wait} seconds." if error.wait else "Too many requests."
    elif isinstance(detail, dict | list):
        members = {"errors": detail}
        detail = "Some values are invalid: see “errors”."
    response.data = problem(response.status_code, str(detail), **members)
    response.content_type = PROBLEM
    return response


def did_you_mean(wrong, right):
    """Return the end of an error message: suggestions from `right` for the names in `wrong`, and all of `right`."""
    right = sorted(right)
    similar = [match for name in wrong for match in get_close_matches(name, right, n=1)]
    question = f" Did you mean {', '.join(dict.fromkeys(similar))}?" if similar else ""
    return f".{question} Possible values: {', '.join(right)}."
