"""Errors as problem details, and sentences that help.

https://www.rfc-editor.org/rfc/rfc9457
"""

import json
from difflib import get_close_matches
from http import HTTPStatus

from django.http import Http404, HttpResponse
from rest_framework import exceptions
from rest_framework.views import exception_handler as rest_framework_exception_handler
from wagtail.api.v2.utils import BadRequestError

PROBLEM = "application/problem+json"

SENTENCES = {
    400: "The request cannot be understood. Check its address, its parameters and its body.",
    403: "This is not allowed.",
    404: "There is nothing at this address, or it is not public. Addresses end in a slash; "
    "/api/v2/openapi.json lists them.",
    413: "The request is too large.",
    500: "Something went wrong on our side, and has been logged. Please try again later.",
}
"""What is said where nothing more precise is known."""


def problem(status, detail="", **members):
    """Return problem details as a dict.

    `detail` is a sentence that helps whoever made the request. It is repeated as `message`, where clients of
    Wagtail's API v2 look for it. `members` are further ones, such as `errors` by field.
    """
    phrase = HTTPStatus(status).phrase
    detail = detail or SENTENCES.get(status, f"{phrase}.")
    return {"type": "about:blank", "title": phrase, "status": status, "detail": detail, "message": detail} | members


def problem_response(status, detail="", **members):
    """Return an answer with problem details, for code that runs outside of a view of Django REST framework."""
    return become_problem(HttpResponse(status=status), detail, **members)


def become_problem(response, detail="", **members):
    """Give a response that has the status of an error problem details for a body. Its headers stay."""
    response.content = json.dumps(problem(response.status_code, detail, **members))
    response.headers["Content-Type"] = PROBLEM
    if response.has_header("Content-Length"):
        response.headers["Content-Length"] = str(len(response.content))
    return response


def known_to_rest_framework(error):
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


def suggestion(wrong, right):
    """Return sentences that say what would be right in place of `wrong`: what looks alike, and all there is."""
    right = sorted(right)
    alike = [name for word in wrong for name in get_close_matches(word, right, n=1)]
    meant = f" Did you mean {', '.join(dict.fromkeys(alike))}?" if alike else ""
    return f".{meant} Possible are: {', '.join(right)}."
