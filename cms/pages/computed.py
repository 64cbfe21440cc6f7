"""Values that are computed from the stored content of a stream, and kept in memory.

Their key is a digest of that content, so a value cannot become stale, whoever wrote the content: the editor,
`queryset.update()`, `loaddata` or a migration. Each process computes for itself.
"""

import threading
from hashlib import blake2b

import orjson

MAX_VALUES = 10_000
"""How many values a process keeps: a few megabytes of small ones."""


class Memo:
    """A dict that drops its oldest value when it has `max_values`. Threads share it."""

    def __init__(self, max_values):
        self._max_values = max_values
        self._values = {}
        self._lock = threading.Lock()

    def get(self, key, default=None):
        return self._values.get(key, default)

    def set(self, key, value):
        with self._lock:
            if len(self._values) >= self._max_values:
                del self._values[next(iter(self._values))]
            self._values[key] = value

    def clear(self):
        with self._lock:
            self._values.clear()


_values = Memo(MAX_VALUES)


def compute_once(function, stream):
    """Return `function(stream)`, which is called once for each content of `stream`, the value of a StreamField.

    The result must be small and immutable, and follow from the stored blocks alone: not from the objects that they
    refer to, the reader, the language or the time.
    """
    stored = orjson.dumps(list(stream.raw_data), default=str)
    key = function, blake2b(stored, digest_size=16).digest()
    block, value = _values.get(key, (None, None))
    if block is not stream.stream_block:
        value = function(stream)
        _values.set(key, (stream.stream_block, value))
    return value
