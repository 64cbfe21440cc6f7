"""Cache hints: the surrogate keys of a response, and whether caches may store it."""

from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime

MAX_KEYS_LENGTH = 1500
"""In bytes. Some proxies limit all headers together to 4 KB, and two headers contain the keys."""


@dataclass
class CacheHints:
    """Cache hints, collected while a response is rendered.

    Each request has one instance: `current_context().cache_hints`, and `request.cache_hints` in the API. Code that
    renders a part of the response may add hints and never removes any.
    """

    keys: set[str] = field(default_factory=set)
    """Objects that the response depends on, as `type-id` ("page-12", "image-5"), and lists by type ("pages").

    They are sent as `Surrogate-Key` and `Cache-Tag`, so that a CDN can purge responses by key.
    """
    last_modified: datetime | None = None
    """When the content was last changed, or None if that is not known for all of it."""
    must_revalidate: bool = False
    """The response shows a patient or a claim. Caches revalidate it for each request: either can be withdrawn."""
    private: bool = False
    """The response is for this client only, and caches must not store it. `Authorization` implies this."""

    is_recording: bool = False
    """Whether `record` is active: objects that were loaded before are then added again when they are shown."""

    def add(self, other):
        """Add what `other` says about a part of the response."""
        self.keys |= other.keys
        self.must_revalidate |= other.must_revalidate
        self.private |= other.private

    @contextmanager
    def record(self):
        """Collect in new hints what is added to these ones within the block. They are what `with` binds.

        Afterwards these hints are as they were before.
        """
        before = replace(self)
        self.keys, self.must_revalidate, self.private, self.is_recording = set(), False, False, True
        recorded = CacheHints()
        try:
            yield recorded
        finally:
            recorded.add(self)
            self.__dict__.update(before.__dict__)

    def add_key_headers(self, response):
        """Set the surrogate key headers of `response`."""
        if self.keys:
            keys = collapse_keys(self.keys)
            response.headers["Surrogate-Key"] = " ".join(keys)
            response.headers["Cache-Tag"] = ",".join(keys)


def collapse_keys(keys):
    """Return `keys` sorted, and collapsed by type until they fit into a header.

    Collapsing replaces all keys of one type, such as `page-12`, by its plural, `pages`. The type with the most keys
    is collapsed first. A purge of `page-12` therefore has to purge `pages` as well.
    """
    keys = set(keys)
    while len(" ".join(keys)) > MAX_KEYS_LENGTH:
        types = Counter(key.rpartition("-")[0] for key in keys if "-" in key)
        if not types:
            return ["all"]
        (most, _), *_ = types.most_common(1)
        keys = {key for key in keys if key.rpartition("-")[0] != most} | {f"{most}s"}
    return sorted(keys)
