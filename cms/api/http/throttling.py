"""Rate limit of the API."""

from django.conf import settings
from rest_framework.throttling import BaseThrottle

from cms.context.clients import client_network
from cms.forms.rate_limit import seconds_to_wait


class ClientThrottle(BaseThrottle):
    """Limit requests by token (`API_TOKEN_RATE`), or without a token by IP address (`API_ANONYMOUS_RATE`).

    Django REST framework's throttles store the time of every request in one list, which is slow and loses concurrent
    updates.
    """

    def allow_request(self, request, view):
        token = request.auth
        rate = settings.API_TOKEN_RATE if token else settings.API_ANONYMOUS_RATE
        client = f"token:{token.pk}" if token else f"address:{client_network(request)}"
        self.seconds_left = seconds_to_wait("api", client, [rate])
        return not self.seconds_left

    def wait(self):
        return self.seconds_left
