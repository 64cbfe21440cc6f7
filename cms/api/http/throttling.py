"""How many requests a client may make."""

from django.conf import settings
from rest_framework.throttling import BaseThrottle

from cms.forms.rate_limit import client_network, seconds_to_wait


class ClientThrottle(BaseThrottle):
    """Count requests by token (`API_TOKEN_RATE`), or else by address (`API_ANONYMOUS_RATE`).

    Django REST framework's own throttles keep the time of each request, which is a list of hundreds to read and
    write each time, and lets requests that come together overwrite each other.
    """

    def allow_request(self, request, view):
        token = request.auth
        rate = settings.API_TOKEN_RATE if token else settings.API_ANONYMOUS_RATE
        client = f"token:{token.pk}" if token else f"address:{client_network(request)}"
        self.seconds = seconds_to_wait("api", client, [rate])
        return not self.seconds

    def wait(self):
        return self.seconds
