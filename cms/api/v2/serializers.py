"""Wagtail's serializers, built once for each set of fields instead of once for each object.

Which fields there are, how they are asked for, nested and left out, and what each looks like is Wagtail's. What took
most of the time of an answer was to build the serializers.
"""

from collections import defaultdict
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC

from django.utils.functional import cached_property
from rest_framework.fields import DateTimeField, Field, SkipField
from wagtail.api.v2.serializers import (
    BaseSerializer,
    ChildRelationField,
    PageSerializer,
    PageTypeField,
    RichTextFieldSerializer,
    TagsField,
)
from wagtail.api.v2.utils import BadRequestError
from wagtail.api.v2.views import BaseAPIViewSet
from wagtail.models import Page

from cms.api.v2.fields import (
    AliasOfField,
    HtmlUrlField,
    LocaleField,
    PageTagsField,
    ParentField,
    PrefetchedTagsField,
    ShownRichTextField,
)
from cms.loader import load_many, load_one, prefetch
from cms.pages.api import CardField, DocumentField, ImageField, ReferenceField

_answer = ContextVar("answer")


def select(value, wanted, name):
    """Return of `value`, a dict or a list of dicts, what is `wanted`, as `fields` says it of nested objects.

    Raises BadRequestError for what is not there.
    """
    if isinstance(value, list):
        return [select(one, wanted, name) for one in value]
    if not isinstance(value, dict):
        return value
    if wanted[0][0] in ("*", "_"):
        keys, wanted = (set(value) if wanted[0][0] == "*" else set()), wanted[1:]
    else:
        # What Wagtail shows of a nested object in any case.
        keys = {"id", "meta", "title"}
    for key, negated, nested in wanted:
        if key not in value:
            raise BadRequestError(f"unknown fields: {name}({key}). There are: {', '.join(value)}.")
        keys = keys - {key} if negated else keys | {key}
        if nested:
            value = value | {key: select(value[key], nested, key)}
    return {key: one for key, one in value.items() if key in keys}


@contextmanager
def serializing(context):
    """Within this block, serializers find `context`, as Wagtail's views give it, in place of one of their own."""
    token = _answer.set(context)
    try:
        yield
    finally:
        _answer.reset(token)


class ReusableSerializerMixin:
    """For a serializer that answers share: it keeps nothing of any of them."""

    selections = {}
    """What was asked of fields that make their own representation: `listing_image(alt,renditions)`."""

    is_nested = False
    """Whether this is the serializer of an object that is shown inside another one."""

    @property
    def _context(self):
        return _answer.get({})

    @_context.setter
    def _context(self, value):
        """Django REST framework sets it when it makes a serializer."""

    @cached_property
    def _parts(self):
        fields = list(self.fields.values())
        for field in fields:
            if isinstance(field, DateTimeField) and not hasattr(field, "timezone"):
                field.timezone = UTC
        meta = [field for field in fields if field.field_name in self.meta_fields]
        return meta, [field for field in fields if field not in meta]

    def to_representation(self, instance):
        meta_fields, body_fields = self._parts
        data = {"id": None} if "id" in self.fields else {}
        if meta := _represent(meta_fields, instance):
            data["meta"] = meta
        data |= _represent(body_fields, instance)
        for name, wanted in self.selections.items():
            data[name] = select(data[name], wanted, name)
        return data

    def build_standard_field(self, field_name, model_field):
        field_class, kwargs = super().build_standard_field(field_name, model_field)
        if field_class is RichTextFieldSerializer:
            return ShownRichTextField, {"read_only": True}
        return field_class, kwargs

    def build_property_field(self, field_name, model_class):
        field_class, kwargs = super().build_property_field(field_name, model_class)
        return (PrefetchedTagsField if field_class is TagsField else field_class), kwargs

    def build_relational_field(self, field_name, relation_info):
        field_class, kwargs = super().build_relational_field(field_name, relation_info)
        if field_class is ChildRelationField:
            return ReusableChildRelationField, kwargs
        if relation_info.reverse:
            return field_class, kwargs
        reference = reference_field(relation_info.related_model, whole=not self.is_nested)
        if relation_info.to_many:
            return ManyReferencesField, {"child": reference, "read_only": True}
        return type(reference), reference._kwargs | {"source": relation_info.model_field.attname, "read_only": True}


def _represent(fields, instance):
    data = {}
    for field in fields:
        try:
            value = field.get_attribute(instance)
        except SkipField:
            continue
        data[field.field_name] = None if value is None else field.to_representation(value)
    return data


def reusable(serializer_class, **members):
    """Return an instance of `serializer_class` that answers can share. `members` are attributes of its class."""
    if members or not issubclass(serializer_class, ReusableSerializerMixin):
        bases = (
            (serializer_class,)
            if issubclass(serializer_class, ReusableSerializerMixin)
            else (ReusableSerializerMixin, serializer_class)
        )
        serializer_class = type(serializer_class.__name__, bases, members)
    return serializer_class()


class ReusableChildRelationField(ChildRelationField):
    @cached_property
    def serializer(self):
        return reusable(self.serializer_class)

    def to_representation(self, value):
        return [self.serializer.to_representation(child) for child in value.all()]

    def child_objects(self, instance, name):
        """Return the child objects of `instance` in its relation `name`."""
        return getattr(instance, name).all()


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
        router = self.context["router"]
        endpoint = router.get_model_endpoint(self.model)
        viewset = endpoint[1] if endpoint else BaseAPIViewSet
        # An object inside this one shows no fields: two that refer to each other would never end.
        fields = [("*", False, None)] if self.whole and not endpoint else []
        return reusable(viewset._get_serializer_class(router, self.model, fields, nested=True), is_nested=True)

    def to_representation(self, pk):
        found = load_one(self.model, pk)
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
    prefetch((field.model, pk) for field, ids in wanted.items() for pk in ids)
    for field, ids in wanted.items():
        if isinstance(field, ObjectField) and ids:
            load_references(list(load_many(field.model, ids).values()), field.serializer)


class ReusableSerializer(ReusableSerializerMixin, BaseSerializer):
    """Of objects that are no pages."""


class ReusablePageSerializer(ReusableSerializerMixin, PageSerializer):
    """Of pages."""

    type = PageTypeField(read_only=True)
    html_url = HtmlUrlField(read_only=True)
    alias_of = AliasOfField(source="*", read_only=True)
    parent = ParentField(source="*", read_only=True)
    locale = LocaleField(read_only=True)
    tags = PageTagsField(source="*", read_only=True)
