"""Wagtail's serializers, built once for each set of fields instead of once for each object.

Which fields there are, how they are asked for, nested and left out, and what each looks like is Wagtail's. What took
most of the time of an answer was to build the serializers.
"""

from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC

from django.utils.functional import cached_property
from rest_framework.fields import DateTimeField, Field, SkipField
from wagtail.api.v2.serializers import (
    BaseSerializer,
    ChildRelationField,
    PageHtmlUrlField,
    PageSerializer,
    PageTypeField,
    RichTextFieldSerializer,
    TagsField,
)
from wagtail.api.v2.utils import BadRequestError
from wagtail.models import Page

from cms.pages.cards import link_representation
from cms.pages.loading import get_one
from cms.pages.rich_text import serialize

from .references import ManyReferencesField, reference_field

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


class Shared:
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
        return (ShownRichTextField if field_class is RichTextFieldSerializer else field_class), kwargs

    def build_property_field(self, field_name, model_class):
        field_class, kwargs = super().build_property_field(field_name, model_class)
        return (PrefetchedTagsField if field_class is TagsField else field_class), kwargs

    def build_relational_field(self, field_name, relation_info):
        field_class, kwargs = super().build_relational_field(field_name, relation_info)
        if field_class is ChildRelationField:
            return SharedChildRelationField, kwargs
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


def shared(serializer_class, **members):
    """Return an instance of `serializer_class` that answers can share. `members` are attributes of its class."""
    if members or not issubclass(serializer_class, Shared):
        bases = (serializer_class,) if issubclass(serializer_class, Shared) else (Shared, serializer_class)
        serializer_class = type(serializer_class.__name__, bases, members)
    return serializer_class()


class SharedChildRelationField(ChildRelationField):
    @cached_property
    def serializer(self):
        return shared(self.serializer_class)

    def to_representation(self, value):
        return [self.serializer.to_representation(child) for child in value.all()]

    def child_objects(self, instance, name):
        """Return the child objects of `instance` in its relation `name`."""
        return getattr(instance, name).all()


class ShownRichTextField(Field):
    """A rich text. Unlike Wagtail's, it leads in all formats to nothing that is not public."""

    def to_representation(self, html) -> str:
        return serialize(html, self.context["_wagtail_rich_text_format"])


class PrefetchedTagsField(Field):
    """The names of tags. Unlike Wagtail's, it takes those that were fetched for the whole list."""

    def to_representation(self, tags):
        return sorted(tag.name for tag in tags.all())


class PageTagsField(Field):
    """The names of the tags of a page: those that `attach_tag_names` fetched, or those of a draft.

    Declare it with `source="*"`.
    """

    def to_representation(self, page):
        if hasattr(page, "tag_names"):
            return page.tag_names
        return sorted(item.tag.name for item in page.tagged_items.all())


class HtmlUrlField(PageHtmlUrlField):
    def to_representation(self, page):
        # With the request, since the addresses of sites are then asked for once an answer.
        return page.get_full_url(self.context["request"])


class AliasOfField(Field):
    """The page that this one is an alias of. Unlike Wagtail's, it names none that is not public."""

    def to_representation(self, page):
        original = get_one(Page, page.alias_of_id)
        return original and link_representation(original, self.context["request"])


class ParentField(Field):
    """The page above, if it is public."""

    def to_representation(self, page):
        if not page.path:
            return None  # a preview of a page that is not saved yet
        above = self.context["view"].get_base_queryset().filter(path=page.path[: -page.steplen]).first()
        return above and link_representation(above, self.context["request"])


class LocaleField(Field):
    def to_representation(self, locale):
        return locale.language_code


class SharedSerializer(Shared, BaseSerializer):
    """Of objects that are no pages."""


class SharedPageSerializer(Shared, PageSerializer):
    """Of pages."""

    type = PageTypeField(read_only=True)
    html_url = HtmlUrlField(read_only=True)
    alias_of = AliasOfField(source="*", read_only=True)
    parent = ParentField(source="*", read_only=True)
    locale = LocaleField(read_only=True)
    tags = PageTagsField(source="*", read_only=True)
