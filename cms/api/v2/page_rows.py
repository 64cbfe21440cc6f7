"""Read the pages of API responses by prepared queries: the ids of a list first, then the rows of these pages."""

from functools import lru_cache

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db.models import BigIntegerField, OneToOneField, OuterRef
from wagtail.api.v2.views import PagesAPIViewSet as WagtailPagesAPIViewSet
from wagtail.models import Page

from cms import prepared_queries
from cms.api.v2.serializers import relations_of
from cms.api.v2.sites import pages_of
from cms.loader import CARD_COLUMNS
from cms.pages.models import ContentPage, is_common_tag
from cms.plugins.placeholders.models import Placeholder
from cms.prepared_queries import Given, instance_of
from cms.visibility import public_pages, visibility_key

SELECTING = ("type", "order", "tags")
"""Query parameters that select the pages of a list by nothing but their values and what is visible."""
NOT_SELECTING = {"fields", "limit", "offset", "rich_text_format", "site", "format", "_"}


class PreparedList:
    """The ids of the pages that a request asks for, to be paginated like a queryset."""

    def __init__(self, view):
        parameters = tuple((name, view.request.GET[name]) for name in SELECTING if name in view.request.GET)
        common = tuple(map(is_common_tag, _tags(view)))
        self._variant = (type(view), view.site.root_page.path, parameters, common, visibility_key())
        self._view = view

    def count(self):
        return prepared_queries.count_rows(_counted_ids, (Given(self._view), *self._variant))

    def __getitem__(self, window):
        variant = (Given(self._view), *self._variant)
        rows = prepared_queries.fetch_rows(_listed_ids, variant, window=(window.start, window.stop))
        return [pk for (pk,) in rows]


def is_preparable(view):
    """Return whether the pages that a request asks for follow from the key of `PreparedList`.

    Other parameters look something up in the database, such as the parent for `child_of`.
    """
    parameters = view.request.GET
    return (
        is_of_one_tree(view)
        and NOT_SELECTING.union(SELECTING).issuperset(parameters)
        and "random" not in parameters.get("order", "")
    )


def is_of_one_tree(view):
    """Return whether the pages of the requested site are those below its root page."""
    return view.site is not None and not getattr(settings, "WAGTAIL_I18N_ENABLED", False)


def _listed_ids(_placeholders, view, *_key):
    return listed(view.value).values_list("pk")


def listed(view):
    """Return the pages that a request asks for, as a queryset whose order an index has, where that is possible."""
    queryset = view.get_queryset()
    view.check_query_parameters(queryset)
    queryset = view.filter_queryset(queryset)
    tags = _tags(view)
    if queryset.model is Page or queryset.query.order_by != ("path",) or not all(map(is_common_tag, tags)):
        return queryset
    # The order is a column of the table of `Page`, and the filters may be of another one.
    own = queryset.filter(pk=OuterRef("pk")).order_by().values("pk")
    return Page.objects.type(queryset.model).filter(pk__in=own).order_by("path")


def _tags(view):
    tags = view.request.GET.get("tags", "").replace("\x00", "")
    return tags.split(",") if tags else []


def _counted_ids(placeholders, view, *key):
    types = view.value.requested_types()
    if "tags" in view.value.request.GET or len(types) > 1:
        return _listed_ids(placeholders, view, *key).order_by()
    # Counting needs all rows, so a join is faster than a condition on each row.
    pages = types[0].objects.type(types[0]) if types else Page.objects.all()
    return public_pages(pages_of(view.value.site, pages)).order_by().values_list("pk")


def fetch_pages(model, ids, serializer):
    """Return the public pages of `model` with these `ids`, in this order, or None if they need a query of their own.

    They have the columns and foreign keys that the fields of `serializer` need.
    """
    selected = _selected(model, serializer)
    if selected is None:
        return None
    names, joined = selected
    pages = prepared_queries.fetch_instances(_page_rows, model, names, joined, (visibility_key(),), ids)
    return in_order(pages, ids)


def in_order(pages, ids):
    """Return `pages` in the order of their `ids`. Ids without a page are left out."""
    found = {page.id: page for page in pages}
    return [found[pk] for pk in ids if pk in found]


def _page_rows(placeholders, model, columns, _visibility_key):
    return public_pages(model.objects.filter(id__in=placeholders)).order_by().values_list(*columns)


@lru_cache(maxsize=512)
def _selected(model, serializer):
    """Return the names of the columns, and of the joined foreign keys, that `serializer` needs.

    The result is None if the fields need more than that, such as child objects, or if the page type prefetches by
    itself.
    """
    joined, prefetched = relations_of(serializer.fields, model)
    own = getattr(model, "prefetch_for_api", ContentPage.prefetch_for_api).__func__
    fields = {field.name: field for field in model._meta.concrete_fields}
    if prefetched or own is not ContentPage.prefetch_for_api.__func__ or not fields.keys() >= set(joined):
        return None
    if any(isinstance(fields[name], OneToOneField) for name in joined):  # such as the link to a parent model
        return None
    names = columns_for(model, serializer.fields)
    return tuple(fields[name].attname for name in names or fields), tuple(joined)


# Columns

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
    "live",
    "last_published_at",
}
"""Columns that are read for every page, because its URL and the response headers need them."""
COMPUTED_FIELDS = {*WagtailPagesAPIViewSet.meta_fields, "tags"}
"""Fields that are not columns and need no columns except `COLUMNS`."""


def columns_for(model, fields):
    """Return the names of the columns of `model` that the serializer `fields` need, or None for all.

    Reading unused columns is a measurable part of the response time.
    """
    concrete = [field.name for field in model._meta.concrete_fields]
    if not issubclass(model, ContentPage) or any(
        name not in concrete and name not in COMPUTED_FIELDS for name in fields
    ):
        return None
    return [name for name in concrete if name in fields or name in COLUMNS]


# Details


def page_type(view, pk):
    """Return the model of page `pk` of the site of `view`, or None if it needs a query of its own."""
    if int(pk) > BigIntegerField.MAX_BIGINT:
        return None
    rows = prepared_queries.fetch_rows(_type_rows, (), [pk])
    model = ContentType.objects.get_for_id(rows[0][0]).model_class() if rows else None
    if model is None or issubclass(model, Placeholder) or not rows[0][1].startswith(view.site.root_page.path):
        return None
    return model


def fetch_page(view, pk):
    """Return the public page `pk` of the site of `view`, or None if it needs a query of its own."""
    model = page_type(view, pk)
    pages = model and fetch_pages(model, [pk], view.serializer_for(model))
    return pages[0] if pages else None


def _type_rows(placeholders):
    return Page.objects.filter(id__in=placeholders).order_by().values_list("content_type_id", "path")


def fetch_parent(view, page):
    """Return the public parent of `page` on the site of `view`, or None."""
    path = page.path[: -page.steplen]
    if not path.startswith(view.site.root_page.path):
        return None
    for row in prepared_queries.fetch_rows(_parent_rows, (visibility_key(),), [path]):
        return instance_of(Page, CARD_COLUMNS, row)
    return None


def _parent_rows(placeholders, _visibility_key):
    return public_pages(Page.objects.filter(path__in=placeholders)).order_by().values_list(*CARD_COLUMNS)
