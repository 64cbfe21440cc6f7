"""Limits on how often one client may do something, counted in Django's default cache.

Both the forms and the API count here. A cache that cannot be reached counts nothing, so that every request passes.
"""

import ipaddress
import math
import time

from django.core.cache import cache
from django.utils.crypto import salted_hmac
from rest_framework.throttling import BaseThrottle

SECONDS = {"second": 1, "minute": 60, "hour": 3600, "day": 86400}


def seconds_to_wait(group, client, rates):
    """Count one request of `client`, and return for how many seconds the client has to wait. 0: it may go on.

    `group` names what is counted together, and `client` is any text that identifies one client. `rates` are such as
    "5/minute", the shortest first. A request that one rate refuses is not counted by the next.
    """
    # The cache holds no addresses, only digests that nobody can reproduce without the secret key.
    digest = salted_hmac("cms.forms.rate_limit", client).hexdigest()
    for rate in filter(None, rates):
        limit, _, unit = rate.partition("/")
        duration = SECONDS[unit]
        # Windows of different clients begin at different times, so that not all come back in the same second.
        window, elapsed = divmod(time.time() + int(digest[:8], 16) % duration, duration)
        if _count(f"requests:{group}:{rate}:{digest}:{window:.0f}", duration) > int(limit):
            return math.ceil(duration - elapsed)
    return 0


def _count(key, duration):
    """Return how many requests were counted under `key`, with this one."""
    if cache.add(key, 1, duration):
        return 1
    try:
        return cache.incr(key)
    except ValueError:  # The key is gone again, or the cache is away.
        return 1


def client_network(request):
    """Return the network that is taken for one client: an IPv4 address, or the /64 that an IPv6 customer is given.

    Each proxy adds the address that it was called from to X-Forwarded-For. What stands before that anybody may have
    written, so the setting TRUSTED_PROXIES says how many of them are ours:
    https://www.django-rest-framework.org/api-guide/throttling/#how-clients-are-identified
    """
    address = BaseThrottle().get_ident(request) or ""
    if address.startswith("["):  # [2001:db8::1]:443
        address = address[1:].partition("]")[0]
    elif address.count(":") == 1:  # 192.0.2.1:443
        address = address.partition(":")[0]
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return address  # a socket has none
    ip = getattr(ip, "ipv4_mapped", None) or ip
    if ip.version == 4:
        return str(ip)
    return str(ipaddress.IPv6Network((int(ip), 64), strict=False))
