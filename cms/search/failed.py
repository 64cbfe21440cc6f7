"""Count searches that found no page with all their words, without persons.

A request counts in the memory of its process and writes nothing. A thread of the process stores what was searched for
at least `SHOWN_FROM` times; rarer words, which may be about one person, are never stored.
"""

import logging
import re
import threading
import time

from django.conf import settings
from django.db import DatabaseError, close_old_connections, transaction
from django.db.models import F
from django.utils import timezone

from cms.search.models import FailedSearch

SHOWN_FROM = 3
MAX_COUNTED = 1000
"""How many different searches a process counts. Further ones are not counted until there is room."""
PERSONAL = re.compile(r"\d{4}|@")
"""Numbers of telephones and days of birth, and addresses."""

_logger = logging.getLogger(__name__)
_lock = threading.Lock()
_counts = {}
_thread = None


def count(query, words):
    """Count one search for `query`, whose words are `words`."""
    text = " ".join(words)[:80]
    if not text or PERSONAL.search(query):
        return
    with _lock:
        if text in _counts or len(_counts) < MAX_COUNTED:
            _counts[text] = _counts.get(text, 0) + 1
    if settings.SEARCH_REPORT_SECONDS:
        _start_thread()


def store():
    """Store the searches that were counted often enough. Rarer ones remain in memory."""
    with _lock:
        often = {text: number for text, number in _counts.items() if number >= SHOWN_FROM}
        for text in often:
            del _counts[text]
        if len(_counts) >= MAX_COUNTED:
            _counts.clear()
    today = timezone.localdate()
    with transaction.atomic():
        for text, number in sorted(often.items()):
            found, is_new = FailedSearch.objects.get_or_create(
                words=text, defaults={"count": number, "first_on": today, "last_on": today}
            )
            if not is_new:
                FailedSearch.objects.filter(pk=found.pk).update(count=F("count") + number, last_on=today)


def _start_thread():
    global _thread
    with _lock:
        if _thread is None:
            _thread = threading.Thread(target=_store_regularly, name="failed searches", daemon=True)
            _thread.start()


def _store_regularly():
    while True:
        time.sleep(settings.SEARCH_REPORT_SECONDS)
        try:
            store()
        except DatabaseError:
            _logger.exception("The searches without a result were not stored.")
        finally:
            close_old_connections()
