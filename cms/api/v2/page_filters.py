"""Wagtail's filters for pages, which here also reach what pages of all types share, and search before they filter."""

from types import SimpleNamespace

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db.models import ForeignKey, QuerySet
from wagtail.api.v2 import filters as wagtail_filters
from wagtail.api.v2.utils import BadRequestError

from cms.api.v2 import filters
from cms.loader import fetch
from cms.pages.models import PageTag


class SearchFilter(filters.SearchFilter):
    """`?search=`. Put it first: what comes after it filters and orders in the database.

    Wagtail's comes last, and so refuses filters and orders by what is not in the index, tags among them.
    """

    def filter_queryset(self, request, queryset, view):
        found = super().filter_queryset(request, queryset, view)
        if isinstance(found, QuerySet):
            return found
        # Wagtail's results for a search without words have no query.
        return found.get_queryset() if hasattr(found, "get_queryset") else queryset.none()


class FieldsFilter(filters.FieldsFilter):
    """`?summary=`, `?about=`: also of pages of mixed types, where the shared fields are annotations.

    Nothing is found by what is not public, as if there were no such thing.
    """

    def filter_queryset(self, request, queryset, view):
        names = set(view.get_available_fields(queryset.model, db_fields_only=True)) - {"locale"}
        left = {}
        for name in names & set(request.GET):
            value = request.GET[name]
            field = _field(queryset, name)
            if target := _target(queryset, name, field):
                pk = _clean(target, name, value)
                queryset = queryset.filter(**{name: pk}) if fetch(target.model, {pk}) else queryset.none()
            elif name == "tags" and field is None:
                for tag in value.replace("\x00", "").split(","):
                    tagged = PageTag.objects.filter(tag__name=tag)
                    queryset = queryset.filter(pk__in=tagged.values("content_object"))
            elif name in queryset.query.annotations:
                queryset = queryset.filter(**{name: _clean(field, name, value)})
            else:
                left[name] = value
        return super().filter_queryset(SimpleNamespace(GET=left), queryset, view)


def _field(queryset, name):
    if name in queryset.query.annotations:
        return queryset.query.annotations[name].output_field
    try:
        return queryset.model._meta.get_field(name)
    except FieldDoesNotExist:
        return None


def _target(queryset, name, field):
    """Return the primary key that a foreign key refers to; an annotation has that for its own field. Else None."""
    if isinstance(field, ForeignKey):
        return field.target_field
    return field if name in queryset.query.annotations and field.primary_key else None


def _clean(field, name, value):
    """Return `value`, a string, as `field` has it. Raises BadRequestError where that makes no sense."""
    try:
        if "\x00" in value:
            raise ValidationError("null characters are not allowed")
        return field.clean(value, None)
    except ValidationError as error:
        why = " ".join(error.messages)
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
