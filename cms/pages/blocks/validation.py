"""Validate blocks in one thread at a time.

All threads of a process share the blocks of a StreamField. While Wagtail 8 validates a draft, it makes them optional
(`Block.clean_deferred`). Another thread that publishes meanwhile would accept empty required blocks, or fail.
"""

from functools import wraps
from threading import RLock

from wagtail.blocks.base import BlockField

_lock = RLock()


def validate_in_one_thread_at_a_time():
    """Let `BlockField.clean`, through which all forms validate blocks, wait for other threads."""
    clean = BlockField.clean

    @wraps(clean)
    def clean_alone(field, value):
        with _lock:
            return clean(field, value)

    BlockField.clean = clean_alone
