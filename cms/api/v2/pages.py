"""The pages endpoint."""

from datetime import datetime

from django.shortcuts import get_object_or_404
from django.urls import path
from django.utils.functional import cached_property
from rest_framework.fields import CharField, DateField
from rest_framework.response import Response
from typing_extensions import TypedDict
from wagtail.api import APIField
from wagtail.api.v2.serializers import ChildRelationField
from wagtail.api.v2.utils import BadRequestError, page_models_from_string
from wagtail.api.v2.views import PagesAPIViewSet as WagtailPagesAPIViewSet
from wagtail.models import Page, get_page_models

from cms.api.v2.page_filters import PAGE_FILTERS
from cms.api.v2.parameters import PARAMETERS
from cms.api.v2.serializers import ManyReferencesField, PageTagsField, ReusablePageSerializer, load_references
from cms.api.v2.sites import pages_of, site_for_request
from cms.api.v2.views import APIViewMixin, CachedSerializersMixin
from cms.images.models import ContentImage
from cms.loader import prefetch
from cms.pages.api import CardField, ImageField
from cms.pages.cards import PageLink, link_representation
from cms.pages.common_fields import common_fields, with_common_fields
from cms.pages.models import ContentPage, attach_tag_names
from cms.pages.related import load_related
from cms.plugins.placeholders.models import Placeholder
from cms.visibility import add_dependencies, add_list_dependency, public_pages

SHARED = [
    APIField("summary", serializer=CharField()),
    APIField("listing_image", serializer=ImageField(source="listing_image_id")),
    APIField("about", serializer=CardField(source="about_id")),
    APIField("tags", serializer=PageTagsField(source="*")),
    APIField("reviewed_by", serializer=CharField()),
    APIField("reviewed_on", serializer=DateField()),
    APIField("next_review_due", serializer=DateField()),
]
"""What can be asked of pages whose type is not given, beside Wagtail's own fields."""


class PageBranch(PageLink):
    """A page, and the pages below it."""

    slug: str
    last_published_at: datetime | None
    children: list["PageBranch"]


class PageTree(TypedDict):
    """All pages of a site that are public, for building it whole."""

    items: list[PageBranch]


class PagesAPIViewSet(CachedSerializersMixin, APIViewMixin, WagtailPagesAPIViewSet):
    """Wagtail's pages endpoint, for what is public, in a number of queries that does not grow with the list."""

    supports_scoped_tokens = True
    detail_query_parameters = APIViewMixin.detail_query_parameters | {"site"}
    base_serializer_class = ReusablePageSerializer
    filter_backends = PAGE_FILTERS

    def get_root_page(self):
        """Return what `child_of=root` means: the root of the site that `site` names, or of the one that was asked."""
        return self.site.root_page

    @classmethod
    def get_body_fields(cls, model):
        fields = super().get_body_fields(model)
        return fields + SHARED if model is Page else fields

    @classmethod
    def get_available_fields(cls, model, db_fields_only=False):
        fields = super().get_available_fields(model, db_fields_only)
        return fields + [field.name for field in SHARED] if model is Page and db_fields_only else fields

    @cached_property
    def site(self):
        return site_for_request(self.request)

    def find_object(self, queryset, request):
        # Wagtail's looks for `html_path` on the site of the host, whatever `site` says.
        request._request._wagtail_site = self.site
        return super().find_object(queryset, request)

    def get_base_queryset(self):
        return self._public(Page.objects.all())

    def _public(self, queryset):
        """Return those pages of `queryset` that are public and belong to the site."""
        return public_pages(pages_of(self.site, queryset))

    def get_queryset(self):
        """Return the public pages of the type that `type` names, or all, with what the request asks for."""
        try:
            models = page_models_from_string(self.request.GET["type"]) if self.request.GET.get("type") else ()
        except (LookupError, ValueError) as error:
            raise BadRequestError("type doesn't exist") from error
        if any(issubclass(model, Placeholder) for model in models):
            raise BadRequestError("type doesn't exist")
        if len(models) == 1:
            return self._public(models[0].objects.all())
        pages = self._public(Page.objects.type(*models) if models else Page.objects.all())
        return with_common_fields(pages, self._shared_names())

    def _shared_names(self):
        """Return those of the shared fields that the request names, to show them, to filter, or to order by them."""
        if self.action != "listing_view":
            return []  # The type of a page in a detail is known only once it is found.
        order = self.request.GET.get("order", "").replace("-", "").split(",")
        named = {*self.request.GET, *order, *self.names(Page)}
        return [name for name in common_fields() if name in named]

    def prepared(self, queryset):
        """Return `queryset` so that it fetches with the pages what belongs to them, and nothing that is not shown."""
        model = queryset.model
        fields = self.serializer_for(model).fields
        concrete = {field.name: field for field in model._meta.concrete_fields}
        joined = [
            name for name in fields if name in concrete and concrete[name].is_relation and fields[name].source == name
        ]
        prefetched = [
            name for name, field in fields.items() if isinstance(field, ChildRelationField | ManyReferencesField)
        ]
        if issubclass(model, ContentPage) and all(name in concrete or name in SELF_SUFFICIENT for name in fields):
            # To read a column that nobody asked for costs as much as one that somebody did.
            queryset = queryset.only(*(name for name in concrete if name in fields or name in COLUMNS))
        if joined:
            queryset = queryset.select_related(*joined)
        if issubclass(model, ContentPage):
            queryset = model.prefetch_for_api(queryset, fields)
        return queryset.prefetch_related(*prefetched)

    def fetch(self, queryset):
        """Return the pages of `queryset` as a list, with what belongs to them."""
        pages = list(self.prepared(queryset))
        if pages and "tags" in self.names(queryset.model):
            attach_tag_names(pages)
        return pages

    def load(self, pages):
        names = self.names(type(pages[0]))
        references = [(Page, page.alias_of_id) for page in pages if "alias_of" in names and page.alias_of_id]
        if type(pages[0]) is Page:
            for name, model in (("listing_image_id", ContentImage), ("about_id", Page)):
                references += [(model, pk) for page in pages if (pk := getattr(page, name, None))]
        else:
            # Page types of other packages are no content pages, and have fields of the same kinds.
            find = getattr(type(pages[0]), "api_references", ContentPage.api_references)
            for page in pages:
                references += find(page, names)
        if "related" in names:
            references += load_related(pages)
        prefetch(references)
        load_references(pages, self.serializer_for(type(pages[0])))

    def paginate_queryset(self, queryset):
        return self.fetch(super().paginate_queryset(queryset))

    @classmethod
    def get_urlpatterns(cls):
        return [path("tree/", cls.as_view({"get": "tree_view"}), name="tree"), *super().get_urlpatterns()]

    def tree_view(self, request):
        """Answer with all pages of the site, each with those below it, in one query."""
        unknown = set(request.GET) - {"site", "format", "_"}
        if unknown:
            raise BadRequestError(f"The tree is given whole. It knows no {', '.join(sorted(unknown))}.")
        children = {}
        pages = list(self.get_base_queryset().order_by("path"))
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

    @classmethod
    def describe_objects(cls, api):
        wholes, selections = zip(*(api.of_model(cls, model) for model in _page_types()), strict=True)
        _whole, mixed = api.of_model(cls, Page)
        return (
            api.schemas.component("AnyPage", {"anyOf": list(wholes)}),
            api.schemas.component("AnyPageSelection", {"anyOf": [*selections, mixed]}),
        )

    @classmethod
    def describe(cls, api, name):
        tree = api.schemas.of_type(PageTree)
        parameters = [PARAMETERS["site"]]
        operation = api.operation("page_tree", "All pages, each with those below it.", tree, parameters)
        return {"tree/": {"get": operation}} | super().describe(api, name)

    @classmethod
    def filters(cls):
        return {name: schema for model in _page_types() for name, schema in cls.filters_of(model).items()}

    def get_object(self):
        page = get_object_or_404(self.get_queryset().only("content_type"), pk=self.kwargs["pk"])
        queryset = page.specific_class.objects.filter(pk=page.pk)
        if queryset.model is Page:  # It has no columns for the shared fields.
            queryset = with_common_fields(queryset, common_fields())
        (page,) = self.fetch(queryset)
        return page


COLUMNS = {
    "id",
    "page_ptr",
    "path",
    "depth",
    "title",
    "slug",
    "url_path",
    "locale",
    "content_type",
    "translation_key",
}
COLUMNS |= {"translation_key", "live", "last_published_at"}
"""What is read of every page, whatever is asked for: for its address, and for the headers of the answer."""
SELF_SUFFICIENT = {*WagtailPagesAPIViewSet.meta_fields, "tags"}
"""Fields beside the columns of a page that read nothing but `COLUMNS` and what is fetched apart."""


def _page_types():
    """Return the page types that the API gives, also those of packages that know nothing of `ContentPage`."""
    return [model for model in get_page_models() if model is not Page and not issubclass(model, Placeholder)]
