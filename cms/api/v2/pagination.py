"""Pagination of lists: by offset, as in Wagtail's API, or by a cursor, which costs the same however deep it leads."""

import base64
import binascii
import json

from django.core.exceptions import ValidationError
from django.db import connections
from django.db.models import Q, QuerySet
from wagtail.api.v2.pagination import WagtailPagination
from wagtail.api.v2.utils import BadRequestError

from cms.api.v2.fields import typed_field
from cms.api.v2.filters import check_value
from cms.pages.ordering import unique_order
from cms.prepared_queries import count_once

MAX_LENGTH = 2000
"""Maximum length of a cursor."""


class CursorPagination(WagtailPagination):
    """Wagtail's pagination, with `?cursor=` beside `?offset=`. An empty cursor begins a list.

    A cursor has the order and the values of the last item by which the list is ordered. The next items are those
    after these values, so that no item comes twice or is missed while others are added or removed.
    """

    next_cursor = None

    def paginate_queryset(self, queryset, request, view=None):
        """Return the requested objects or, with a cursor, their primary keys."""
        self._has_cursor = "cursor" in request.GET
        if not self._has_cursor:
            counted = _CountedOnce(queryset) if isinstance(queryset, QuerySet) else queryset
            return super().paginate_queryset(counted, request, view)
        for name in ("offset", "search"):
            if name in request.GET:
                raise BadRequestError(f"cursor cannot be combined with {name}")
        if "random" in request.GET.get("order", ""):
            raise BadRequestError("cursor cannot be combined with a random order")
        names = _order_of(queryset)
        fields = [_field(queryset, name.removeprefix("-")) for name in names]
        remaining = queryset
        if cursor := request.GET["cursor"]:
            remaining = _after(queryset, names, _values(cursor, names, fields))
        window = super().paginate_queryset(_CountedOnce(queryset, remaining), request, view)
        return self._keys(window, names, request.GET["cursor"])

    def _keys(self, window, names, cursor):
        low, high = window.query.low_mark, window.query.high_mark
        limit = (high or 0) - low
        window.query.clear_limits()
        rows = list(
            window.order_by(*names).values_list("pk", *(name.removeprefix("-") for name in names))[: limit + 1]
        )
        if len(rows) > limit:
            self.next_cursor = cursor_after(names, rows[limit - 1][1:]) if limit else cursor
        return [row[0] for row in rows[:limit]]

    def get_paginated_response(self, data):
        response = super().get_paginated_response(data)
        if self._has_cursor:
            response.data["meta"]["next_cursor"] = self.next_cursor
        return response


class _CountedOnce:
    """A queryset to be paginated, whose rows are counted once for each content stamp."""

    def __init__(self, queryset, remaining=None):
        self._queryset = queryset
        self._remaining = queryset if remaining is None else remaining

    def count(self):
        return count_once(self._queryset)

    def __getitem__(self, window):
        return self._remaining[window]


def _order_of(queryset):
    """Return the names by which `queryset` is ordered, of which the last one is unique."""
    annotated = queryset.query.annotations
    # A foreign key of mixed page types is an alias of the annotation of its column.
    names = [
        f"{name}_id" if f"{name.removeprefix('-')}_id" in annotated else name for name in queryset.query.order_by
    ]
    return names if names and names[-1].removeprefix("-") in ("pk", "id", "path") else unique_order(names)


def _field(queryset, name):
    if name in queryset.query.annotations:
        return queryset.query.annotations[name].output_field
    field = queryset.model._meta.get_field("id" if name == "pk" else name)
    while field.is_relation:
        field = field.target_field
    return typed_field(field)


def cursor_after(names, values):
    """Return the cursor for the items after the one with `values`, in the order of the columns `names`."""
    plain = [value if isinstance(value, int | str | None) else str(value) for value in values]
    return base64.urlsafe_b64encode(json.dumps([names, plain]).encode()).decode().rstrip("=")


def _values(cursor, names, fields):
    """Return the values in `cursor`. Raises BadRequestError if it is invalid, or belongs to another order."""
    try:
        if len(cursor) > MAX_LENGTH:
            raise ValueError("too long")
        own, values = json.loads(base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True))
        if own == names and len(values) == len(names):
            return [_value(field, value) for field, value in zip(fields, values, strict=True)]
    except (ValueError, TypeError, OverflowError, RecursionError, ValidationError, binascii.Error) as error:
        raise BadRequestError(
            "cursor is invalid. Begin with an empty cursor, and go on with meta.next_cursor."
        ) from error
    raise BadRequestError("cursor belongs to another order. Begin with an empty cursor, or repeat that order.")


def _value(field, value):
    if value is None:
        return None
    if isinstance(value, str) and "\x00" in value:
        raise ValueError("null characters are not allowed")
    check_value(field, str(value))
    return field.to_python(value)


def _after(queryset, names, values):
    """Return the objects of `queryset` that come after the one with `values` in the order of `names`."""
    nulls_are_largest = connections[queryset.db].features.nulls_order_largest
    after, same = Q(pk__in=[]), Q()
    for number, (order, value) in enumerate(zip(names, values, strict=True)):
        name = order.removeprefix("-")
        beyond = "lt" if order.startswith("-") else "gt"
        nulls_follow = nulls_are_largest == (beyond == "gt")
        if value is None:
            later = Q(pk__in=[]) if nulls_follow else Q(**{f"{name}__isnull": False})
            same_value = Q(**{f"{name}__isnull": True})
        else:
            later, same_value = Q(**{f"{name}__{beyond}": value}), Q(**{name: value})
            if nulls_follow and _can_be_null(queryset, name):
                later |= Q(**{f"{name}__isnull": True})
            elif number == 0:
                queryset = queryset.filter(**{f"{name}__{beyond}e": value})  # lets the database use an index
        after |= same & later
        same &= same_value
    return queryset.filter(after)


def _can_be_null(queryset, name):
    if name in queryset.query.annotations:
        return True
    return queryset.model._meta.get_field("id" if name == "pk" else name).null
