"""Fragments: the JSON of single objects, kept in memory until content changes.

A list then costs the query for its ids. What a fragment shows follows from its key, from content, and from the date,
so all fragments are dropped with their `Generation`.
"""

import threading
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

import orjson

from cms.content_stamp.kept import current_generation
from cms.context.cache_hints import CacheHints

MAX_BYTES = 16 * 1024 * 1024
"""How many bytes a process keeps: the JSON of some ten thousand pages in a list, or of a thousand with all fields."""
OVERHEAD = 1000
"""About how many bytes a fragment takes beside its JSON and its surrogate keys."""


@dataclass(frozen=True)
class Fragment:
    """The JSON of an object, and what a response that contains it says in its headers."""

    content: bytes
    hints: CacheHints
    last_modified: datetime | None

    @cached_property
    def json(self):
        """Return the JSON as a value for `orjson.dumps`."""
        return orjson.Fragment(self.content)

    @property
    def size(self):
        return len(self.content) + sum(map(len, self.hints.keys)) + OVERHEAD


class _Store:
    """The fragments of one generation. The oldest ones are dropped when it is full."""

    def __init__(self, generation):
        self.generation = generation
        self.fragments = {}
        self._size = 0

    def put(self, key, fragment):
        if key in self.fragments:  # made twice, at the same time
            return
        self.fragments[key] = fragment
        self._size += fragment.size
        while self._size > MAX_BYTES:
            self._size -= self.fragments.pop(next(iter(self.fragments))).size


_lock = threading.Lock()
_store = _Store(None)


class Fragments:
    """The fragments of one generation and one variant: everything beside the object on which its JSON depends."""

    def __init__(self, generation, variant):
        self._generation = generation
        self._variant = variant

    def find(self, ids):
        """Return a dict by id of the fragments that are kept of the objects with these `ids`."""
        store = _store
        if store.generation is not self._generation:
            return {}
        found = {pk: store.fragments.get((self._variant, pk)) for pk in ids}
        return {pk: fragment for pk, fragment in found.items() if fragment is not None}

    def keep(self, made):
        """Keep `made`, a dict of fragments by id, unless their generation has ended."""
        global _store
        with _lock:
            if _store.generation is not self._generation:
                if current_generation() is not self._generation:
                    return
                _store = _Store(self._generation)
            for pk, fragment in made.items():
                _store.put((self._variant, pk), fragment)
