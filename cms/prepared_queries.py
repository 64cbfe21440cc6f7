"""Prepared queries: querysets whose SQL is compiled once and run with different parameters.

Compiling such a query takes Django ten times as long as the database takes to run it. Queries of nearly every request
are therefore compiled once for each variant.
"""

from functools import lru_cache

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import BigIntegerField, DateTimeField, Value
from django.utils import timezone


class Parameter(Value):
    """A query parameter whose value is bound when the query runs. Filter by keys, such as `about__pk__in`."""

    def __init__(self, key, output_field=None):
        super().__init__(key, output_field=output_field or BigIntegerField())

    def as_sql(self, compiler, connection):
        return "%s", [self]


NOW = Parameter("now", DateTimeField())
"""The time at which a query runs."""


def fetch_rows(build, variant, ids=(), now=None):
    """Run a prepared query, and return its rows as tuples with the values of `values_list`.

    Args:
        build: `build(placeholders, *variant)` returns a `values_list` queryset. Its SQL depends on `variant` alone.
            The number of `placeholders` for `ids` is rounded up to a power of two, so that fewer
            variants are compiled.
        variant: a tuple of hashable values.
        ids: the values of the placeholders.
        now: the value of `NOW`, an aware datetime (default: the current time).
    """
    ids = tuple(ids)
    count = 1 << (len(ids) - 1).bit_length() if ids else 0
    database, sql, parameters, converters = _compiled(build, count, variant)
    if not sql:
        return []
    connection = connections[database]
    values = dict(enumerate(ids + ids[-1:] * (count - len(ids))))
    values["now"] = connection.ops.adapt_datetimefield_value(now or timezone.now())
    with connection.cursor() as cursor:
        cursor.execute(sql, [values[item.value] if isinstance(item, Parameter) else item for item in parameters])
        rows = cursor.fetchall()
    return [_converted(row, converters, connection) for row in rows] if converters else rows


@lru_cache(maxsize=512)
def _compiled(build, count, variant):
    queryset = build([Parameter(number) for number in range(count)], *variant)
    compiler = queryset.query.get_compiler(queryset.db)
    try:
        sql, parameters = compiler.as_sql()
    except EmptyResultSet:
        return queryset.db, None, (), []
    converters = compiler.get_converters([selected for selected, _sql, _alias in compiler.select])
    return queryset.db, sql, parameters, list(converters.items())


def _converted(row, converters, connection):
    row = list(row)
    for position, (functions, expression) in converters:
        for convert in functions:
            row[position] = convert(row[position], expression, connection)
    return tuple(row)


def clear_cache():
    """Clear the cache of compiled queries. For tests that change models or functions that build queries."""
    _compiled.cache_clear()
