"""Prepared queries: querysets whose SQL is compiled once and run with different parameters.

Compiling such a query takes Django ten times as long as the database takes to run it. Queries of nearly every request
are therefore compiled once for each variant.
"""

from functools import lru_cache
from inspect import getattr_static

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import BigIntegerField, DateTimeField, Value
from django.db.models.base import Model, ModelState
from django.db.models.query_utils import DeferredAttribute
from django.db.models.signals import post_init, pre_init
from django.utils import timezone
from modelcluster.models import ClusterableModel
from wagtail.models import Page

from cms.content_stamp.kept import keep
from cms.prepared_statements import fetch_all, fetch_prepared

MAX_COUNTS = 512
"""How many results of counting are kept. Anybody can ask for lists, so they are limited by themselves."""


class Parameter(Value):
    """A query parameter whose value is bound when the query runs. Filter by keys, such as `about__pk__in`."""

    def __init__(self, key, output_field=None):
        super().__init__(key, output_field=output_field or BigIntegerField())

    def as_sql(self, compiler, connection):
        return "%s", [self]


NOW = Parameter("now", DateTimeField())
"""The time at which a query runs."""


class Given:
    """An argument of a function that builds a query, whose effect on the SQL the rest of the variant determines."""

    def __init__(self, value):
        self.value = value

    def __hash__(self):
        return 0

    def __eq__(self, other):
        return isinstance(other, Given)


def fetch_rows(build, variant, ids=(), now=None, window=None, *, plan_once=False):
    """Run a prepared query, and return its rows as tuples with the values of `values_list`.

    Args:
        build: `build(placeholders, *variant)` returns a `values_list` queryset. Its SQL depends on `variant` alone.
            The number of `placeholders` for `ids` is rounded up to a power of two, so that fewer
            variants are compiled.
        variant: a tuple of hashable values.
        ids: the values of the placeholders.
        now: the value of `NOW`, an aware datetime (default: the current time).
        window: the numbers of the first row to return, and of the first one not to return (default: all rows).
        plan_once: whether PostgreSQL prepares the statement as well: see `cms.prepared_statements`. Not for a query
            that groups, or that contains expressions of plugins, since a placeholder may then have no type.
    """
    ids = tuple(ids)
    count = 1 << (len(ids) - 1).bit_length() if ids else 0
    database, sql, parameters, converters = _compiled(build, count, variant)
    if not sql:
        return []
    if window is not None:
        sql += f" LIMIT {window[1] - window[0]:d} OFFSET {window[0]:d}"
    connection = connections[database]
    values = dict(enumerate(ids + ids[-1:] * (count - len(ids))))
    values["now"] = connection.ops.adapt_datetimefield_value(now or timezone.now())
    parameters = [values[item.value] if isinstance(item, Parameter) else item for item in parameters]
    rows = (fetch_prepared if plan_once else fetch_all)(connection, sql, parameters)
    return [_converted(row, converters, connection) for row in rows] if converters else rows


def count_rows(build, variant):
    """Return how many rows `fetch_rows` would return, as `count_once` does. The query must not depend on `NOW`."""
    database, sql, parameters, _converters = _compiled(build, 0, variant)
    return _count_once(database, sql, tuple(parameters)) if sql else 0


def sql_of(build, variant):
    """Return SQL and parameters of a prepared query without ids, to put it into hand-written SQL.

    The SQL is None if the query has no rows. The query must not depend on `NOW`.
    """
    _database, sql, parameters, _converters = _compiled(build, 0, variant)
    return sql, list(parameters)


def count_once(queryset):
    """Return `queryset.count()`. The database counts once for each content stamp, since counting reads all rows.

    The number must follow from the SQL and from content, not from the time or from tables that are exempt from the
    stamp.
    """
    try:
        sql, parameters = queryset.order_by().query.get_compiler(queryset.db).as_sql()
    except EmptyResultSet:
        return 0
    return _count_once(queryset.db, sql, tuple(parameters))


def _count_once(*query):
    return keep("counts", lambda: lru_cache(maxsize=MAX_COUNTS)(_count))(*query)


def _count(database, sql, parameters):
    [[count]] = fetch_all(connections[database], f"SELECT COUNT(*) FROM ({sql}) AS counted", parameters)  # noqa: S608
    return count


@lru_cache(maxsize=512)
def _compiled(build, count, variant):
    queryset = build([Parameter(number) for number in range(count)], *variant)
    for argument in variant:
        if isinstance(argument, Given):
            argument.value = None  # which would live as long as the SQL
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


class ComparableQuery:
    """A queryset as part of a variant: two are equal if their SQL and its parameters are sure to be the same.

    Querysets of plugins are made anew for each response, since they may depend on the time, a setting or the
    language. To compare one with the last one takes a hundredth of the time of compiling it.
    """

    def __init__(self, queryset):
        self.queryset = queryset

    def __hash__(self):
        return hash(self.queryset.model)

    def __eq__(self, other):
        mine, others = self.queryset.query.__dict__, other.queryset.query.__dict__
        return (
            type(self.queryset.query) is type(other.queryset.query)
            and self.queryset.db == other.queryset.db
            and mine.keys() == others.keys()
            # A subquery equals itself alone, so a queryset with one is compiled each time.
            and all(mine[name] is others[name] or mine[name] == others[name] for name in mine)
        )


def fetch_instances(build, model, names, joined, variant, ids):
    """Return instances of `model` for the rows of a prepared query, with foreign keys joined.

    Args:
        build: `build(placeholders, model, columns, *variant)` returns a `values_list` queryset of these columns.
        model: the model of the instances.
        names: a tuple of names of columns; a foreign key as `<name>_id`. Others are deferred.
        joined: a tuple of the names of foreign keys whose objects are set as well.
        variant: what else the SQL depends on.
        ids: the values of the placeholders.
    """
    relations = [(name, model._meta.get_field(name).related_model) for name in joined]
    relations = [
        (name, other, tuple(field.attname for field in other._meta.concrete_fields)) for name, other in relations
    ]
    columns = (*names, *(f"{name}__{column}" for name, _other, columns in relations for column in columns))
    make = instance_of if _has_plain_init(model) else _from_db
    instances = []
    for row in fetch_rows(build, (model, columns, *variant), ids, plan_once=True):
        instance = make(model, names, row[: len(names)])
        start = len(names)
        for name, other, columns_of_other in relations:
            values = row[start : start + len(columns_of_other)]
            start += len(columns_of_other)
            is_set = any(value is not None for value in values)
            setattr(instance, name, other.from_db(DEFAULT_DB_ALIAS, columns_of_other, values) if is_set else None)
        instances.append(instance)
    return instances


def instance_of(model, names, row):
    """Return the instance of `model` for a row, like `Model.from_db`, without calling `__init__`.

    That of a page looks for child relations among all fields of the model each time, which takes longer than reading
    the row. No `post_init` signal is sent. `names` is a tuple.
    """
    instance = model.__new__(model)
    instance._state = ModelState()
    instance._state.adding = False
    instance._state.db = DEFAULT_DB_ALIAS
    instance.__dict__.update(zip(names, row, strict=True))
    for name in _names_of_descriptors(model, names):
        setattr(instance, name, instance.__dict__.pop(name))
    return instance


def _from_db(model, names, row):
    return model.from_db(DEFAULT_DB_ALIAS, names, row)


@lru_cache(maxsize=512)
def _has_plain_init(model):
    """Return whether an instance can be made without `__init__`.

    It cannot if a class has one of its own, as Wagtail's form pages do, or if a signal has receivers.
    """
    return (
        model.__init__ in (Model.__init__, ClusterableModel.__init__, Page.__init__)
        and not pre_init.has_listeners(model)
        and not post_init.has_listeners(model)
    )


@lru_cache(maxsize=512)
def _names_of_descriptors(model, names):
    """Return those of `names` whose values have to be converted when they are set, such as those of streams."""
    attributes = {name: getattr_static(model, name) for name in names}
    return tuple(
        name
        for name, attribute in attributes.items()
        if hasattr(attribute, "__set__") and not isinstance(attribute, DeferredAttribute)
    )


def clear_cache():
    """Clear the cache of compiled queries. For tests that change models or functions that build queries."""
    _compiled.cache_clear()
