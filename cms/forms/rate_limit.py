"""Rate limits by client, counted in Django's default cache. Forms and the API use them.

While the cache is unavailable, every request passes.
"""

import math
import time

from django.core.cache import cache
from django.utils.crypto import salted_hmac

from cms.metrics.registry import counter

blocked_requests = counter("cms_blocked_requests", "Requests that exceeded a limit.", "limit")

SECONDS = {"second": 1, "minute": 60, "hour": 3600, "day": 86400}


def seconds_to_wait(group, client, rates):
    """Count one request of `client` and return the number of seconds until the next one is allowed.

    Args:
        group: the name of the counter, such as "form".
        client: any text that identifies the client.
        rates: rates such as "5/minute", the shortest period first. A request that exceeds one rate is not counted
            against the following ones.

    Returns:
        0 if the request is within all rates.
    """
    # Keys contain a keyed digest instead of the IP address, for privacy.
    digest = salted_hmac("cms.forms.rate_limit", client).hexdigest()
    for rate in filter(None, rates):
        limit, _, unit = rate.partition("/")
        duration = SECONDS[unit]
        # The digest shifts the window of each client, so that clients do not all retry in the same second.
        window, elapsed = divmod(time.time() + int(digest[:8], 16) % duration, duration)
        if _count(f"requests:{group}:{rate}:{digest}:{window:.0f}", duration) > int(limit):
            blocked_requests.labels(group).inc()
            return math.ceil(duration - elapsed)
    return 0


def _count(key, duration):
    """Count a request under `key` and return the new count."""
    if cache.add(key, 1, duration):
        return 1
    try:
        return cache.incr(key)
    except ValueError:  # The key has expired, or the cache is unavailable.
        return 1
