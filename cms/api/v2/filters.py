"""Wagtail's API filters, with error messages for invalid input that would otherwise fail in the database."""

import math
import re
from decimal import Decimal
from types import SimpleNamespace

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db import models
from django.http import Http404
from taggit.managers import TaggableManager
from wagtail.api.v2 import filters as wagtail_filters
from wagtail.api.v2.utils import BadRequestError
from wagtail.fields import StreamField
from wagtail.models import Locale
from wagtail.search.backends.base import FilterError

from cms.api.http.exceptions import did_you_mean
from cms.api.v2.fields import typed_field
from cms.pages.ordering import unique_order

_SIGNED = re.compile(r"-?[0-9]{1,18}", re.ASCII)


def _field(model, name):
    try:
        return model._meta.get_field(name)
    except FieldDoesNotExist:
        return None


def _final_field(model, name):
    """Return the field that `?<name>=` is compared with. For a foreign key, this is the target field."""
    field = _field(model, name)
    while field.is_relation and not isinstance(field, TaggableManager):
        field = field.target_field
    return typed_field(field)


def has_plain_column(model, name):
    """Return whether the field `name` of `model` is a column with a comparable value, not a relation or structure."""
    field = _field(model, name)
    structured = (StreamField, models.JSONField, models.FileField, models.BinaryField)
    return bool(field and field.concrete and not field.many_to_many and not isinstance(field, structured))


def can_filter_by(model, name):
    """Return whether `?<name>=` is a supported filter for `model`."""
    field = _field(model, name)
    if isinstance(field, models.DurationField):
        return False  # Wagtail does not convert the value.
    return has_plain_column(model, name) or isinstance(field, TaggableManager)


def filter_schema(model, name):
    """Return the JSON Schema of the filter `?<name>=` for `model`."""
    match _final_field(model, name):
        case TaggableManager():
            return {"type": "string", "description": "Names of tags, separated by commas."}
        case models.BooleanField():
            return {"type": "boolean"}
        case models.IntegerField():
            return {"type": "integer"}
        case models.FloatField():
            return {"type": "number"}
        case models.DecimalField():
            return {"type": "string", "format": "decimal"}
        case models.UUIDField():
            return {"type": "string", "format": "uuid"}
        case models.DateTimeField():
            return {"type": "string", "format": "date-time"}
        case models.DateField():
            return {"type": "string", "format": "date"}
    return {"type": "string"}


class FieldsFilter(wagtail_filters.FieldsFilter):
    """`?title=`: rejects values that are invalid for the field."""

    def filter_queryset(self, request, queryset, view):
        model = queryset.model
        # LocaleFilter handles the locale.
        names = set(view.get_available_fields(model, db_fields_only=True)) - {"locale"}
        possible = {name for name in names if can_filter_by(model, name)}
        for name, value in request.GET.items():
            if name not in names:
                continue
            if name not in possible:
                raise BadRequestError(f"cannot filter by “{name}”{did_you_mean([name], possible)}")
            try:
                check_value(_final_field(model, name), value)
            except (ValueError, ValidationError, OverflowError) as error:
                why = " ".join(error.messages) if isinstance(error, ValidationError) else str(error)
                raise BadRequestError(
                    f"field filter error. “{value}” is not a valid value for {name} ({why})"
                ) from error
        return super().filter_queryset(request, queryset, view)


def check_value(field, value):
    """Raise ValueError or ValidationError if `value`, a string, is invalid for `field`."""
    if isinstance(field, models.IntegerField):
        if not _SIGNED.fullmatch(value):
            raise ValueError("expected an integer")
        field.run_validators(int(value))
    elif not isinstance(field, TaggableManager | models.BooleanField):  # Wagtail validates booleans.
        value = field.to_python(value)
        if isinstance(value, float | Decimal) and not math.isfinite(value):
            raise ValueError("expected a number")
        if isinstance(field, models.DateTimeField) and not 1 < value.year < 9999:
            raise ValueError("out of range in some time zones")


class OrderingFilter(wagtail_filters.OrderingFilter):
    """`?order=`: only by columns, then by primary key, so that pagination is stable."""

    def filter_queryset(self, request, queryset, view):
        order = request.GET.get("order", "")
        names = order.split(",")
        if not order or "random" in names:
            return super().filter_queryset(request, queryset, view)
        model = queryset.model
        known = view.get_available_fields(model, db_fields_only=True)
        annotated = queryset.query.annotations
        possible = {name for name in known if has_plain_column(model, name) or name in annotated}
        plain = [name.removeprefix("-") for name in names]
        for asked, name in zip(names, plain, strict=True):
            if name not in possible:
                why = "not sortable" if name in known else "unknown field"
                raise BadRequestError(f"cannot order by '{asked}' ({why}){did_you_mean([name], possible)}")
        if len(set(plain)) < len(plain):
            raise BadRequestError(f"cannot order by '{order}': duplicate field.")
        # Order by the foreign key column: the default ordering of the related model may use private fields.
        columns = [
            name if field in annotated else name.replace(field, _field(model, field).attname)
            for name, field in zip(names, plain, strict=True)
        ]
        if view.filter_backends[-1] is not SearchFilter or "search" not in request.GET:
            columns = unique_order(columns)  # A later search supports only indexed fields in the ordering.
        return queryset.order_by(*columns)


class SearchFilter(wagtail_filters.SearchFilter):
    """`?search=`, without quotation marks, which are syntax in SQLite's query language."""

    def filter_queryset(self, request, queryset, view):
        if "search" not in request.GET:
            return queryset
        parameters = request.GET.copy()
        parameters["search"] = parameters["search"].replace('"', " ").strip()
        if parameters.get("search_operator"):
            parameters["search_operator"] = parameters["search_operator"].lower()
        try:
            return super().filter_queryset(SimpleNamespace(GET=parameters), queryset, view)
        except FilterError as error:
            raise BadRequestError("these filters cannot be combined with `search`") from error


class LocaleFilter(wagtail_filters.LocaleFilter):
    """`?locale=`: lists the valid locales in the error message."""

    def filter_queryset(self, request, queryset, view):
        try:
            return super().filter_queryset(request, queryset, view)
        except Http404 as error:
            codes = Locale.objects.values_list("language_code", flat=True)
            locale = request.GET["locale"]
            raise Http404(f"There is no locale “{locale}”{did_you_mean([locale], codes)}") from error


FILTERS = [FieldsFilter, OrderingFilter, SearchFilter]
"""Filters of endpoints other than pages."""
