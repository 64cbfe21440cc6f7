"""Token authentication of apps: `Authorization: Bearer bst_…`.

https://www.rfc-editor.org/rfc/rfc6750#section-2.1
"""

from django.contrib.auth.models import AnonymousUser
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed, PermissionDenied

from cms.api.tokens.models import ApiToken, State

REALM = 'Bearer realm="api"'
HOW_TO_SEND = "Send the header “Authorization: Bearer bst_…”, or omit the header."


class InvalidTokenError(Exception):
    """The Authorization header has no valid token. The message says why, and what to do."""


class TokenAuthentication(BaseAuthentication):
    """Set `request.auth` to the `ApiToken` of the request, or to None without an Authorization header.

    An invalid token raises AuthenticationFailed, because a silent fallback to anonymous would hide the mistake.
    `request.user` is always anonymous, because a token identifies an app and no person.
    """

    def authenticate(self, request):
        header = request.headers.get("Authorization")
        if header is None:
            return None
        try:
            return AnonymousUser(), token_from_header(header)
        except InvalidTokenError as error:
            raise AuthenticationFailed(str(error)) from error

    def authenticate_header(self, request):
        return challenge(request.headers.get("Authorization"))


def token_from_header(header):
    """Return the `ApiToken` in the value of an Authorization header. Raises InvalidTokenError."""
    scheme, _space, secret = header.strip().partition(" ")
    if scheme.lower() != "bearer" or not secret.strip():
        raise InvalidTokenError(f"This API supports only bearer tokens. {HOW_TO_SEND}")
    token = ApiToken.find(secret.strip())
    if token is None:
        raise InvalidTokenError(f"Unknown token. Check that it is complete. {HOW_TO_SEND}")
    if (state := token.state) != State.ACTIVE:
        reason = {State.EXPIRED: "has expired", State.REVOKED: "was revoked"}[state]
        raise InvalidTokenError(f"The token {token.prefix}… {reason}. Ask the practice for a new one.")
    token.record_use()
    return token


def challenge(header):
    """Return the WWW-Authenticate header of a 401. Without credentials, no error code (RFC 6750, section 3)."""
    return REALM if header is None else f'{REALM}, error="invalid_token"'


class InsufficientScopeError(PermissionDenied):
    """The token is valid, but has none of the required scopes."""

    def __init__(self, token, scopes):
        needed = " or ".join(scopes)
        super().__init__(
            f"This request needs the scope {needed}, which the token {token.prefix}… lacks. "
            "The practice can add it in the admin, under Settings."
            if scopes
            else f"No token allows this request, including {token.prefix}…. Send the request without a token."
        )
        self.auth_header = f'{REALM}, error="insufficient_scope"' + (
            f', scope="{" ".join(scopes)}"' if scopes else ""
        )
