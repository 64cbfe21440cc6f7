"""Sends a file over HTTP, whole or in part: RFC 9110, sections 13 (conditions) and 14 (ranges)."""

import re

from django.conf import settings
from django.http import FileResponse, Http404, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, parse_http_date_safe
from wagtail.utils.sendfile import sendfile

_ONE_RANGE = re.compile(r"bytes=(\d*)-(\d*)", re.ASCII | re.IGNORECASE)
STREAMING = "wagtail.utils.sendfile_streaming_backend"


def send(request, file, *, media_type, disposition, digest):
    """Return the response to a GET or HEAD for `file`, a Django file in a storage.

    `digest` changes with the content of the file and becomes its ETag. A condition that holds is answered by 304, one
    range by 206, and a range outside of the file by 416. Several ranges at once, which servers may ignore, get the
    whole file. Where `SENDFILE_BACKEND` names another way of sending, such as X-Accel-Redirect, the web server does
    all of that. Raises Http404 where the storage has no such file.
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
    response["Content-Security-Policy"] = "default-src 'none'"  # nothing in the file runs
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
    wanted = _wanted_range(request, size, etag, modified)
    if wanted == ():
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    start, end = wanted or (0, size)
    if request.method == "HEAD":
        response = HttpResponse()
    else:
        response = FileResponse(_Part(file.storage.open(file.name), start, end))
    response["Content-Length"] = end - start
    if wanted:
        response.status_code = 206
        response["Content-Range"] = f"bytes {start}-{end - 1}/{size}"
    return response


def _wanted_range(request, size, etag, modified):
    """Return the range that is asked for as `(start, end)`, None for the whole, () if none of it is in the file."""
    found = _ONE_RANGE.fullmatch(request.headers.get("Range", "").strip())
    if request.method != "GET" or not found or not _if_range_holds(request, etag, modified):
        return None
    first, last = (int(number) if number else None for number in found.groups())
    if first is None:
        if last is None:
            return None
        return (max(size - last, 0), size) if last and size else ()
    if last is not None and last < first:
        return None  # malformed, and so ignored
    return (first, min(size, size if last is None else last + 1)) if first < size else ()


def _if_range_holds(request, etag, modified):
    """Return whether the client's part is of this very file: by a strong ETag, or by the exact date."""
    condition = request.headers.get("If-Range", "").strip()
    return condition in ("", etag) or parse_http_date_safe(condition) == modified


class _Part:
    """The bytes of an open file from `start` up to, and not including, `end`."""

    def __init__(self, file, start, end):
        self.file = file
        self.left = end - start
        file.seek(start)

    def read(self, count=-1):
        data = self.file.read(self.left if count < 0 else min(count, self.left))
        self.left -= len(data)
        return data

    def close(self):
        self.file.close()
