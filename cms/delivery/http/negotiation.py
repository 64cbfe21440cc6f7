"""Content codings, ETags and conditional requests.

https://www.rfc-editor.org/rfc/rfc9110
"""

import gzip
import re
from hashlib import blake2b

import brotli
from django.utils.http import parse_etags

SMALLEST_TO_COMPRESS = 500
"""In bytes. Smaller bodies fit into one network packet uncompressed."""
ENCODERS = {
    "br": lambda body: brotli.compress(body, mode=brotli.MODE_TEXT, quality=5),
    "gzip": lambda body: gzip.compress(body, compresslevel=6, mtime=0),
}
"""In order of preference. All are deterministic: see `etag_of`. Higher levels cost more CPU time than they save."""
IDENTITY = "identity"
WEIGHT = re.compile(r"([\w*!#$%&'+.^`|~-]+)\s*(?:;\s*q=(0(?:\.\d{0,3})?|1(?:\.0{0,3})?))?", re.ASCII | re.IGNORECASE)


def choose_encoding(accepted, size):
    """Return "br", "gzip" or "identity" for a body of `size` bytes, or None if the client accepts none of them.

    `accepted` is the Accept-Encoding header, or None. The encoding with the highest weight is chosen; between equal
    weights, the first one in `ENCODERS`. https://www.rfc-editor.org/rfc/rfc9110#section-12.5.3
    """
    weights = {}
    for item in (accepted or "").split(","):
        if match := WEIGHT.fullmatch(item.strip()):
            weights[match[1].lower().removeprefix("x-")] = float(match[2] or 1)
    others = weights.get("*", 0)
    # An unmentioned identity is acceptable, but has the lowest preference.
    identity = weights.get(IDENTITY, 0 if weights.get("*") == 0 else 0.0001)
    best = max(ENCODERS, key=lambda coding: weights.get(coding, others))
    weight = weights.get(best, others)
    if identity and (size < SMALLEST_TO_COMPRESS or weight < identity):
        return IDENTITY
    return best if weight else None


def encode(body, coding):
    """Return `body` in the content coding `coding`."""
    return ENCODERS[coding](body) if coding in ENCODERS else body


def etag_of(body, coding):
    """Return a strong ETag of the uncompressed `body` and its content coding.

    The encoders are deterministic, so this identifies the compressed bytes without compressing them for a 304.
    """
    suffix = "" if coding == IDENTITY else f"-{coding}"
    return f'"{blake2b(body, digest_size=12).hexdigest()}{suffix}"'


def is_not_modified(if_none_match, etag):
    """Return whether the header `If-None-Match` contains `etag`.

    `If-Modified-Since` is ignored, as RFC 9110 permits: related pages, images and consents change a response without
    changing the date of its page. https://www.rfc-editor.org/rfc/rfc9110#section-13.1.3
    """
    known = [tag.removeprefix("W/") for tag in parse_etags(if_none_match or "")]
    return etag in known or "*" in known


def fails_if_match(if_match, etag):
    """Return whether the header `If-Match`, or None, excludes `etag`."""
    if if_match is None:
        return False
    known = parse_etags(if_match)
    return etag not in known and "*" not in known
