"""How an app says who it is: `Authorization: Bearer bst_…`, as in RFC 6750, section 2.1."""

from django.contrib.auth.models import AnonymousUser
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed, PermissionDenied

from cms.api.tokens.models import ApiToken, State

REALM = 'Bearer realm="api"'
HOW_TO_SEND = "Send the token in the header, as “Authorization: Bearer bst_…”, or send no such header."


class InvalidTokenError(Exception):
    """A token was sent that is none, or none any more. Its text says why, and what to do."""


class TokenAuthentication(BaseAuthentication):
    """Finds the `ApiToken` of a request, for `request.auth`, which is None for those who send none.

    What is wrong is refused and never taken for anonymous: whoever sends a token wants more than everyone gets.
    A token is no person, so `request.user` stays anonymous.
    """

    def authenticate(self, request):
        header = request.headers.get("Authorization")
        if header is None:
            return None
        try:
            return AnonymousUser(), token_in(header)
        except InvalidTokenError as error:
            raise AuthenticationFailed(str(error)) from error

    def authenticate_header(self, request):
        return challenge(request.headers.get("Authorization"))


def token_in(header):
    """Return the `ApiToken` in the value of an Authorization header. Raises InvalidTokenError."""
    scheme, _space, secret = header.strip().partition(" ")
    if scheme.lower() != "bearer" or not secret.strip():
        raise InvalidTokenError(f"This API takes tokens alone. {HOW_TO_SEND}")
    token = ApiToken.find(secret.strip())
    if token is None:
        raise InvalidTokenError(f"This token is not known. See that it is complete. {HOW_TO_SEND}")
    if (state := token.state) != State.ACTIVE:
        ended = {State.EXPIRED: "has expired", State.REVOKED: "was revoked"}[state]
        raise InvalidTokenError(f"The token {token.prefix}… {ended}. Ask the practice for a new one.")
    token.note_use()
    return token


def challenge(header):
    """Return the value of WWW-Authenticate for a 401: RFC 6750, section 3. Who sent nothing made no error."""
    return REALM if header is None else f'{REALM}, error="invalid_token"'


class InsufficientScopeError(PermissionDenied):
    """The token is good, and does not allow this."""

    def __init__(self, token, scopes):
        needed = " or ".join(scopes)
        super().__init__(
            f"The token {token.prefix}… does not allow this, which needs the scope {needed}. "
            "The practice can add it to the token, in the admin under Settings."
            if scopes
            else f"The token {token.prefix}… does not allow this, and no token does. Send the request without one."
        )
        self.auth_header = f'{REALM}, error="insufficient_scope"' + (
            f', scope="{" ".join(scopes)}"' if scopes else ""
        )
