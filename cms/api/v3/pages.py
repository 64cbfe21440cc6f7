"""Subset of Wagtail's API v3: the pages endpoints, for holders of an `ApiToken`.

In Wagtail 8, the API v3 is experimental, and its tokens have all permissions of their user: it lists drafts and
snippets, including consents, and exposes original image files. Therefore no endpoint of Wagtail is used unchanged.
Reads are limited by `cms.visibility`. Writes use Wagtail's views with the permissions of the user who created the
token, and their responses contain only the page's basic data.

https://docs.wagtail.org/en/stable/advanced_topics/api/v3/
"""

import copy
import json
from functools import wraps
from typing import Literal

from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404, redirect
from django.urls import re_path, reverse
from django.utils.cache import patch_vary_headers
from django.views.decorators.csrf import csrf_exempt
from ninja import Field, NinjaAPI, Query, Router
from ninja.errors import HttpError
from ninja.pagination import paginate
from rest_framework.fields import SkipField
from wagtail.api.rich_text import RichTextOutputFormat
from wagtail.api.v2.utils import BadRequestError
from wagtail.api.v3.errors import as_validation_error, problem_response, register_exception_handlers
from wagtail.api.v3.pagination import WagtailLimitOffsetPagination
from wagtail.api.v3.routers import pages as wagtail_pages
from wagtail.api.v3.schemas import BasePageSchema, read_generator
from wagtail.api.v3.schemas.base import build_discriminated_union
from wagtail.api.v3.schemas.generators.read import SchemaGenerator
from wagtail.api.v3.schemas.pages import BASE_PAGE_READ_FIELDS, PageMetaSchema, PageSchema, SimpleBasePageSchema
from wagtail.api.v3.schemas.params import APIFieldFilterSchema, OrderingSchema, SearchSchema
from wagtail.api.validators import SiteFilterValidator
from wagtail.models import Page, get_page_models

from cms.api.tokens.authentication import (
    HOW_TO_SEND,
    InsufficientScopeError,
    InvalidTokenError,
    challenge,
    token_from_header,
)
from cms.api.tokens.models import Scope
from cms.api.v2.sites import pages_of, site_for_request
from cms.api.v2.views import READING
from cms.context.channels import Channel
from cms.context.request import use_context
from cms.pages.blocks.lossless import missing_types
from cms.search.views import LONGEST_QUERY, UNSEARCHABLE
from cms.visibility import public_pages

READS = ("GET", "HEAD", "OPTIONS")


# Authentication


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
    return token.created_by


def _private(response, authenticate=None):
    response["Cache-Control"] = "private, no-store"
    patch_vary_headers(response, ["Authorization"])
    if authenticate:
        response["WWW-Authenticate"] = authenticate
    return response


# Schemas


class VisiblePageMeta(PageMetaSchema):
    """Wagtail's schema, limited to public parent and original pages."""

    @staticmethod
    def resolve_parent(obj, context) -> Page | None:
        return public_pages(Page.objects.parent_of(obj)).first()

    @staticmethod
    def resolve_alias_of(obj, context) -> Page | None:
        return public_pages(Page.objects.filter(pk=obj.alias_of_id)).first()

    parent: SimpleBasePageSchema | None = None
    alias_of: SimpleBasePageSchema | None = None


class VisiblePage(PageSchema):
    meta: VisiblePageMeta


class Generator(SchemaGenerator):
    """Wagtail's schema generator, with the request in the context of serializer fields, which need it for URLs."""

    def __init__(self):
        super().__init__()
        self.field_schemas = read_generator.field_schemas

    @staticmethod
    def _custom_serializer_schema(api_field):
        annotation, default, _resolve = SchemaGenerator._custom_serializer_schema(api_field)

        def resolve(obj, context):
            field = copy.deepcopy(api_field.serializer)
            field.bind(field_name=api_field.name, parent=None)
            field._context = {"request": context["request"]}
            try:
                value = field.get_attribute(obj)
            except SkipField:
                return None
            return None if value is None else field.to_representation(value)

        return annotation, default, staticmethod(resolve)


_generator = Generator()
PageDetail = build_discriminated_union(
    get_page_models(), lambda model: _generator.generate_schema(model, base_class=VisiblePage)
)


# Reading


def visible_pages(request, model=Page):
    """Return the pages of `model` that the token of `request` may read. Raises HttpError for an invalid site."""
    try:
        pages = public_pages(pages_of(site_for_request(request)))
    except BadRequestError as error:
        raise HttpError(400, str(error)) from error
    pages = pages if model is Page else model.objects.filter(pk__in=pages.order_by().values("pk"))
    return pages.select_related("content_type", "locale").order_by("pk")


class Filters(wagtail_pages.PageFilterSchema):
    """Wagtail's filters, with related pages limited to visible pages."""

    @staticmethod
    def get_public_page(request, page_id, loc):
        try:
            return visible_pages(request).get(pk=page_id)
        except Page.DoesNotExist as error:
            raise as_validation_error(error, f"Page {page_id} does not exist.", loc=(loc,)) from error

    @staticmethod
    def get_public_page_or_root(request, page_id, loc):
        if page_id == "root":
            return Filters.get_request_root_page(request)
        return Filters.get_public_page(request, page_id, loc)


class Pagination(WagtailLimitOffsetPagination):
    """Wagtail's pagination, with the offset limited to the range that databases support."""

    class Input(WagtailLimitOffsetPagination.Input):
        offset: int = Field(default=0, ge=0, le=2**31 - 1)


router = Router(tags=["pages"])


@router.get("/", response=list[BasePageSchema], url_name="list_pages", operation_id="pages_list")
@paginate(Pagination, pass_parameter="page_of_list")  # noqa: S106 - not a password
def list_pages(
    request: HttpRequest,
    filters: Filters = Query(...),
    ordering: OrderingSchema = Query(...),
    search: SearchSchema = Query(...),
    **kwargs,
):
    """List pages, like Wagtail's endpoint, but reject unknown filters."""
    pagination = kwargs["page_of_list"]
    schemas = (Filters, OrderingSchema, SearchSchema)
    by_field = APIFieldFilterSchema.with_exclude_schemas(
        raw_params=request.GET, schemas=schemas, base_fields=BASE_PAGE_READ_FIELDS
    )
    pages = visible_pages(request, filters.type[0] if len(filters.type) == 1 else Page)
    known = by_field.ignore_fields | set(by_field.get_validated_fields(pages)) | set(type(pagination).model_fields)
    if unknown := set(request.GET) - known:
        raise HttpError(400, f"Unknown filters: {', '.join(sorted(unknown))}.")
    pages = by_field.filter_queryset(filters.filter(pages, request))
    pages = ordering.order_queryset(pages, pagination, base_fields=BASE_PAGE_READ_FIELDS)
    if search.search is not None:
        search.search = UNSEARCHABLE.sub(" ", search.search).strip()[:LONGEST_QUERY]
    return search.search_queryset(request, pages)


@router.get("/find/", response=PageDetail, url_name="find_page", operation_id="pages_find")
def find_page(request: HttpRequest, html_path: str, site: str | None = None):
    """Find a page by its path on the site."""
    try:
        site_obj = SiteFilterValidator(site=site, request=request).site_obj
    except ValueError as error:
        raise HttpError(400, str(error)) from error
    if site_obj is None:
        raise Http404("There is no site.")
    components = [component for component in html_path.split("/") if component]
    page, _args, _kwargs = site_obj.root_page.specific.route(request, components)
    get_object_or_404(visible_pages(request), pk=page.pk)
    query = request.GET.copy()
    query.pop("html_path")
    return redirect(f"{reverse('wagtailapi_v3:detail_page', args=[page.pk])}?{query.urlencode()}")


@router.get("/{int:page_id}/", response=PageDetail, url_name="detail_page", operation_id="pages_detail")
def get_page(
    request: HttpRequest,
    page_id: int,
    version: Literal["live"] = "live",
    rich_text_format: RichTextOutputFormat | None = Query(None),
):
    """Get the published version of a page. Drafts are not supported."""
    return get_object_or_404(visible_pages(request), pk=page_id).specific


# Writing


def reject_unknown_fields(view):
    """Reject unknown and read-only fields, which Wagtail ignores silently."""

    @wraps(view)
    def wrapper(request, *args, **kwargs):
        body = json.loads(request.body)
        if unknown := set(body) - set(type(kwargs["data"]).model_fields):
            raise HttpError(422, f"Unknown or read-only fields: {', '.join(sorted(unknown))}.")
        for block_type in _blocks_without_value(body):
            raise HttpError(422, f"A block of type “{block_type}” has no “value”.")
        return view(request, *args, **kwargs)

    return wrapper


def _blocks_without_value(data):
    """Yield the types of all blocks in `data`, at any depth, without a value. Wagtail does not validate this."""
    match data:
        case dict():
            for value in data.values():
                yield from _blocks_without_value(value)
        case list():
            for item in data:
                if isinstance(item, dict) and "type" in item and "value" not in item:
                    yield item["type"]
                yield from _blocks_without_value(item)


def protect_missing_blocks(view):
    """Reject updates of fields with blocks of missing types, which clients cannot read and would therefore delete."""

    @wraps(view)
    def wrapper(request, *args, **kwargs):
        page = get_object_or_404(Page, pk=kwargs["page_id"]).get_latest_revision_as_object()
        for name in json.loads(request.body) if page.permissions_for_user(request.user).can_edit() else ():
            if types := set(missing_types(getattr(page, name, None))):
                raise HttpError(
                    422,
                    f"“{name}” contains blocks of a missing type ({', '.join(sorted(types))}), which would be lost. "
                    "Enable their content type, or delete them in the editor.",
                )
        return view(request, *args, **kwargs)

    return wrapper


# Wagtail's responses contain all fields of the saved page. These contain only its basic data.
for method, path, view, response_schema in (
    ("post", "/", reject_unknown_fields(wagtail_pages.create_page), {201: BasePageSchema}),
    (
        "patch",
        "/{int:page_id}/",
        protect_missing_blocks(reject_unknown_fields(wagtail_pages.update_page)),
        BasePageSchema,
    ),
    ("delete", "/{int:page_id}/", wagtail_pages.delete, {204: None}),
    ("post", "/{int:page_id}/actions/publish/", wagtail_pages.publish, BasePageSchema),
    ("post", "/{int:page_id}/actions/unpublish/", wagtail_pages.unpublish, BasePageSchema),
    ("post", "/{int:page_id}/actions/move/", wagtail_pages.move, BasePageSchema),
):
    getattr(router, method)(path, response=response_schema, operation_id=f"pages_{view.__name__}")(view)


api = NinjaAPI(
    title="Pages of this practice",
    version="3.0.0",
    urls_namespace="wagtailapi_v3",  # required by the URLs in Wagtail's schemas
    openapi_url=None,
    docs_url=None,
)
register_exception_handlers(api)
api.add_router("/pages/", router)


@api.get("/openapi.json", include_in_schema=False)
def openapi(request: HttpRequest):
    """Return the OpenAPI description of this API."""
    return api.get_openapi_schema()


def not_found(request):
    return problem_response(status=404, detail="Not found. The API v3 has only pages/ and openapi.json.")


_patterns, _app_name, _namespace = api.urls
for pattern in _patterns:
    pattern.callback = require_token(pattern.callback)
urls = ([*_patterns, re_path(r"", require_token(not_found))], _app_name, _namespace)
