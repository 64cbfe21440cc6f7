"""Fields for foreign keys and many-to-many relations that a page type names in its `api_fields` as they are.

Images, pages and documents look as they do in the core's own fields. Nothing that is not public is shown.
"""

from collections import defaultdict

from django.utils.functional import cached_property
from rest_framework.fields import Field
from wagtail.api.v2.views import BaseAPIViewSet
from wagtail.models import Page

from cms.pages.api import CardField, DocumentField, ImageField, ReferenceField
from cms.pages.loading import get_many, get_one, load_for


def reference_field(model, *, whole):
    """Return a field for a key of `model`. `whole`: with the `api_fields` that the object has itself."""
    for field_class in (ImageField, DocumentField):
        if issubclass(model, field_class.model):
            return field_class()
    return CardField() if issubclass(model, Page) else ObjectField(model=model, whole=whole)


def is_reference(model, name):
    """Return whether field `name` of `model` is represented by `reference_field`."""
    field = next((field for field in model._meta.get_fields() if field.name == name), None)
    return bool(field and field.concrete and (field.many_to_one or field.one_to_one or field.many_to_many))


class ObjectField(ReferenceField):
    """Any other object, such as a snippet: its id, its type and its own `api_fields`."""

    def __init__(self, *, model, whole, **kwargs):
        super().__init__(**kwargs)
        self.model = model
        self.whole = whole

    @cached_property
    def serializer(self):
        from .router import router
        from .serializers import shared

        endpoint = router.get_model_endpoint(self.model)
        viewset = endpoint[1] if endpoint else BaseAPIViewSet
        # An object inside this one shows no fields: two that refer to each other would never end.
        fields = [("*", False, None)] if self.whole and not endpoint else []
        return shared(viewset._get_serializer_class(router, self.model, fields, nested=True), is_nested=True)

    def to_representation(self, pk):
        found = get_one(self.model, pk)
        return found and self.serializer.to_representation(found)


class ManyReferencesField(Field):
    """The objects of a many-to-many relation, each as `child` represents it. One that is not public is left out."""

    def __init__(self, *, child, **kwargs):
        super().__init__(**kwargs)
        self.child = child
        child.bind(field_name="", parent=self)

    def get_attribute(self, instance):
        return [one.pk for one in getattr(instance, self.source).all()]

    def to_representation(self, ids):
        return [shown for pk in ids if (shown := self.child.to_representation(pk)) is not None]


def load_references(instances, serializer):
    """Fetch together what `serializer` shows of `instances` by reference, and what is shown of that in turn."""
    wanted = defaultdict(set)
    collect = [(serializer, instances)]
    for of_kind, ones in collect:
        for name, field in of_kind.fields.items():
            if isinstance(field, ReferenceField):
                wanted[field] |= {pk for one in ones if (pk := getattr(one, field.source, None))}
            elif isinstance(field, ManyReferencesField):
                wanted[field.child] |= {pk for one in ones for pk in field.get_attribute(one)}
            elif hasattr(field, "child_objects"):
                collect.append(
                    (field.serializer, [child for one in ones for child in field.child_objects(one, name)])
                )
    load_for((field.model, pk) for field, ids in wanted.items() for pk in ids)
    for field, ids in wanted.items():
        if isinstance(field, ObjectField) and ids:
            load_references(list(get_many(field.model, ids).values()), field.serializer)
