"""Render errors as problem details.

https://www.rfc-editor.org/rfc/rfc9457
"""

import json
from http import HTTPStatus

from django.http import HttpResponse

PROBLEM = "application/problem+json"
API_PREFIX = "/api/"
"""Errors below this path are rendered as problem details."""

SENTENCES = {
    400: "The request is malformed. Check its URL, parameters and body.",
    403: "This request is not allowed.",
    404: "Not found, or not public. URLs end in a slash; /api/v2/openapi.json lists all endpoints.",
    413: "The request body is too large.",
    500: "Internal server error. It has been logged. Please try again later.",
    503: "The database cannot be reached. Please try again later.",
}
"""Default `detail` by status."""


def problem(status, detail="", **members):
    """Return problem details as a dict.

    `detail` explains the error to the developer of the client. It is repeated as `message`, which clients of
    Wagtail's API v2 read. `members` are extension members, such as `errors` by field.
    """
    phrase = HTTPStatus(status).phrase
    detail = detail or SENTENCES.get(status, f"{phrase}.")
    return {"type": "about:blank", "title": phrase, "status": status, "detail": detail, "message": detail} | members


def problem_response(status, detail="", **members):
    """Return a response with problem details, for code outside of Django REST framework views."""
    return render_problem(HttpResponse(status=status), detail, **members)


def render_problem(response, detail="", **members):
    """Replace the body of an error response with problem details, and return it. Other headers are kept."""
    response.content = json.dumps(problem(response.status_code, detail, **members))
    response.headers["Content-Type"] = PROBLEM
    if response.has_header("Content-Length"):
        response.headers["Content-Length"] = str(len(response.content))
    return response
