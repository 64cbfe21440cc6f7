"""What all endpoints of the delivery API have in common."""

from contextlib import ExitStack

from django.utils.cache import patch_vary_headers
from rest_framework.exceptions import PermissionDenied
from rest_framework.renderers import JSONRenderer

from cms.consent.channels import Channel, showing_on

from .authentication import InsufficientScopeError, TokenAuthentication
from .models import Scope

READING = (Scope.READ_PUBLIC, Scope.READ_PRIVATE)


class DeliveryMixin:
    """Knows tokens and no sessions, answers in JSON alone, and shows what patients allow apps to show.

    A session would show its owner more than the public, and would make answers vary by cookie, which defeats caching.
    Put it before a view of Django REST framework or Wagtail's API. `request.auth` is the `ApiToken` of the request,
    or None for everyone.
    """

    authentication_classes = [TokenAuthentication]
    renderer_classes = [JSONRenderer]

    token_scopes = {"GET": READING, "HEAD": READING, "OPTIONS": READING}
    """Of which scopes a token needs one, by method. A method that is not here is refused to every token."""
    follows_limits = False
    """Whether what it answers is found by `public_pages`, which knows what a token is limited to. If it is not, the
    view is refused to limited tokens."""

    def dispatch(self, request, *args, **kwargs):
        with ExitStack() as self._showing:
            self._showing.enter_context(showing_on(Channel.APPS))
            return super().dispatch(request, *args, **kwargs)

    def initialize_request(self, request, *args, **kwargs):
        request.session = {}
        return super().initialize_request(request, *args, **kwargs)

    def initial(self, request, *args, **kwargs):
        super().initial(request, *args, **kwargs)
        if request.auth and hasattr(self, request.method.lower()):  # otherwise the answer is a 405
            self._check_token(request)
            self._showing.enter_context(showing_on(Channel.APPS, request.auth.reader))

    def _check_token(self, request):
        scopes = self.token_scopes.get(request.method, ())
        if not request.auth.allows(*scopes):
            raise InsufficientScopeError(request.auth, scopes)
        if request.auth.reader.is_limited and not self.follows_limits:
            raise PermissionDenied(
                f"The token {request.auth.prefix}… is limited to some types of pages or to some sites, and this is "
                "neither. Use a token without limits, or none."
            )

    def finalize_response(self, request, response, *args, **kwargs):
        response = super().finalize_response(request, response, *args, **kwargs)
        patch_vary_headers(response, ["Authorization"])
        if request.headers.get("Authorization") is not None:
            # Also where the token was refused: RFC 9111, section 3.5, lets caches keep what is marked as public.
            response["Cache-Control"] = "private, no-store"
        return response
