"""The address and the network of the client of a request."""

import ipaddress

from rest_framework.throttling import BaseThrottle


def client_address(request):
    """Return the IP address of the client without its port, or what the server names if that is no IP address.

    Each proxy appends the address of its client to X-Forwarded-For. Earlier entries can be forged, so the setting
    TRUSTED_PROXIES gives the number of our own proxies:
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
        return address
    return str(getattr(ip, "ipv4_mapped", None) or ip)


def client_network(request):
    """Return the network that identifies the client: its IPv4 address, or its IPv6 /64 network."""
    address = client_address(request)
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return address  # a Unix socket has no IP address
    if ip.version == 4:
        return address
    return str(ipaddress.IPv6Network((int(ip), 64), strict=False))
