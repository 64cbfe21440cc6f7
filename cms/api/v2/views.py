"""Base classes of the endpoints of the delivery API."""

from contextlib import ExitStack

from django.http import Http404, HttpResponsePermanentRedirect
from django.urls import resolve
from django.views.decorators.csrf import csrf_exempt
from rest_framework.exceptions import PermissionDenied
from rest_framework.response import Response
from wagtail.api.v2.utils import BadRequestError

from cms.api.http.exceptions import did_you_mean, exception_handler, normalize_exception
from cms.api.http.throttling import ClientThrottle
from cms.api.tokens.authentication import InsufficientScopeError, TokenAuthentication
from cms.api.tokens.models import Scope
from cms.api.v2.filters import can_filter_by, filter_schema
from cms.api.v2.parameters import check_parameters
from cms.api.v2.rendering import OrjsonRenderer
from cms.api.v2.serializers import ReusableSerializer, use_serializer_context
from cms.content_stamp.kept import current_generation
from cms.context.channels import Channel
from cms.context.request import current_context, use_context
from cms.delivery.media.signatures import with_signatures
from cms.delivery.problems import problem_response
from cms.images.representation import full_url
from cms.visibility import current_audience

READING = (Scope.READ_PUBLIC, Scope.READ_PRIVATE)


class APIViewMixin:
    """Mixin for API views. Put it before a view of Django REST framework or a viewset of Wagtail's API.

    - Authentication is by token only. Session cookies would make responses vary by user, which defeats caching.
      `request.auth` is the `ApiToken` of the request, or None.
    - Content is limited to what consents allow on the channel `APPS`.
    - Responses are JSON, errors are problem details, and requests are rate-limited.
    - The view adds the dependencies of its response to `request.cache_hints`, a `cms.context.cache_hints.CacheHints`.
    """

    authentication_classes = [TokenAuthentication]
    renderer_classes = [OrjsonRenderer]
    throttle_classes = [ClientThrottle]

    token_scopes = {"GET": READING, "HEAD": READING, "OPTIONS": READING}
    """Scopes by HTTP method. A token needs one of them. Methods that are not listed are forbidden for all tokens."""
    detail_query_parameters = frozenset({"fields", "rich_text_format"})
    """Query parameters of the detail view. The find view passes them on in its redirect."""

    base_serializer_class = ReusableSerializer
    """Base serializer for Wagtail's viewsets. Its foreign keys show only public objects."""
    supports_scoped_tokens = False
    """Whether the view applies the limits of tokens to page types and sites, as `public_pages` does. If not, limited
    tokens get a 403."""

    def dispatch(self, request, *args, **kwargs):
        self.generation = current_generation()  # before anything is read
        with ExitStack() as self._contexts:
            self._contexts.enter_context(use_context(Channel.APPS))
            return super().dispatch(request, *args, **kwargs)

    def initialize_request(self, request, *args, **kwargs):
        request.session = {}
        request.cache_hints = current_context().cache_hints
        return super().initialize_request(request, *args, **kwargs)

    def initial(self, request, *args, **kwargs):
        super().initial(request, *args, **kwargs)
        check_parameters(request.GET, self)
        if hasattr(self, "resolve_rich_text_format"):
            self.resolve_rich_text_format()  # rejects an invalid format even without rich text
        if request.auth and hasattr(self, request.method.lower()):  # otherwise a 405 follows
            self._check_token(request)
            self._contexts.enter_context(use_context(Channel.APPS, request.auth.audience))

    def _check_token(self, request):
        scopes = self.token_scopes.get(request.method, ())
        if not request.auth.allows(*scopes):
            raise InsufficientScopeError(request.auth, scopes)
        if request.auth.audience.is_limited and not self.supports_scoped_tokens:
            raise PermissionDenied(
                f"The token {request.auth.prefix}… is limited to page types or sites, and this endpoint does not "
                "support limited tokens. Use a token without limits, or none."
            )

    def get_serializer(self, *args, **kwargs):
        """Return a serializer with the context of this request, for viewsets without `CachedSerializersMixin`."""
        self._contexts.enter_context(use_serializer_context(self.get_serializer_context()))
        return super().get_serializer(*args, **kwargs)

    def finalize_response(self, request, response, *args, **kwargs):
        if current_audience().can_read_restricted and getattr(response, "data", None):
            # An app requests images without its token, so images of private pages need signed URLs.
            response.data = with_signatures(response.data, full_url(request, ""))
        return super().finalize_response(request, response, *args, **kwargs)

    @classmethod
    def describe(cls, api, name):
        """Return the OpenAPI operations of this endpoint by relative path.

        `api` is a `cms.api.openapi.description.Description`.
        """
        whole, selection = cls.describe_objects(api)
        return {
            "": {"get": api.listing(cls, name, selection)},
            "{id}/": {"get": api.detail(cls, name, whole, selection)},
            "find/": {"get": api.find(cls, name)},
        }

    @classmethod
    def describe_objects(cls, api):
        """Return two schemas of an object: with all fields, and with a selection by `fields`."""
        return api.of_model(cls, cls.model)

    @classmethod
    def filters(cls):
        """Return the JSON Schemas of the filters of the list, by name."""
        return cls.filters_of(cls.model)

    @classmethod
    def filters_of(cls, model):
        names = cls.get_available_fields(model, db_fields_only=True)
        return {name: filter_schema(model, name) for name in names if can_filter_by(model, name)}

    def perform_content_negotiation(self, request, force=False):
        try:
            return super().perform_content_negotiation(request, force)
        except Http404 as error:  # Django REST framework's error for an unknown `?format=`.
            raise BadRequestError("format must be “json”.") from error

    def options(self, request, *args, **kwargs):
        """Return 204. Django REST framework would return the docstring of the view."""
        return Response(status=204)

    def handle_exception(self, exc):
        return super().handle_exception(normalize_exception(exc))

    def get_exception_handler(self):
        return exception_handler

    def check_query_parameters(self, queryset):
        """Like Wagtail's, with suggestions in the error message."""
        known = {*self.get_available_fields(queryset.model, db_fields_only=True), *self.known_query_parameters}
        unknown = sorted(set(self.request.GET) - known)
        if unknown:
            raise BadRequestError(
                f"query parameter is not an operation or a recognised field: {', '.join(unknown)}"
                f"{did_you_mean(unknown, known - {'_'})}"
            )

    def find_object(self, queryset, request):
        """Like Wagtail's, which handles DoesNotExist only of its own model and not of the one for `type`."""
        try:
            return super().find_object(queryset, request)
        except queryset.model.DoesNotExist as error:
            raise Http404 from error

    @classmethod
    def _get_serializer_class(cls, router, model, fields_config, show_details=False, nested=False):
        """Like Wagtail's, with suggestions in the error message for unknown fields."""
        known = {*cls.get_body_fields_names(model), *cls.get_meta_fields_names(model)}
        known -= set() if show_details else set(cls.detail_only_fields)
        unknown = sorted({name for name, _, _ in fields_config} - known - {"*", "_"})
        if unknown:
            raise BadRequestError(f"unknown fields: {', '.join(unknown)}{did_you_mean(unknown, known)}")
        return super()._get_serializer_class(router, model, fields_config, show_details, nested)


@csrf_exempt
def unknown_address(request):
    """Return 404 for an unknown URL of the API, or a redirect if it only lacks the final slash."""
    with_slash = request.path_info + "/"
    if request.method in ("GET", "HEAD") and resolve(with_slash).func is not unknown_address:
        return HttpResponsePermanentRedirect(request.get_full_path(force_append_slash=True))
    return problem_response(404)
