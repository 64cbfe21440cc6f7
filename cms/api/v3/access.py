"""Access to the API v3: with one of our tokens alone."""

from functools import wraps

from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.utils.cache import patch_vary_headers
from django.views.decorators.csrf import csrf_exempt
from ninja.errors import HttpError
from wagtail.api.v3.errors import problem_response

from cms.api.tokens.authentication import HOW_TO_SEND, InsufficientScopeError, InvalidTokenError, challenge, token_in
from cms.api.tokens.models import Scope
from cms.api.v2.views import READING
from cms.context.channels import Channel
from cms.context.request import use_context

READS = ("GET", "HEAD", "OPTIONS")


def for_tokens(view):
    """Let only those with one of our tokens call `view`, for what it allows. Nothing of v3 is there without this.

    Who reads is nobody, so that no person's rights show more than the token's. Who writes is the person who made the
    token, and a write that is refused in the middle changes nothing.
    """

    @csrf_exempt  # there is no cookie to be misused
    @wraps(view)
    def checked(request, *args, **kwargs):
        header = request.headers.get("Authorization")
        try:
            if header is None:
                raise InvalidTokenError(f"This API is for tokens alone. {HOW_TO_SEND}")
            request.auth = token = token_in(header)
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

    return checked


def _user_for(request, token):
    if request.method in READS:
        if not token.allows(*READING):
            raise InsufficientScopeError(token, READING)
        return AnonymousUser()
    if not token.allows(Scope.WRITE):
        raise InsufficientScopeError(token, [Scope.WRITE])
    if token.audience.is_limited:
        raise HttpError(403, f"The token {token.prefix}… is limited to some pages. One without limits can write.")
    if not token.created_by or not token.created_by.is_active:
        raise HttpError(403, f"Who made the token {token.prefix}… is no longer active, so it cannot write.")
    return token.created_by


def _private(response, authenticate=None):
    response["Cache-Control"] = "private, no-store"
    patch_vary_headers(response, ["Authorization"])
    if authenticate:
        response["WWW-Authenticate"] = authenticate
    return response
