"""HTTP responses for files, with conditional and range requests: RFC 9110, sections 13 and 14."""

import re

from django.conf import settings
from django.http import FileResponse, Http404, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, parse_http_date_safe
from wagtail.utils.sendfile import sendfile

_SINGLE_RANGE = re.compile(r"bytes=(\d*)-(\d*)", re.ASCII | re.IGNORECASE)
STREAMING = "wagtail.utils.sendfile_streaming_backend"


def send(request, file, *, media_type, disposition, digest):
    """Return the response to a GET or HEAD for `file`, a Django file in a storage.

    `digest` changes with the content of the file and becomes the ETag. The status is 304 if the client's copy is
    current, 206 for a range, and 416 for a range outside of the file. Requests for several ranges get the whole file,
    as RFC 9110 allows. With another `SENDFILE_BACKEND`, such as X-Accel-Redirect, the web server does all of this.

    Raise Http404 if the storage does not have the file.
    """
    if settings.SENDFILE_BACKEND != STREAMING:
        response = sendfile(request, file.path, mimetype=media_type)
        if "Content-Encoding" in response:
            del response["Content-Encoding"]  # Wagtail's sendfile writes "None"
    else:
        response = _stream(request, file, f'"{digest}"')
    if response.status_code != 304:
        response["Content-Type"] = media_type
        response["Content-Disposition"] = disposition
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'"  # blocks scripts in the file
    return response


def _stream(request, file, etag):
    try:
        size, modified = file.size, int(file.storage.get_modified_time(file.name).timestamp())
    except FileNotFoundError as error:
        raise Http404 from error
    response = get_conditional_response(request, etag, modified)
    if response is None:
        response = _whole_or_part(request, file, size, etag, modified)
    response["ETag"] = etag
    response["Last-Modified"] = http_date(modified)
    response["Accept-Ranges"] = "bytes"
    return response


def _whole_or_part(request, file, size, etag, modified):
    requested = _requested_range(request, size, etag, modified)
    if requested == ():
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    start, end = requested or (0, size)
    if request.method == "HEAD":
        response = HttpResponse()
    else:
        response = FileResponse(_Part(file.storage.open(file.name), start, end))
    response["Content-Length"] = end - start
    if requested:
        response.status_code = 206
        response["Content-Range"] = f"bytes {start}-{end - 1}/{size}"
    return response


def _requested_range(request, size, etag, modified):
    """Return the requested range as `(start, end)`, None for the whole file, or () if it is outside of the file."""
    match = _SINGLE_RANGE.fullmatch(request.headers.get("Range", "").strip())
    if request.method != "GET" or not match or not _if_range_matches(request, etag, modified):
        return None
    first, last = (int(number) if number else None for number in match.groups())
    if first is None:
        if last is None:
            return None
        return (max(size - last, 0), size) if last and size else ()
    if last is not None and last < first:
        return None  # invalid ranges are ignored
    return (first, min(size, size if last is None else last + 1)) if first < size else ()


def _if_range_matches(request, etag, modified):
    """Return whether `If-Range` is absent or matches the current file, by its strong ETag or its exact date."""
    condition = request.headers.get("If-Range", "").strip()
    return condition in ("", etag) or parse_http_date_safe(condition) == modified


class _Part:
    """The bytes of an open file from `start` (inclusive) to `end` (exclusive)."""

    def __init__(self, file, start, end):
        self.file = file
        self.remaining = end - start
        file.seek(start)

    def read(self, count=-1):
        data = self.file.read(self.remaining if count < 0 else min(count, self.remaining))
        self.remaining -= len(data)
        return data

    def close(self):
        self.file.close()
