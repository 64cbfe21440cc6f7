"""HTTP responses for files, with conditional and range requests: RFC 9110, sections 13 and 14."""

import re
from typing import NamedTuple
from urllib.parse import quote

from django.conf import settings
from django.http import FileResponse, Http404, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, parse_http_date_safe

FILE = "cms.response_cache.file"
"""Key of the `SentFile` in the WSGI environment of a request that is answered with a file."""
INTERNAL_LOCATION = "/private-files/"
"""The location that nginx serves the folder of uploads at, for internal redirects only."""
_SINGLE_RANGE = re.compile(r"bytes=(\d*)-(\d*)", re.ASCII | re.IGNORECASE)


class SentFile(NamedTuple):
    """The file of a response, by which the response cache sends it again."""

    path: str | None
    """The local path, or None if the web server sends the file."""
    etag: str | None


def send(request, file, *, media_type, disposition=None, digest=None):
    """Return the response to a GET or HEAD for `file`, a Django file in a storage.

    `digest` changes with the content of the file and becomes the ETag (default: made from date and size). The status
    is 304 if the client's copy is current, 206 for a range, and 416 for a range outside of the file. Requests for
    several ranges get the whole file, as RFC 9110 allows. With `SENDFILE_HEADER` the web server does all of this.

    Raise Http404 if the storage does not have the file.
    """
    try:
        size, modified = file.size, file.storage.get_modified_time(file.name).timestamp()
    except FileNotFoundError as error:
        raise Http404 from error
    path = _local_path(file)
    if path and settings.SENDFILE_HEADER:
        response = HttpResponse(headers={settings.SENDFILE_HEADER: _path_for_web_server(file)})
        request.META[FILE] = SentFile(path=None, etag=None)
    else:
        etag = f'"{digest}"' if digest else f'"{int(modified * 1_000_000):x}-{size:x}"'
        response = _stream(request, file, size, int(modified), etag)
        if path:
            request.META[FILE] = SentFile(path, etag)
    if response.status_code != 304:
        response["Content-Type"] = media_type
        if disposition:
            response["Content-Disposition"] = disposition
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'"  # blocks scripts in the file
    return response


def _local_path(file):
    """Return the path of `file`, or None if its storage is remote."""
    try:
        return file.path
    except NotImplementedError:
        return None


def _path_for_web_server(file):
    """Return the value of `SENDFILE_HEADER`: a path of a URL for nginx and Caddy, a path of the file for others."""
    if settings.SENDFILE_HEADER == "X-Accel-Redirect":
        return INTERNAL_LOCATION + quote(file.name)
    return file.path


def _stream(request, file, size, modified, etag):
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
