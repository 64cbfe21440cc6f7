"""What pages of all types share, read in one query from pages whose type does not matter.

The columns stand in the tables of the types, so each is looked for in all of them.
"""

from functools import cache

from django.apps import apps
from django.db.models import F, Value
from django.db.models.functions import Cast, Coalesce
from wagtail.models import Page

NOT_SHARED = {"page_ptr", "body"}
"""The body is another one for each type, since plugins may add to it."""


@cache
def shared_fields():
    """Return the fields that content types share, by name: those of `ContentPage` and of `MedicalReview`."""
    from .models import ContentPage, MedicalReview

    return {
        field.name: field
        for base in (ContentPage, MedicalReview)
        for field in base._meta.local_concrete_fields
        if field.name not in NOT_SHARED
    }


def with_shared_fields(queryset, names):
    """Return `queryset`, of `Page`, with the shared fields `names` as attributes; a foreign key as `<name>_id`.

    They are None for a page whose type does not have them. It can be filtered and ordered by all of them by their
    names. Raises KeyError for a name that is not shared.
    """
    fields = [shared_fields()[name] for name in names]
    queryset = queryset.annotate(**{field.attname: _in_any_type(field) for field in fields})
    return queryset.alias(**{field.name: F(field.attname) for field in fields if field.name != field.attname})


def _in_any_type(field):
    columns = [
        f"{model._meta.get_ancestor_link(Page).related_query_name()}__{field.attname}"
        for model in apps.get_models()
        if issubclass(model, field.model)
    ]
    if not columns:  # none of the types that are enabled has it
        return Cast(Value(None), getattr(field, "target_field", field))
    return Coalesce(*columns) if len(columns) > 1 else F(columns[0])
