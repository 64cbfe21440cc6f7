"""Queries whose SQL is compiled once.

Django takes ten times as long to compile such a query as the database takes to answer it. What nearly every answer
asks is therefore compiled once for each of its variants, and run with the ids and the time at hand.
"""

from functools import lru_cache

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import BigIntegerField, DateTimeField, Value
from django.utils import timezone


class Parameter(Value):
    """A parameter of a query that is given when the query runs. Filter by a key, such as `about__pk__in`."""

    def __init__(self, key, output_field=None):
        super().__init__(key, output_field=output_field or BigIntegerField())

    def as_sql(self, compiler, connection):
        return "%s", [self]


NOW = Parameter("now", DateTimeField())
"""The moment at which a query runs."""


def fetch_rows(build, form, ids=(), now=None):
    """Return the rows of a query as tuples, with values as `values_list` has them.

    `build(placeholders, *form)` returns the query, a `values_list` whose SQL depends on `form` alone, a tuple of
    hashable values. The number of `placeholders` for `ids` is rounded up to a power of two, so that fewer variants
    are compiled. The query may compare with `NOW`: that is `now`, an aware datetime, by default the present.
    """
    ids = tuple(ids)
    count = 1 << (len(ids) - 1).bit_length() if ids else 0
    database, sql, parameters, converters = _compiled(build, count, form)
    if not sql:
        return []
    connection = connections[database]
    given = dict(enumerate(ids + ids[-1:] * (count - len(ids))))
    given["now"] = connection.ops.adapt_datetimefield_value(now or timezone.now())
    with connection.cursor() as cursor:
        cursor.execute(sql, [given[one.value] if isinstance(one, Parameter) else one for one in parameters])
        found = cursor.fetchall()
    return [_converted(row, converters, connection) for row in found] if converters else found


@lru_cache(maxsize=512)
def _compiled(build, count, form):
    queryset = build([Parameter(number) for number in range(count)], *form)
    compiler = queryset.query.get_compiler(queryset.db)
    try:
        sql, parameters = compiler.as_sql()
    except EmptyResultSet:
        return queryset.db, None, (), []
    converters = compiler.get_converters([selected for selected, _sql, _alias in compiler.select])
    return queryset.db, sql, parameters, list(converters.items())


def _converted(row, converters, connection):
    row = list(row)
    for position, (converts, expression) in converters:
        for convert in converts:
            row[position] = convert(row[position], expression, connection)
    return tuple(row)


def clear_cache():
    """Clear the cache of compiled queries. For tests that change what a query is made by."""
    _compiled.cache_clear()
