"""How often one visitor may send something, counted in the cache."""

import ipaddress

from django.conf import settings
from django.utils.crypto import salted_hmac
from django_ratelimit.core import get_usage


def seconds_to_wait(request, what, rates):
    """Count `request` as one of those that do `what`, and return for how many seconds its sender has to wait.

    `rates` are such as "5/m", the shortest first. A request that one of them refuses is not counted by the next.
    """
    for rate in rates:
        usage = get_usage(request, group=what, key=_sender, rate=rate, increment=True)
        if usage and usage["should_limit"]:
            return max(1, usage["time_left"])
    return 0


def client_address(request):
    """Return the address that `request` came from, as far as our own proxies tell it.

    Each proxy adds to X-Forwarded-For the address that it was called from. What stands before that anybody may have
    written. `settings.TRUSTED_PROXIES` says how many proxies are ours.
    """
    forwarded = [address.strip() for address in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")]
    if settings.TRUSTED_PROXIES and forwarded[-1]:
        return forwarded[-min(settings.TRUSTED_PROXIES, len(forwarded))]
    return request.META.get("REMOTE_ADDR", "")


def client_network(request):
    """Return the network that is taken for one client: an IPv4 address, or the /64 that an IPv6 customer is given."""
    address = client_address(request)
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
