"""What all endpoints of the delivery API have in common."""

from contextlib import ExitStack
from datetime import UTC, datetime
from functools import lru_cache

import orjson
from django.http import Http404, HttpResponsePermanentRedirect
from django.urls import resolve
from django.utils.timezone import is_aware
from django.views.decorators.csrf import csrf_exempt
from rest_framework.exceptions import PermissionDenied
from rest_framework.renderers import JSONRenderer
from rest_framework.response import Response
from rest_framework.utils.encoders import JSONEncoder
from wagtail.api.v2.utils import BadRequestError, parse_fields_parameter

from cms.api.http.exceptions import did_you_mean, exception_handler, normalize_exception
from cms.api.http.throttling import ClientThrottle
from cms.api.tokens.authentication import InsufficientScopeError, TokenAuthentication
from cms.api.tokens.models import Scope
from cms.api.v2.filters import can_filter_by, filter_schema
from cms.api.v2.parameters import check_parameters
from cms.api.v2.serializers import ReusableSerializer, is_reference, reusable, serializing
from cms.context.channels import Channel
from cms.context.request import current_context, use_context
from cms.delivery.media.signatures import with_signatures
from cms.delivery.problems import problem_response
from cms.images.representation import detail_path, full_url
from cms.visibility import add_dependencies, add_list_dependency, current_audience

READING = (Scope.READ_PUBLIC, Scope.READ_PRIVATE)


class OrjsonRenderer(JSONRenderer):
    """Without spaces, whatever `Accept` says of an indent: otherwise the answer would vary by that header.

    orjson writes the same several times faster than Python's own.
    """

    charset = None

    def render(self, data, accepted_media_type=None, renderer_context=None):
        return b"" if data is None else orjson.dumps(data, _as_json, orjson.OPT_PASSTHROUGH_DATETIME)


_encode = JSONEncoder().default


def _as_json(value):
    """Return `value` as orjson knows it. Times are in UTC."""
    if isinstance(value, datetime) and is_aware(value):
        value = value.astimezone(UTC)
    return _encode(value)


class APIViewMixin:
    """Knows tokens and no sessions, answers in JSON alone, and shows what patients allow apps to show.

    A session would show its owner more than the public, and would make answers vary by cookie, which defeats caching.
    Errors are problem details, and clients are counted. Put it before a view of Django REST framework or Wagtail's
    API. A view notes what an answer depends on in `request.cache_hints`: see `cms.context.cache_hints.CacheHints`.
    `request.auth` is the `ApiToken` of the request, or None for everyone.
    """

    authentication_classes = [TokenAuthentication]
    renderer_classes = [OrjsonRenderer]
    throttle_classes = [ClientThrottle]

    token_scopes = {"GET": READING, "HEAD": READING, "OPTIONS": READING}
    """Of which scopes a token needs one, by method. A method that is not here is refused to every token."""
    detail_query_parameters = frozenset({"fields", "rich_text_format"})
    """The query parameters of a detail, which `find` hands on to it."""

    base_serializer_class = ReusableSerializer
    """Of a viewset of Wagtail's: its foreign keys show nothing that is not public."""
    supports_scoped_tokens = False
    """Whether what it answers is found by `public_pages`, which knows what a token is limited to. If it is not, the
    view is refused to limited tokens."""

    def dispatch(self, request, *args, **kwargs):
        with ExitStack() as self._showing:
            self._showing.enter_context(use_context(Channel.APPS))
            return super().dispatch(request, *args, **kwargs)

    def initialize_request(self, request, *args, **kwargs):
        request.session = {}
        request.cache_hints = current_context().cache_hints
        return super().initialize_request(request, *args, **kwargs)

    def initial(self, request, *args, **kwargs):
        super().initial(request, *args, **kwargs)
        check_parameters(request.GET, self)
        if hasattr(self, "resolve_rich_text_format"):
            self.resolve_rich_text_format()  # which refuses what is none, also where no rich text is shown
        if request.auth and hasattr(self, request.method.lower()):  # otherwise the answer is a 405
            self._check_token(request)
            self._showing.enter_context(use_context(Channel.APPS, request.auth.audience))

    def _check_token(self, request):
        scopes = self.token_scopes.get(request.method, ())
        if not request.auth.allows(*scopes):
            raise InsufficientScopeError(request.auth, scopes)
        if request.auth.audience.is_limited and not self.supports_scoped_tokens:
            raise PermissionDenied(
                f"The token {request.auth.prefix}… is limited to some types of pages or to some sites, and this is "
                "neither. Use a token without limits, or none."
            )

    def get_serializer(self, *args, **kwargs):
        """Return a serializer for this answer, for viewsets of Wagtail's that share none."""
        self._showing.enter_context(serializing(self.get_serializer_context()))
        return super().get_serializer(*args, **kwargs)

    def finalize_response(self, request, response, *args, **kwargs):
        if current_audience().can_read_restricted and getattr(response, "data", None):
            # Images of private pages are not served to everyone, and an app shows them without its token.
            response.data = with_signatures(response.data, full_url(request, ""))
        return super().finalize_response(request, response, *args, **kwargs)

    @classmethod
    def describe(cls, api, name):
        """Return the operations of this endpoint, by address below it. `api` is an `.openapi.Description`."""
        whole, selection = cls.describe_objects(api)
        return {
            "": {"get": api.listing(cls, name, selection)},
            "{id}/": {"get": api.detail(cls, name, whole, selection)},
            "find/": {"get": api.find(cls, name)},
        }

    @classmethod
    def describe_objects(cls, api):
        """Return the schemas of what there is: whole, and as far as `fields` asks for it."""
        return api.of_model(cls, cls.model)

    @classmethod
    def filters(cls):
        """Return the fields by which the list can be filtered: a schema by name."""
        return cls.filters_of(cls.model)

    @classmethod
    def filters_of(cls, model):
        names = cls.get_available_fields(model, db_fields_only=True)
        return {name: filter_schema(model, name) for name in names if can_filter_by(model, name)}

    def perform_content_negotiation(self, request, force=False):
        try:
            return super().perform_content_negotiation(request, force)
        except Http404 as error:  # What Django REST framework says to an unknown `?format=`.
            raise BadRequestError("format must be “json”: there is no other.") from error

    def options(self, request, *args, **kwargs):
        """Answer with the methods alone: Django REST framework would describe the view, in words for developers."""
        return Response(status=204)

    def handle_exception(self, exc):
        return super().handle_exception(normalize_exception(exc))

    def get_exception_handler(self):
        return exception_handler

    def check_query_parameters(self, queryset):
        """Like Wagtail's, with what would be right."""
        known = {*self.get_available_fields(queryset.model, db_fields_only=True), *self.known_query_parameters}
        unknown = sorted(set(self.request.GET) - known)
        if unknown:
            raise BadRequestError(
                f"query parameter is not an operation or a recognised field: {', '.join(unknown)}"
                f"{did_you_mean(unknown, known - {'_'})}"
            )

    def find_object(self, queryset, request):
        """Like Wagtail's, which takes no `type` into account when it expects that nothing is found."""
        try:
            return super().find_object(queryset, request)
        except queryset.model.DoesNotExist as error:
            raise Http404 from error

    @classmethod
    def _get_serializer_class(cls, router, model, fields_config, show_details=False, nested=False):
        """Like Wagtail's, with what would be right where a field is unknown."""
        known = {*cls.get_body_fields_names(model), *cls.get_meta_fields_names(model)}
        known -= set() if show_details else set(cls.detail_only_fields)
        unknown = sorted({name for name, _, _ in fields_config} - known - {"*", "_"})
        if unknown:
            raise BadRequestError(f"unknown fields: {', '.join(unknown)}{did_you_mean(unknown, known)}")
        return super()._get_serializer_class(router, model, fields_config, show_details, nested)


class CachedSerializersMixin:
    """For an endpoint of Wagtail's: its serializers are built once for each set of fields, and shared by answers."""

    @classmethod
    def get_object_detail_urlpath(cls, model, pk, namespace=""):
        return detail_path(namespace, pk) if namespace else super().get_object_detail_urlpath(model, pk)

    def listing_view(self, request):
        queryset = self.get_queryset()
        self.check_query_parameters(queryset)
        objects = self.paginate_queryset(self.filter_queryset(queryset))
        add_list_dependency(self.model)
        return self.get_paginated_response(self.represent(objects))

    def detail_view(self, request, pk):
        return Response(self.represent([self.get_object()])[0])

    def represent(self, objects):
        """Return `objects`, a list of objects of one type, as the request asks for them."""
        if not objects:
            return []
        add_dependencies(objects)
        changed = [getattr(one, "last_published_at", None) for one in objects]
        self.request.cache_hints.last_modified = max(changed) if all(changed) else None
        serializer = self.serializer_for(type(objects[0]))
        with serializing(self.get_serializer_context()):
            self.load(objects)
            return [serializer.to_representation(one) for one in objects]

    def load(self, objects):
        """Fetch what `objects`, of one type, refer to in what the answer shows of them."""

    def names(self, model):
        """Return the names of the fields that the answer shows of an object of `model`."""
        return list(self.serializer_for(model).fields)

    def serializer_for(self, model):
        """Return the serializer for what the request asks of `model`. Raises BadRequestError."""
        fields = self.request.GET.get("fields", "")
        is_detail = self.action != "listing_view"
        return _serializer(type(self), self.request.wagtailapi_router, model, fields, is_detail)


@lru_cache(maxsize=512)
def _serializer(view_class, router, model, fields, is_detail):
    try:
        config = parse_fields_parameter(fields) if fields else []
    except ValueError as error:
        raise BadRequestError(f"fields error: {error}") from error
    own = {*view_class.get_field_serializer_overrides(model)}
    own |= {name for name, _negated, nested in config if nested and is_reference(model, name)}
    selections = {name: nested for name, _negated, nested in config if nested and name in own}
    config = [(name, negated, None if name in own else nested) for name, negated, nested in config]
    serializer = reusable(view_class._get_serializer_class(router, model, config, show_details=is_detail))
    serializer.selections = selections
    return serializer


@csrf_exempt
def unknown_address(request):
    """Answer for all addresses of the API at which there is nothing, or something if a slash is appended."""
    with_slash = request.path_info + "/"
    if request.method in ("GET", "HEAD") and resolve(with_slash).func is not unknown_address:
        return HttpResponsePermanentRedirect(request.get_full_path(force_append_slash=True))
    return problem_response(404)
