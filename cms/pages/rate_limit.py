"""How often one visitor may send something, counted in the cache."""

import ipaddress

from django.utils.crypto import salted_hmac
from django_ratelimit.core import get_usage
from rest_framework.throttling import BaseThrottle


def seconds_to_wait(request, what, rates):
    """Count `request` as one of those that do `what`, and return for how many seconds its sender has to wait.

    `rates` are such as "5/minute", the shortest first. A request that one of them refuses is not counted by the next.
    """
    for rate in rates:
        usage = get_usage(request, group=what, key=_sender, rate=rate, increment=True)
        if usage and usage["should_limit"]:
            return max(1, usage["time_left"])
    return 0


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


def _sender(group, request):
    """The cache holds no address, only what nobody can make one of who does not know our secret key."""
    return salted_hmac("cms.pages.rate_limit", client_network(request)).hexdigest()
