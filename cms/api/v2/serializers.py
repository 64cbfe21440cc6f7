"""Reusable versions of Wagtail's serializers, built once per set of fields.

Wagtail builds a serializer per object, which took most of the response time. The fields, their selection and their
representation are Wagtail's.
"""

from collections import defaultdict
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC
from operator import attrgetter

from django.contrib.contenttypes.fields import GenericRelation
from django.core.exceptions import ImproperlyConfigured
from django.utils.functional import cached_property
from modelcluster.models import get_all_child_relations
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
    PublicRichTextField,
    typed_field,
)
from cms.loader import load_many, load_one, prefetch
from cms.pages.api import CardField, DocumentField, ImageField, ReferenceField
from cms.pages.models import PageTag

_serializer_context = ContextVar("serializer_context")


def select(value, wanted, name):
    """Return the selected keys of `value`, a dict or a list of dicts, like Wagtail does for nested objects.

    Args:
        value: the representation of the field.
        wanted: the parsed nested selection of the `fields` parameter.
        name: the name of the field, for error messages.

    Raises BadRequestError for an unknown key.
    """
    if isinstance(value, list):
        return [select(item, wanted, name) for item in value]
    if not isinstance(value, dict):
        return value
    if wanted[0][0] in ("*", "_"):
        keys, wanted = (set(value) if wanted[0][0] == "*" else set()), wanted[1:]
    else:
        # Wagtail's default fields of nested objects.
        keys = {"id", "meta", "title"}
    for key, negated, nested in wanted:
        if key not in value:
            raise BadRequestError(f"unknown fields: {name}({key}). Possible values: {', '.join(value)}.")
        keys = keys - {key} if negated else keys | {key}
        if nested:
            value = value | {key: select(value[key], nested, key)}
    return {key: nested_value for key, nested_value in value.items() if key in keys}


@contextmanager
def use_serializer_context(context):
    """Use `context`, from a view's `get_serializer_context()`, for all reusable serializers within the block."""
    token = _serializer_context.set(context)
    try:
        yield
    finally:
        _serializer_context.reset(token)


class ReusableSerializerMixin:
    """Serializer without state of a request, so that requests can share it.

    The context comes from `use_serializer_context`.
    """

    selections = {}
    """Nested selections of fields with their own representation, by name: `listing_image(alt,renditions)`."""

    is_nested = False
    """Whether this serializer represents an object nested in another one."""

    @property
    def _context(self):
        return _serializer_context.get({})

    @_context.setter
    def _context(self, value):
        """Ignore the context that Django REST framework sets in `__init__`."""

    @cached_property
    def _parts(self):
        fields = list(self.fields.values())
        for field in fields:
            if isinstance(field, DateTimeField) and not hasattr(field, "timezone"):
                field.timezone = UTC
        columns = {field.attname for field in self.Meta.model._meta.concrete_fields}
        parts = [(field.field_name, _getter(field, columns), field.to_representation) for field in fields]
        meta = [part for part in parts if part[0] in self.meta_fields]
        return meta, [part for part in parts if part[0] not in self.meta_fields]

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
        field_class, kwargs = super().build_standard_field(field_name, typed_field(model_field))
        if field_class is RichTextFieldSerializer:
            return PublicRichTextField, {"read_only": True}
        return field_class, kwargs

    def build_property_field(self, field_name, model_class):
        field = next((field for field in model_class._meta.private_fields if field.name == field_name), None)
        if isinstance(field, GenericRelation):
            return self._reference(field_name, field.related_model, to_many=True)
        field_class, kwargs = super().build_property_field(field_name, model_class)
        return (PrefetchedTagsField if field_class is TagsField else field_class), kwargs

    def build_relational_field(self, field_name, relation_info):
        model, children = relation_info.related_model, get_all_child_relations(self.Meta.model)
        if relation_info.reverse:
            if field_name in {relation.get_accessor_name() for relation in children}:
                return ReusableChildRelationField, {"serializer_class": self.child_serializer_classes[field_name]}
            return self._reference(field_name, model, to_many=relation_info.to_many)
        if relation_info.to_many:
            return self._reference(field_name, model, to_many=True)
        key = relation_info.model_field
        return self._reference(field_name, model, key.attname if key.target_field.primary_key else None)

    def _reference(self, name, model, source=None, *, to_many=False):
        """Return the class and arguments of the field `name`, which refers to objects of `model`.

        `source` is the attribute with the primary key, if the object has one. Otherwise lists join the other object.
        """
        reference = reference_field(model, whole=not self.is_nested)
        if to_many:
            return ManyReferencesField, {"child": reference, "read_only": True}
        joined = {} if source else {"allow_null": True}
        return type(reference), reference._kwargs | {"source": source or f"{name}.pk", "read_only": True} | joined

    def build_unknown_field(self, field_name, model_class):
        """Return a field that fails when it is shown or described, so that the other fields are described."""
        return UnknownField, {"read_only": True}


def _getter(field, columns):
    """Return a function that returns the value of `field` for an object, like `field.get_attribute`.

    Django REST framework looks for callables and mappings on the way, which a column is not.
    """
    if type(field).get_attribute is Field.get_attribute and field.source in columns:
        return attrgetter(field.source)
    return field.get_attribute


def _represent(parts, instance):
    data = {}
    for name, get, represent in parts:
        try:
            value = get(instance)
        except SkipField:
            continue
        data[name] = None if value is None else represent(value)
    return data


def reusable(serializer_class, **members):
    """Return an instance of `serializer_class` that requests can share. `members` are attributes for its class."""
    if members or not issubclass(serializer_class, ReusableSerializerMixin):
        bases = (
            (serializer_class,)
            if issubclass(serializer_class, ReusableSerializerMixin)
            else (ReusableSerializerMixin, serializer_class)
        )
        serializer_class = type(serializer_class.__name__, bases, members)
    return serializer_class()


class UnknownField(Field):
    """Field of `api_fields` that the model does not have."""

    def get_attribute(self, instance):
        raise ImproperlyConfigured(
            f"{type(instance)._meta.label} has no field “{self.field_name}”. Correct or remove it in `api_fields`."
        )


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
    """Return a serializer field for a foreign key to `model`. `whole` includes the object's own `api_fields`."""
    for field_class in (ImageField, DocumentField):
        if issubclass(model, field_class.model):
            return field_class()
    return CardField() if issubclass(model, Page) else ObjectField(model=model, whole=whole)


def is_reference(model, name):
    """Return whether field `name` of `model` is represented by `reference_field`."""
    field = next((field for field in model._meta.get_fields() if field.name == name), None)
    return bool(field and field.concrete and (field.many_to_one or field.one_to_one or field.many_to_many))


class ObjectField(ReferenceField):
    """Reference to an object other than an image, document or page: its id, type and own `api_fields`."""

    def __init__(self, *, model, whole, **kwargs):
        super().__init__(**kwargs)
        self.model = model
        self.whole = whole

    @cached_property
    def serializer(self):
        router = self.context["router"]
        endpoint = router.get_model_endpoint(self.model)
        viewset = endpoint[1] if endpoint else BaseAPIViewSet
        # Objects at the second level show no fields, because circular references would recurse forever.
        declares_fields = viewset.nested_default_fields != BaseAPIViewSet.nested_default_fields
        fields = [("*", False, None)] if self.whole and not declares_fields else []
        return reusable(viewset._get_serializer_class(router, self.model, fields, nested=True), is_nested=True)

    def to_representation(self, pk):
        instance = load_one(self.model, pk)
        return instance and self.serializer.to_representation(instance)


class ManyReferencesField(Field):
    """The public objects of a many-to-many relation, each represented by the field `child`."""

    def __init__(self, *, child, **kwargs):
        super().__init__(**kwargs)
        self.child = child
        child.bind(field_name="", parent=self)

    def get_attribute(self, instance):
        return [related.pk for related in getattr(instance, self.source).all()]

    def to_representation(self, ids):
        representations = (self.child.to_representation(pk) for pk in ids)
        return [representation for representation in representations if representation is not None]


def relations_of(fields, model):
    """Return the names of the relations of `model` that its serializer `fields` need: joined, and prefetched."""
    joined = [
        field.name
        for field in model._meta.get_fields()
        if field.name in fields
        and field.related_model
        and (field.many_to_one or field.one_to_one)
        and fields[field.name].source in (field.name, f"{field.name}.pk")
    ]
    prefetched = [
        name
        for name, field in fields.items()
        if isinstance(field, ChildRelationField | ManyReferencesField | PrefetchedTagsField)
    ]
    return joined, prefetched


def load_references(instances, serializer):
    """Prefetch all objects that `instances` refer to in the fields of `serializer`, and their references in turn."""
    ids_by_field = defaultdict(set)
    queue = [(serializer, instances)]
    for current_serializer, parents in queue:
        for name, field in current_serializer.fields.items():
            if isinstance(field, ReferenceField):
                ids_by_field[field] |= {pk for parent in parents if (pk := field.get_attribute(parent))}
            elif isinstance(field, ManyReferencesField):
                ids_by_field[field.child] |= {pk for parent in parents for pk in field.get_attribute(parent)}
            elif hasattr(field, "child_objects"):
                children = [child for parent in parents for child in field.child_objects(parent, name)]
                queue.append((field.serializer, children))
    prefetch((field.model, pk) for field, ids in ids_by_field.items() for pk in ids)
    for field, ids in ids_by_field.items():
        if isinstance(field, ObjectField) and ids:
            load_references(list(load_many(field.model, ids).values()), field.serializer)


class ReusableSerializer(ReusableSerializerMixin, BaseSerializer):
    """Reusable serializer of objects other than pages."""


class ReusablePageSerializer(ReusableSerializerMixin, PageSerializer):
    """Reusable serializer of pages."""

    type = PageTypeField(read_only=True)
    html_url = HtmlUrlField(read_only=True)
    alias_of = AliasOfField(source="*", read_only=True)
    parent = ParentField(source="*", read_only=True)
    locale = LocaleField(read_only=True)

    def build_property_field(self, field_name, model_class):
        # A page type that does not extend ContentPage may have tags of its own.
        if getattr(getattr(model_class, field_name), "through", None) is PageTag:
            return PageTagsField, {"source": "*", "read_only": True}
        return super().build_property_field(field_name, model_class)
