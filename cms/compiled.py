"""Queries whose SQL is written once.

Django takes ten times as long to write the SQL of such a query as the database takes to answer it. What nearly every
answer asks is therefore written once for each form that it has, and run with the ids at hand.
"""

from functools import lru_cache

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import BigIntegerField, Value


class Given(Value):
    """The place in a query of an id that is given when the query runs. Filter by a key, such as `about__pk__in`."""

    def __init__(self, number):
        super().__init__(number, output_field=BigIntegerField())

    def as_sql(self, compiler, connection):
        return "%s", [self]


def rows(build, form, ids=()):
    """Return the rows of a query as tuples, with values as `values_list` has them.

    `build(places, *form)` returns the query: a `values_list` of the same SQL whenever `form` is the same, hashable
    values. `places` stand for `ids` in it, and are more of them than ids where that saves writing another one.
    """
    ids = tuple(ids)
    count = 1 << (len(ids) - 1).bit_length() if ids else 0
    values = ids + ids[-1:] * (count - len(ids))
    database, sql, parameters, converters = _compiled(build, count, form)
    if not sql:
        return []
    connection = connections[database]
    with connection.cursor() as cursor:
        cursor.execute(sql, [values[one.value] if isinstance(one, Given) else one for one in parameters])
        found = cursor.fetchall()
    return [_converted(row, converters, connection) for row in found] if converters else found


@lru_cache(maxsize=512)
def _compiled(build, count, form):
    queryset = build([Given(number) for number in range(count)], *form)
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


def forget():
    """Write all of them anew. For tests that change what a query is made by."""
    _compiled.cache_clear()
