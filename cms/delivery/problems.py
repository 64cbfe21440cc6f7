"""Render errors as problem details.

https://www.rfc-editor.org/rfc/rfc9457
"""

import json
from http import HTTPStatus

from django.http import HttpResponse

PROBLEM = "application/problem+json"
API_PREFIX = "/api/"
"""The addresses below it answer errors as problem details."""

SENTENCES = {
    400: "The request cannot be understood. Check its address, its parameters and its body.",
    403: "This is not allowed.",
    404: "There is nothing at this address, or it is not public. Addresses end in a slash; "
    "/api/v2/openapi.json lists them.",
    413: "The request is too large.",
    500: "Something went wrong on our side, and has been logged. Please try again later.",
}
"""The default details by status."""


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
    return render_problem(HttpResponse(status=status), detail, **members)


def render_problem(response, detail="", **members):
    """Give a response that has the status of an error problem details for a body. Its headers stay."""
    response.content = json.dumps(problem(response.status_code, detail, **members))
    response.headers["Content-Type"] = PROBLEM
    if response.has_header("Content-Length"):
        response.headers["Content-Length"] = str(len(response.content))
    return response
