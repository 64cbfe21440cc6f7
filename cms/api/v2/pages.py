"""The pages endpoint."""

from datetime import datetime

from django.shortcuts import get_object_or_404
from django.urls import path
from django.utils.functional import SimpleLazyObject, cached_property
from rest_framework.fields import CharField, DateField
from rest_framework.response import Response
from typing_extensions import TypedDict
from wagtail.api import APIField
from wagtail.api.v2.serializers import StreamField
from wagtail.api.v2.utils import BadRequestError, page_models_from_string
from wagtail.api.v2.views import BaseAPIViewSet
from wagtail.api.v2.views import PagesAPIViewSet as WagtailPagesAPIViewSet
from wagtail.models import Page, get_page_models

from cms.api.v2.fields import PageTagsField
from cms.api.v2.page_filters import PAGE_FILTERS
from cms.api.v2.page_rows import (
    NOT_SELECTING,
    SELECTING,
    PreparedList,
    columns_for,
    fetch_page,
    fetch_pages,
    fetch_parent,
    in_order,
    is_of_one_tree,
    is_preparable,
    listed,
    page_type,
)
from cms.api.v2.pagination import CursorPagination
from cms.api.v2.parameters import PARAMETERS
from cms.api.v2.representing import CachedSerializersMixin
from cms.api.v2.serializers import ReusablePageSerializer, load_references, relations_of
from cms.api.v2.sites import pages_of, site_for_request
from cms.api.v2.views import APIViewMixin
from cms.images.models import ContentImage
from cms.loader import prefetch
from cms.pages.api import CardField, ImageField
from cms.pages.blocks import LosslessStreamBlock
from cms.pages.cards import PageLink, link_representation
from cms.pages.common_fields import attach_common_fields, common_fields, with_common_fields
from cms.pages.models import ContentPage, attach_tag_names
from cms.pages.related import load_related
from cms.plugins.placeholders.models import Placeholder
from cms.review.pages import REVIEW_FIELDS, attach_reviews
from cms.visibility import add_dependencies, add_list_dependency, public_by_row

COMMON_FIELDS = [
    APIField("summary", serializer=CharField()),
    APIField("listing_image", serializer=ImageField(source="listing_image_id")),
    APIField("about", serializer=CardField(source="about_id")),
    APIField("tags", serializer=PageTagsField(source="*")),
    APIField("reviewed_by", serializer=CharField()),
    APIField("reviewed_on", serializer=DateField()),
    APIField("next_review_due", serializer=DateField()),
]
"""Fields of listings of mixed page types, in addition to Wagtail's own fields."""
STORED_COMMON_FIELDS = [field.name for field in COMMON_FIELDS if field.name not in REVIEW_FIELDS]

TREE_PARAMETERS = ("descendant_of", "depth")
DEEPEST = 100
"""More levels than a tree has."""


class PageBranch(PageLink):
    """A page and its descendants."""

    slug: str
    last_published_at: datetime | None
    children: list["PageBranch"]


class PageTree(TypedDict):
    """All public pages of a site, for static site generators."""

    items: list[PageBranch]


class PagesAPIViewSet(CachedSerializersMixin, APIViewMixin, WagtailPagesAPIViewSet):
    """Wagtail's pages endpoint, limited to public pages. The number of queries is constant."""

    fragment_parameters = NOT_SELECTING.union(SELECTING, {"cursor"})
    supports_scoped_tokens = True
    detail_query_parameters = APIViewMixin.detail_query_parameters | {"site"}
    base_serializer_class = ReusablePageSerializer
    filter_backends = PAGE_FILTERS
    pagination_class = CursorPagination
    known_query_parameters = WagtailPagesAPIViewSet.known_query_parameters | {"cursor"}

    def get_root_page(self):
        """Return the page for `child_of=root`: the root page of the requested site."""
        return self.site.root_page

    @classmethod
    def get_body_fields(cls, model):
        fields = super().get_body_fields(model)
        return fields + COMMON_FIELDS if model is Page else fields

    @classmethod
    def get_available_fields(cls, model, db_fields_only=False):
        fields = super().get_available_fields(model, db_fields_only)
        return fields + STORED_COMMON_FIELDS if model is Page and db_fields_only else fields

    @cached_property
    def site(self):
        return site_for_request(self.request)

    def find_object(self, queryset, request):
        # Wagtail resolves `html_path` on the site of the host and ignores the parameter `site`.
        request._request._wagtail_site = self.site
        return super().find_object(queryset, request)

    def get_base_queryset(self):
        return self._public(Page.objects.all())

    def _public(self, queryset):
        """Limit `queryset` to the public pages of the site."""
        return public_by_row(queryset, among=pages_of(self.site))

    def get_queryset(self):
        """Return the public pages of the requested types, annotated with the common fields that the request uses."""
        models = self.requested_types()
        if len(models) == 1:
            return self._public(models[0].objects.all())
        pages = self._public(Page.objects.type(*models) if models else Page.objects.all())
        return with_common_fields(pages, self._criteria())

    def requested_types(self):
        """Return the page models of the parameter `type`. Raises BadRequestError if one does not exist."""
        try:
            models = page_models_from_string(self.request.GET["type"]) if self.request.GET.get("type") else ()
        except (LookupError, ValueError) as error:
            raise BadRequestError("type doesn't exist") from error
        if any(issubclass(model, Placeholder) for model in models):
            raise BadRequestError("type doesn't exist")
        return models

    def requested_model(self):
        """Return the model whose fields a list shows: that of the only requested type, or `Page`."""
        models = self.requested_types()
        return models[0] if len(models) == 1 else Page

    def _criteria(self):
        """Return the names of the common fields that the request filters or orders by."""
        order = self.request.GET.get("order", "").replace("-", "").split(",")
        return [name for name in common_fields() if name in {*self.request.GET, *order}]

    def listing_view(self, request):
        has_cursor = "cursor" in request.GET
        if not (has_cursor or is_preparable(self)):
            return super().listing_view(request)
        model = self.requested_model()
        self.serializer_for(model)  # raises an error for invalid fields, also without pages
        pages = listed(self) if has_cursor else PreparedList(self)
        ids = self.paginator.paginate_queryset(pages, request, view=self)
        add_list_dependency(self.model)
        fragments = self.fragments_for(model)
        return self.get_paginated_response(
            self.represent_kept(fragments, ids, lambda missing: self._fetch_listed(model, missing))
        )

    def _fetch_listed(self, model, ids):
        """Return the public pages of `model` with these `ids`, in this order."""
        pages = fetch_pages(model, ids, self.serializer_for(model))
        if pages is None:
            return in_order(self.fetch(self._public(model.objects.filter(pk__in=ids))), ids)
        self.attach_related(pages)
        return pages

    def detail_view(self, request, pk):
        is_simple = self.has_fragments and "type" not in request.GET and is_of_one_tree(self)
        model = page_type(self, pk) if is_simple else None
        if model is None:
            return super().detail_view(request, pk)
        found = self.represent_kept(self.fragments_for(model), [int(pk)], lambda _ids: [self.get_object()])
        return Response(found[0])

    def get_serializer_context(self):
        return BaseAPIViewSet.get_serializer_context(self) | {
            # Wagtail builds this queryset for each response. Only serializers of other packages may use it.
            "base_queryset": SimpleLazyObject(self.get_base_queryset)
        }

    def prepare_queryset(self, queryset):
        """Return `queryset` with the joins and prefetches for the requested fields, without unused columns."""
        model = queryset.model
        fields = self.serializer_for(model).fields
        joined, prefetched = relations_of(fields, model)
        if names := columns_for(model, fields):
            queryset = queryset.only(*names)
        if joined:
            queryset = queryset.select_related(*joined)
        if issubclass(model, ContentPage):
            queryset = model.prefetch_for_api(queryset, fields)
        return queryset.prefetch_related(*prefetched)

    def fetch(self, queryset):
        """Return the pages of `queryset` as a list, with their related objects prefetched."""
        pages = list(self.prepare_queryset(queryset))
        self.attach_related(pages)
        return pages

    def attach_related(self, pages):
        """Fetch what the requested fields of `pages`, which have the same type, need beside their columns."""
        if not pages:
            return
        fields = self.serializer_for(type(pages[0])).fields
        if isinstance(fields.get("tags"), PageTagsField):
            attach_tag_names(pages)
        load_streams(pages, [name for name, field in fields.items() if isinstance(field, StreamField)])
        if type(pages[0]) is Page:  # The table of `Page` lacks the common fields.
            attach_common_fields(pages, [name for name in common_fields() if name in fields])

    def load(self, pages):
        names = self.field_names(type(pages[0]))
        references = [(Page, page.alias_of_id) for page in pages if "alias_of" in names and page.alias_of_id]
        if type(pages[0]) is Page:
            for name, model in (("listing_image_id", ContentImage), ("about_id", Page)):
                references += [(model, pk) for page in pages if (pk := getattr(page, name, None))]
        else:
            # Page types of other packages may not extend ContentPage.
            api_references = getattr(type(pages[0]), "api_references", ContentPage.api_references)
            for page in pages:
                references += api_references(page, names)
        if "related" in names:
            references += load_related(pages)
        prefetch(references)
        if not set(REVIEW_FIELDS).isdisjoint(names):
            attach_reviews(pages)
        load_references(pages, self.serializer_for(type(pages[0])))

    def paginate_queryset(self, queryset):
        return self.fetch(super().paginate_queryset(queryset))

    @classmethod
    def get_urlpatterns(cls):
        return [path("tree/", cls.as_view({"get": "tree_view"}), name="tree"), *super().get_urlpatterns()]

    def tree_view(self, request):
        """Return the public pages of the site, or of the branch below a page, as a tree."""
        unknown = set(request.GET) - {"site", "format", "_", *TREE_PARAMETERS}
        if unknown:
            raise BadRequestError(f"The page tree does not support these parameters: {', '.join(sorted(unknown))}.")
        children = {}
        pages = list(self._branch(request.GET).order_by("path"))
        add_list_dependency(Page)
        add_dependencies(pages)
        for page in pages:
            branch = link_representation(page, request) | {
                "slug": page.slug,
                "last_published_at": page.last_published_at,
                "children": [],
            }
            children[page.path] = branch["children"]
            children.get(page.path[: -page.steplen], children.setdefault("", [])).append(branch)
        return Response({"items": children.get("", [])})

    def _branch(self, parameters):
        """Return the pages of the tree. Raises Http404 if the page that they are below is not public."""
        pages = self.get_base_queryset()
        above = self.site.root_page if self.site else None
        if parameters.get("descendant_of", "root") != "root":
            above = get_object_or_404(pages, pk=parameters["descendant_of"])
        if "descendant_of" in parameters and above:
            # A range of paths, for which there is an index. SQLite has none for their beginning.
            pages = pages.filter(path__range=[above.path + character * above.steplen for character in "0Z"])
        if "depth" in parameters and above:
            pages = pages.filter(depth__lte=above.depth + min(int(parameters["depth"]), DEEPEST))
        return pages

    @classmethod
    def describe_objects(cls, api):
        # A list of mixed types shows the common fields of all pages.
        _meta, fields = api.fields_of(cls, Page)
        common = {field.name: fields[field.name] for field in COMMON_FIELDS}
        models = [Page, *_page_types()]
        details, selections = zip(*(api.of_model(cls, model, mixed=common) for model in models), strict=True)
        return (
            api.schemas.component("AnyPage", {"anyOf": list(details)}),
            api.schemas.component("AnyPageSelection", {"anyOf": list(selections)}),
        )

    @classmethod
    def describe(cls, api, name):
        tree = api.schemas.of_type(PageTree)
        parameters = [PARAMETERS[name] for name in ("site", *TREE_PARAMETERS)]
        operation = api.operation("page_tree", "All pages of the site, or below a page, as a tree.", tree, parameters)
        return {"tree/": {"get": operation}} | super().describe(api, name)

    @classmethod
    def filters(cls):
        return {name: schema for model in _page_types() for name, schema in cls.filters_of(model).items()}

    def get_object(self):
        if "type" not in self.request.GET and is_of_one_tree(self) and (page := fetch_page(self, self.kwargs["pk"])):
            self.attach_related([page])
            return page
        page = get_object_or_404(self.get_queryset().only("content_type"), pk=self.kwargs["pk"])
        (page,) = self.fetch(page.specific_class.objects.filter(pk=page.pk))
        return page

    def parent_of(self, page):
        """Return the public parent of `page`, or None."""
        if is_of_one_tree(self):
            return fetch_parent(self, page)
        return self.get_base_queryset().filter(path=page.path[: -page.steplen]).first()


def load_streams(pages, names):
    """Load the objects of Wagtail's chooser blocks in the streams `names` of all `pages` together, not page by page.

    The blocks of the core load theirs when they are represented.
    """
    for name in names:
        streams = [getattr(page, name) for page in pages]
        block = streams[0].stream_block
        if not isinstance(block, LosslessStreamBlock):
            loaded = block.bulk_to_python([stream.raw_data for stream in streams])
            for page, stream in zip(pages, loaded, strict=True):
                setattr(page, name, stream)


def _page_types():
    """Return the page types of the API, including types that do not extend `ContentPage`."""
    return [model for model in get_page_models() if model is not Page and not issubclass(model, Placeholder)]
