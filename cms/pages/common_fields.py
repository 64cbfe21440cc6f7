"""Read the fields that all page types share in one query, for pages of mixed types.

Each type has these columns in its own table. SQLite joins 64 tables at most, so no query joins the tables of all:
pages are filtered and ordered by subqueries, and the fields of fetched pages are read by a union.
"""

from functools import cache

from django.apps import apps
from django.db.models import F, Func, Value
from django.db.models.functions import Cast
from wagtail.models import Page

from cms import prepared_queries

NOT_COMMON = {"page_ptr", "body"}
"""The body has different blocks in each type."""
MOST_ARGUMENTS = 100
"""Number of arguments of one COALESCE. SQLite allows 127."""


@cache
def common_fields():
    """Return the fields of `ContentPage` by name."""
    from cms.pages.models import ContentPage

    return {field.name: field for field in ContentPage._meta.local_concrete_fields if field.name not in NOT_COMMON}


def with_common_fields(queryset, names):
    """Return `queryset`, of `Page`, annotated with the shared fields `names`; a foreign key as `<name>_id`.

    A field is None for a page whose type does not have it. The queryset can be filtered and ordered by these names.
    Raises KeyError for a name that is not shared.
    """
    fields = [common_fields()[name] for name in names]
    queryset = queryset.annotate(**{field.attname: _in_any_type(field) for field in fields})
    return queryset.alias(**{field.name: F(field.attname) for field in fields if field.name != field.attname})


def attach_common_fields(pages, names):
    """Set the shared fields `names` on `pages`, instances of `Page`, in one query; a foreign key as `<name>_id`.

    A field is None for a page whose type does not have it. Only the tables of the types of `pages` are read.
    """
    attnames = [common_fields()[name].attname for name in names]
    models = {page.specific_class for page in pages if any(_has(page.specific_class, name) for name in names)}
    variant = (tuple(sorted(models, key=lambda model: model._meta.label)), tuple(names))
    rows = prepared_queries.fetch_rows(_values_of_types, variant, [page.pk for page in pages]) if models else []
    values = {(label, pk): row for label, pk, *row in rows}
    for page in pages:
        row = values.get((page.specific_class._meta.label, page.pk), [None] * len(attnames))
        for attname, value in zip(attnames, row, strict=True):
            setattr(page, attname, value)


def _values_of_types(placeholders, models, names):
    first, *others = (_values_of_type(placeholders, model, names) for model in models)
    return first.union(*others, all=True)


def _values_of_type(placeholders, model, names):
    columns = {}
    for name in names:
        field = common_fields()[name]
        none = Cast(Value(None), _output_field(field))
        columns[f"common_{name}"] = F(field.attname) if _has(model, name) else none
    pages = model._base_manager.filter(id__in=placeholders).annotate(label=Value(model._meta.label), **columns)
    return pages.order_by().values_list("label", "id", *columns)


def _has(model, name):
    """Return whether pages of the type `model` have the shared field `name`."""
    return issubclass(model, common_fields()[name].model)


def _in_any_type(field):
    if not _models_with(field):  # none of the types that are enabled has it
        return Cast(Value(None), _output_field(field))
    return CommonField("pk", field)


def _output_field(field):
    """Return the field whose values `field`, of an abstract model, has: of a foreign key, the key it refers to."""
    if not field.is_relation:
        return field
    model = field.remote_field.model  # a label, since nothing resolves the relations of an abstract model
    return (apps.get_model(model) if isinstance(model, str) else model)._meta.pk


def _models_with(field):
    """Return the models whose own tables have the column of `field`, of an abstract model."""
    return [
        model
        for model in apps.get_models()
        if issubclass(model, field.model) and field.name in {own.name for own in model._meta.local_concrete_fields}
    ]


class CommonField(Func):
    """The value of `field`, of an abstract page model, of the page with the key `page`, whatever its type.

    The SQL is written by hand: Django takes a hundred times as long to compile as many subqueries.
    """

    arity = 1

    def __init__(self, page, field):
        super().__init__(page, output_field=_output_field(field))
        self.shared = field

    def as_sql(self, compiler, connection, **extra_context):
        (page,) = self.source_expressions
        sql, parameters = compiler.compile(page)
        quote = connection.ops.quote_name
        values = []
        for model in _models_with(self.shared):
            table, link = quote(model._meta.db_table), quote(model._meta.get_ancestor_link(Page).column)
            column = quote(model._meta.get_field(self.shared.name).column)
            values.append(f"(SELECT {table}.{column} FROM {table} WHERE {table}.{link} = {sql})")  # noqa: S608 - our names
        return _coalesce(values), [*parameters] * len(values)


def _coalesce(values):
    if len(values) == 1:
        return values[0]
    if len(values) <= MOST_ARGUMENTS:
        return f"COALESCE({', '.join(values)})"
    chunks = [values[start : start + MOST_ARGUMENTS] for start in range(0, len(values), MOST_ARGUMENTS)]
    return _coalesce([_coalesce(chunk) for chunk in chunks])
