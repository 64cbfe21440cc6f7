"""Reject requests with malformed headers, on which Django fails before any middleware runs."""

import codecs
import re
from http import HTTPStatus

from django.conf import settings
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils.http import parse_header_parameters

from cms.delivery.problems import API_PREFIX, problem_response
from cms.delivery.security_headers import add_security_headers

CONTENT_LENGTH = re.compile(r"[0-9]{0,18}", re.ASCII)
CONTROL = re.compile(r"[\0\r\n]")
FORM_TYPES = ("application/x-www-form-urlencoded", "multipart/form-data")


def refuse_unreadable_headers(application):
    """Wrap the WSGI application `application` so that requests with malformed headers get the status 400."""

    def wrapper(environ, start_response):
        if not (problem := _problem_with(environ)):
            return application(environ, start_response)
        response = add_security_headers(_error_response(environ, problem), environ.get("PATH_INFO", ""))
        start_response(f"400 {HTTPStatus.BAD_REQUEST.phrase}", list(response.items()))
        return [response.content]

    return wrapper


def _problem_with(environ):
    """Return an error message for the first malformed header, or "". Drop a charset that has no effect."""
    for name, value in environ.items():
        if name.startswith(("HTTP_", "CONTENT_")) and CONTROL.search(value):
            header = name.removeprefix("HTTP_").replace("_", "-").title()
            return f"The {header} header contains a control character."
    if not CONTENT_LENGTH.fullmatch(environ.get("CONTENT_LENGTH", "")):
        return "The Content-Length header is not a number of bytes."
    try:
        content_type, parameters = parse_header_parameters(environ.get("CONTENT_TYPE", ""))
    except (ValueError, LookupError):
        return "The Content-Type header is malformed."
    if "charset" in parameters and not _is_utf_8(parameters["charset"]):
        if content_type in FORM_TYPES:
            return "The Content-Type header has a charset other than UTF-8. Send forms as UTF-8."
        # JSON is always UTF-8, and Django would decode the query string with this charset.
        environ["CONTENT_TYPE"] = content_type
    return ""


def _is_utf_8(charset):
    try:
        return codecs.lookup(charset).name == "utf-8"
    except LookupError:
        return False


def _error_response(environ, problem):
    if environ.get("PATH_INFO", "").startswith(API_PREFIX):
        response = problem_response(400, problem)
    else:
        response = HttpResponse(render_to_string("400.html", {"problem": problem}))
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = settings.SECURE_REFERRER_POLICY
    response.headers["Content-Length"] = str(len(response.content))
    return response
