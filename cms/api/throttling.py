"""How many requests a client may make."""

from hashlib import blake2b

from django.conf import settings
from rest_framework.throttling import SimpleRateThrottle

from cms.pages.rate_limit import client_network


class ClientThrottle(SimpleRateThrottle):
    """Counts requests by token (`API_TOKEN_RATE`), or else by address (`API_RATE`), in Django's default cache.

    Django REST framework's own throttles keep the time of each request, which is a list of hundreds to read and
    write each time, and lets requests that come together overwrite each other. This counts within
    windows of time, with the one operation that a shared cache does atomically.
    """

    def __init__(self):
        """Both rates are read when a request is there: see `allow_request`."""

    def allow_request(self, request, view):
        token = request.auth
        self.rate = settings.API_TOKEN_RATE if token else settings.API_RATE
        self.num_requests, self.duration = self.parse_rate(self.rate or None)
        if not self.num_requests:
            return True
        client = f"token:{token.pk}" if token else f"address:{client_network(request)}"
        self.now = self.timer()
        # Each client's window begins elsewhere, so that not everybody comes back at the same second.
        digest = blake2b(client.encode(), digest_size=16)
        shift = int.from_bytes(digest.digest()[:4]) % self.duration
        window, self.elapsed = divmod(self.now + shift, self.duration)
        return self._count(f"api-requests:{digest.hexdigest()}:{window:.0f}") <= self.num_requests

    def wait(self):
        return self.duration - self.elapsed

    def _count(self, key):
        self.cache.add(key, 0, self.duration)
        try:
            return self.cache.incr(key)
        except ValueError:  # The cache, being full, dropped the count between the two.
            return 1
