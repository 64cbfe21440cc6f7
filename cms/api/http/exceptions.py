"""Turn exceptions of the API into problem details with a sentence that helps."""

from difflib import get_close_matches

from django.http import Http404
from rest_framework import exceptions
from rest_framework.views import exception_handler as rest_framework_exception_handler
from wagtail.api.v2.utils import BadRequestError

from cms.delivery.problems import PROBLEM, SENTENCES, problem


def normalize_exception(error):
    """Return Django's and Wagtail's own errors as what Django REST framework makes answers of, others unchanged."""
    if isinstance(error, BadRequestError):
        return exceptions.ParseError(str(error))
    if isinstance(error, Http404):
        # Wagtail says "not found", Django REST framework nothing at all: neither is a sentence.
        said = "" if str(error) in ("", "not found") else str(error)
        return exceptions.NotFound(said or SENTENCES[404])
    return error


def exception_handler(error, context):
    """Answer an error with problem details, or return None for one that nobody expected: Django takes it from there.

    https://www.django-rest-framework.org/api-guide/exceptions/#custom-exception-handling
    """
    response = rest_framework_exception_handler(error, context)
    if response is None:
        return None
    detail, members = getattr(error, "detail", ""), {}
    if isinstance(error, exceptions.MethodNotAllowed):
        possible = ", ".join(context["view"].allowed_methods)
        detail = f"{context['request'].method} is not possible here. Possible are: {possible}."
    elif isinstance(error, exceptions.NotAcceptable):
        detail = "Answers are JSON alone. Send “Accept: application/json”, or no such header."
    elif isinstance(error, exceptions.Throttled):
        detail = f"Too many requests. Try again in {error.wait} seconds." if error.wait else "Too many requests."
    elif isinstance(detail, dict | list):
        members = {"errors": detail}
        detail = "Some of what was sent is not valid: see “errors”."
    response.data = problem(response.status_code, str(detail), **members)
    response.content_type = PROBLEM
    return response


def did_you_mean(wrong, right):
    """Return sentences that say what would be right in place of `wrong`: what looks alike, and all there is."""
    right = sorted(right)
    alike = [name for word in wrong for name in get_close_matches(word, right, n=1)]
    meant = f" Did you mean {', '.join(dict.fromkeys(alike))}?" if alike else ""
    return f".{meant} Possible are: {', '.join(right)}."
