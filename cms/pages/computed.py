"""What follows from the stored content of a stream alone, computed once for each content.

The key is a digest of the content itself, so a value cannot become stale, whoever wrote the content: the editor,
`queryset.update()`, `loaddata` or a migration. Each process computes for itself.
"""

from hashlib import blake2b

import orjson

MAX_VALUES = 10_000
"""How many values a process keeps: a few megabytes of small ones. The oldest are dropped."""

_values = {}


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
        if len(_values) >= MAX_VALUES:
            _values.pop(next(iter(_values)), None)
        _values[key] = stream.stream_block, value
    return value
