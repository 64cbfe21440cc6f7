"""Hints for caches: the keys of an answer, and whether a cache may keep it."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime

MAX_KEYS_LENGTH = 1500
"""In bytes. Proxies take some 4,000 for all headers together, and the keys are in two of them."""


@dataclass
class CacheHints:
    """Hints for caches, gathered while an answer is made.

    Each request has one: `current_context().cache_hints`, and `request.cache_hints` in the API. Each part of a
    response adds to it, and none removes anything.
    """

    keys: set[str] = field(default_factory=set)
    """The objects that the answer depends on, as `type-id` ("page-12", "image-5"), and lists as types ("pages").

    Sent as `Surrogate-Key` and `Cache-Tag`, by which a CDN can be told what to drop.
    """
    last_modified: datetime | None = None
    """When the content was last changed, if that is known for all of it."""
    must_revalidate: bool = False
    """The answer shows a patient: a cache asks each time whether it still may, since a consent can be withdrawn."""
    private: bool = False
    """The answer is for this client alone: no cache keeps it. Requests with `Authorization` are so by themselves."""

    def add_key_headers(self, response):
        """Name in the headers of `response` what it depends on."""
        if self.keys:
            keys = collapse_keys(self.keys)
            response.headers["Surrogate-Key"] = " ".join(keys)
            response.headers["Cache-Tag"] = ",".join(keys)


def collapse_keys(keys):
    """Return keys in order, and as few as fit into a header: instead of all `page-12`, there is then one `pages`.

    The type with the most keys is folded first. A key of one type has to be purged together with the plural.
    """
    keys = set(keys)
    while len(" ".join(keys)) > MAX_KEYS_LENGTH:
        types = Counter(key.rpartition("-")[0] for key in keys if "-" in key)
        if not types:
            return ["all"]
        (most, _), *_ = types.most_common(1)
        keys = {key for key in keys if key.rpartition("-")[0] != most} | {f"{most}s"}
    return sorted(keys)
