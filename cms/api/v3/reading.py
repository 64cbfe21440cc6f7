"""Reading pages by the API v3. `cms.visibility` decides which pages are read."""

from typing import Literal

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from ninja import Field, Query, Router
from ninja.errors import HttpError
from ninja.pagination import paginate
from wagtail.api.rich_text import RichTextOutputFormat
from wagtail.api.v2.utils import BadRequestError
from wagtail.api.v3.errors import as_validation_error
from wagtail.api.v3.pagination import WagtailLimitOffsetPagination
from wagtail.api.v3.routers import pages as wagtail_pages
from wagtail.api.v3.schemas import BasePageSchema
from wagtail.api.v3.schemas.pages import BASE_PAGE_READ_FIELDS
from wagtail.api.v3.schemas.params import APIFieldFilterSchema, OrderingSchema, SearchSchema
from wagtail.api.validators import SiteFilterValidator
from wagtail.models import Page

from cms.api.v2.sites import pages_of, site_for_request
from cms.api.v3.representation import PageDetail
from cms.search.engine import SearchTimeout
from cms.search.querysets import searched
from cms.visibility import public_pages


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
    if search.search is None:
        return pages
    try:
        by_relevance = "order" not in request.GET
        return searched(
            pages, search.search, site_for_request(request), search.search_operator, by_relevance=by_relevance
        )
    except SearchTimeout as error:
        raise HttpError(503, "The search took too long: use fewer words.") from error


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
