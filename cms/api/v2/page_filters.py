"""Filters of the pages endpoint: Wagtail's, with filters by common fields, and with the search first."""

from types import SimpleNamespace

from django.conf import settings
from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db.models import ForeignKey
from rest_framework.exceptions import APIException
from wagtail.api.v2 import filters as wagtail_filters
from wagtail.api.v2.utils import BadRequestError

from cms.api.v2 import filters
from cms.loader import fetch
from cms.pages.models import PageTag, tagged_with
from cms.search.engine import SearchTimeout
from cms.search.querysets import searched


class SearchUnavailable(APIException):
    """The search took too long."""

    status_code = 503
    default_detail = "the search took too long: use fewer words"


class SearchFilter(wagtail_filters.SearchFilter):
    """`?search=` by the engine of the site. Put it first, so that the other filters run in the database."""

    def filter_queryset(self, request, queryset, view):
        if "search" not in request.GET:
            return queryset
        if not getattr(settings, "WAGTAILAPI_SEARCH_ENABLED", True):
            raise BadRequestError("search is disabled")
        operator = request.GET.get("search_operator", "").lower() or None
        by_relevance = "order" not in request.GET
        try:
            return searched(queryset, request.GET["search"], view.site, operator, by_relevance=by_relevance)
        except SearchTimeout as error:
            raise SearchUnavailable from error


class FieldsFilter(filters.FieldsFilter):
    """`?summary=`, `?about=`: also for mixed page types, where the common fields are annotations.

    Filtering by a related object that is not public returns no pages, so that its existence is not revealed.
    """

    def filter_queryset(self, request, queryset, view):
        names = set(view.get_available_fields(queryset.model, db_fields_only=True)) - {"locale"}
        remaining = {}
        for name in names & set(request.GET):
            value = request.GET[name]
            field = _field(queryset, name)
            if target := _target(queryset, name, field):
                key = _clean(target, name, value)
                queryset = queryset.filter(**{name: key}) if _is_visible(target, key) else queryset.none()
            elif name == "tags" and (field is None or getattr(field, "through", None) is PageTag):
                for tag in value.replace("\x00", "").split(","):
                    queryset = tagged_with(queryset, tag)
            elif name in queryset.query.annotations:
                queryset = queryset.filter(**{name: _clean(field, name, value)})
            else:
                remaining[name] = value
        return super().filter_queryset(SimpleNamespace(GET=remaining), queryset, view)


def _field(queryset, name):
    if name in queryset.query.annotations:
        return queryset.query.annotations[name].output_field
    try:
        return queryset.model._meta.get_field(name)
    except FieldDoesNotExist:
        return None


def _target(queryset, name, field):
    """Return the field that `field`, a foreign key or an annotation of one, refers to. None for other fields."""
    if isinstance(field, ForeignKey):
        return field.target_field
    return field if name in queryset.query.annotations and field.primary_key else None


def _is_visible(target, key):
    """Return whether the object whose field `target` is `key` is visible."""
    if target.primary_key:
        return bool(fetch(target.model, {key}))
    ids = target.model._default_manager.filter(**{target.name: key}).values_list("pk", flat=True)
    return bool(fetch(target.model, set(ids)))


def _clean(field, name, value):
    """Convert `value`, a string, to a value of `field`. Raises BadRequestError if it is invalid."""
    try:
        if "\x00" in value:
            raise ValueError("null characters are not allowed")
        return field.clean(value, None)
    except (ValidationError, ValueError) as error:
        why = " ".join(getattr(error, "messages", error.args))
        raise BadRequestError(f"field filter error. '{value}' is not a valid value for {name} ({why})") from error


PAGE_FILTERS = [
    SearchFilter,
    FieldsFilter,
    wagtail_filters.ChildOfFilter,
    wagtail_filters.AncestorOfFilter,
    wagtail_filters.DescendantOfFilter,
    filters.OrderingFilter,
    wagtail_filters.TranslationOfFilter,
    filters.LocaleFilter,
]
