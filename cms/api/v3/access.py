"""Authentication of requests to the API v3: each requires an `ApiToken`."""

from functools import wraps

from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.utils.cache import patch_vary_headers
from django.views.decorators.csrf import csrf_exempt
from ninja.errors import HttpError
from wagtail.api.v3.errors import problem_response

from cms.accounts import second_factor
from cms.api.tokens.authentication import (
    HOW_TO_SEND,
    InsufficientScopeError,
    InvalidTokenError,
    challenge,
    token_from_header,
)
from cms.api.tokens.models import Scope
from cms.api.v2.views import READING
from cms.context.channels import Channel
from cms.context.request import use_context

READS = ("GET", "HEAD", "OPTIONS")


def require_token(view):
    """Require an `ApiToken` with the scope for the request method. Decorates every view of the API v3.

    Reads run as AnonymousUser, so that user permissions never widen a token. Writes run as the user who created the
    token, in a transaction that is rolled back if the response is an error.
    """

    @csrf_exempt  # authentication uses no cookies
    @wraps(view)
    def wrapper(request, *args, **kwargs):
        header = request.headers.get("Authorization")
        try:
            if header is None:
                raise InvalidTokenError(f"This API requires a token. {HOW_TO_SEND}")
            request.auth = token = token_from_header(header)
        except InvalidTokenError as error:
            return _private(problem_response(status=401, detail=str(error)), challenge(header))
        request.session = {}
        try:
            request.user = _user_for(request, token)
        except InsufficientScopeError as error:
            return _private(problem_response(status=403, detail=str(error.detail)), error.auth_header)
        except HttpError as error:
            return _private(problem_response(status=error.status_code, detail=str(error)))
        with use_context(Channel.APPS, token.audience):
            if request.method in READS:
                return _private(view(request, *args, **kwargs))
            with transaction.atomic():
                response = view(request, *args, **kwargs)
                transaction.set_rollback(response.status_code >= 400)
            return _private(response)

    return wrapper


def _user_for(request, token):
    if request.method in READS:
        if not token.allows(*READING):
            raise InsufficientScopeError(token, READING)
        return AnonymousUser()
    if not token.allows(Scope.WRITE):
        raise InsufficientScopeError(token, [Scope.WRITE])
    if token.audience.is_limited:
        raise HttpError(403, f"The token {token.prefix}… is limited to page types or sites, so it cannot write.")
    if not token.created_by or not token.created_by.is_active:
        raise HttpError(403, f"The creator of the token {token.prefix}… is no longer active, so it cannot write.")
    if second_factor.is_missing(token.created_by):
        raise HttpError(403, f"The creator of the token {token.prefix}… lacks a second factor, so it cannot write.")
    return token.created_by


def _private(response, authenticate=None):
    response["Cache-Control"] = "private, no-store"
    patch_vary_headers(response, ["Authorization"])
    if authenticate:
        response["WWW-Authenticate"] = authenticate
    return response
