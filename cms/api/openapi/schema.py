"""JSON Schemas of fields and blocks in the API, derived from their declarations.

Django's fields and Wagtail's blocks are supported. A custom representation declares its type by a return annotation,
as in Wagtail's API v3:

    def to_representation(self, value) -> Image | None
    def get_api_representation(self, value, context=None) -> Link
"""

from contextlib import contextmanager
from functools import singledispatchmethod
from typing import get_type_hints

from django.apps import apps
from django.core.exceptions import ImproperlyConfigured
from django.utils.choices import flatten_choices
from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema
from rest_framework import serializers
from rest_framework.fields import ReadOnlyField
from wagtail import blocks
from wagtail.api.v2 import serializers as wagtail
from wagtail.blocks.field_block import BaseChoiceBlock
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.documents.api.v2.serializers import DocumentDownloadUrlField
from wagtail.models import Page

from cms.api.json_schema import ANYTHING, REF, STRING, STRINGS, not_null, nullable, object_of, one_of
from cms.api.v2.serializers import (
    AliasOfField,
    LocaleField,
    ManyReferencesField,
    ObjectField,
    PageTagsField,
    ParentField,
    PrefetchedTagsField,
    ReusableChildRelationField,
    UnknownField,
)
from cms.pages.api import RelatedField
from cms.pages.blocks import BodyBlock
from cms.pages.cards import PageCard, PageLink
from cms.pages.common_fields import common_fields
from cms.plugins.conventions import related_content
from cms.plugins.registry import registry
from cms.review.pages import REVIEW_FIELDS


def by_type(references):
    """Return the schema of one of several objects, with their `type` as discriminator."""
    mapping = {type_name: reference["$ref"] for type_name, reference in references.items()}
    return {"oneOf": list(references.values()), "discriminator": {"propertyName": "type", "mapping": mapping}}


def camel(*names):
    return "".join(part[:1].upper() + part[1:] for name in names for part in name.replace("-", "_").split("_"))


JSON_TYPES = {int: "integer", bool: "boolean", float: "number"}
MAX_CHOICES = 100
"""Number of choices up to which a description lists them. There are 599 names of time zones."""


class _WithModules(GenerateJsonSchema):
    """Adds the module of a TypedDict to its schema."""

    def typed_dict_schema(self, schema):
        return super().typed_dict_schema(schema) | {MODULE: schema["cls"].__module__}


MODULE = "x-module"


class Schemas:
    """Builder and registry of the schemas of one description.

    Each object is a component, since code generators need a name for it. A name is derived from its place: the value
    of the block `key_facts` in the body is `BodyKeyFactsValue`, an item of its list `facts` `BodyKeyFactsFactsItem`.
    """

    def __init__(self, router):
        self.router = router
        self.components = {}
        self._types = {}
        self.problems = []
        """Warnings about the parts without a schema, which allow any JSON."""

    def component(self, name, schema, app_label=""):
        """Register `schema` as `name` and return a reference to it.

        If another schema has the name, prefix it by `app_label`, the label of the app that defines it.
        """
        if self._is_taken(name, schema) and app_label:
            name = camel(app_label, name)
        unique_name, number = name, 1
        while self._is_taken(unique_name, schema):
            number += 1
            unique_name = f"{name}{number}"
        if unique_name != name:
            self._add_problem(f"Two different schemas of the API have the name {name}. Rename one of the types.")
        self.components[unique_name] = schema
        return {"$ref": REF + unique_name}

    def _is_taken(self, name, schema):
        return self.components.get(name, schema) != schema

    def object(self, name, properties, required=None, app_label=""):
        """Register an object with `properties` as `name`, and return a reference to it."""
        return self.component(name, object_of(properties, required), app_label)

    @contextmanager
    def collect_problems(self, name):
        """Add a problem for the part `name` if the code of a plugin fails within the block."""
        try:
            yield
        except ImproperlyConfigured as error:
            self._add_problem(str(error))
        except Exception as error:
            self._add_problem(f"{name} cannot be described: {type(error).__name__}: {error}.")

    def _add_problem(self, problem):
        if problem not in self.problems:
            self.problems.append(problem)

    def of_type(self, annotation):
        """Return the schema of a Python type, such as a TypedDict, which becomes a component."""
        if annotation not in self._types:  # Pydantic takes milliseconds for each, and every page type has the same.
            self._types[annotation] = self._of_type(annotation)
        return self._types[annotation]

    def _of_type(self, annotation):
        schema = TypeAdapter(list[annotation]).json_schema(
            ref_template=REF + "{model}", mode="serialization", schema_generator=_WithModules
        )
        definitions = schema.get("$defs", {})
        app_labels = {name: _app_label(definition.pop(MODULE, "")) for name, definition in definitions.items()}
        schemas = {name: _tidy(definition) for name, definition in definitions.items()}
        own = _tidy(schema["items"])
        # A new name of one schema changes the references to it, and so the schemas that contain them.
        while clashing := {
            name for name, schema in schemas.items() if app_labels[name] and self._is_taken(name, schema)
        }:
            names = {name: camel(app_labels[name], name) if name in clashing else name for name in schemas}
            own, schemas = _renamed([own, schemas], names)
            schemas = {names[name]: schema for name, schema in schemas.items()}
            app_labels = {names[name]: "" if name in clashing else label for name, label in app_labels.items()}
        for name, schema in schemas.items():
            self.component(name, schema)
        return own

    def of_block(self, block, name):
        """Return the schema of the representation of `block`. `name` is its name if it is an object."""
        own = _returned(block.get_api_representation)
        if own not in (None, dict, list):
            return self.of_type(own)
        if own is None and _represents_itself(block):
            raise ImproperlyConfigured(
                f"{type(block).__module__}.{type(block).__qualname__}.get_api_representation has no return "
                "annotation. Annotate it with a type, or with dict or list for the default shape of the block."
            )
        return self._of_block(block, name)

    @singledispatchmethod
    def _of_block(self, block, name):
        return STRING

    @_of_block.register
    def _(self, block: blocks.BaseStreamBlock, name):
        children = {
            type_name: self._stream_child(type_name, child, name) for type_name, child in block.child_blocks.items()
        }
        return {"type": "array", "items": self.component(camel(name, "block"), by_type(children))}

    def _stream_child(self, type_name, block, name):
        name = camel(name, type_name)
        value = ANYTHING
        with self.collect_problems(f"The block “{type_name}”"):
            value = self.of_block(block, f"{name}Value")
            if hasattr(block, "is_shown"):  # streams leave it out instead of showing null
                value = not_null(value)
        return self.object(name, {"type": {"const": type_name}, "value": value, "id": nullable(STRING)})

    @_of_block.register
    def _(self, block: blocks.BaseStructBlock, name):
        prefix = name.removesuffix("Value")
        return self.object(
            name, {key: self.of_block(child, camel(prefix, key)) for key, child in block.child_blocks.items()}
        )

    @_of_block.register
    def _(self, block: blocks.ListBlock, name):
        return {"type": "array", "items": self.of_block(block.child_block, f"{name.removesuffix('Value')}Item")}

    @_of_block.register
    def _(self, block: TypedTableBlock, name):
        prefix = name.removesuffix("Value")
        column = self.object(f"{prefix}Column", {"type": one_of(block.child_blocks), "heading": STRING})
        cells = [self.of_block(child, camel(prefix, type_name)) for type_name, child in block.child_blocks.items()]
        row = self.object(f"{prefix}Row", {"values": {"type": "array", "items": {"anyOf": cells}}})
        columns, rows = ({"type": "array", "items": items} for items in (column, row))
        return self.object(name, {"columns": columns, "rows": rows, "caption": STRING})

    @_of_block.register
    def _(self, block: BaseChoiceBlock, name):
        choices = [key for key, _label in flatten_choices(block.field.choices)]
        return _one_of(choices if block.required else ["", *choices])

    @_of_block.register
    def _(self, block: blocks.ChooserBlock, name):
        return nullable({"type": "integer"})

    @_of_block.register
    def _(self, block: blocks.BooleanBlock, name):
        return {"type": "boolean"}

    @_of_block.register
    def _(self, block: blocks.IntegerBlock, name):
        return self._optional(block, {"type": "integer"})

    @_of_block.register
    def _(self, block: blocks.FloatBlock, name):
        return self._optional(block, {"type": "number"})

    @_of_block.register
    def _(self, block: blocks.DateBlock, name):
        return self._optional(block, {"type": "string", "format": "date"})

    @_of_block.register
    def _(self, block: blocks.DateTimeBlock, name):
        return self._optional(block, {"type": "string", "format": "date-time"})

    @staticmethod
    def _optional(block, schema):
        return schema if block.required else nullable(schema)

    def of_serializer(self, serializer, name):
        """Return the schema, named `name`, of the representation by `serializer`, with all fields."""
        meta, body = self.fields_of(serializer, name)
        return self.of_fields(name, serializer.Meta.model, meta, body)

    def of_fields(self, name, model, meta, body, required=None):
        """Return the schema, named `name`, of an object of `model` with these fields. All are required by default."""
        required = {"meta", *meta, *body} if required is None else required
        app_label = model._meta.app_label
        meta = self.object(f"{name}Meta", meta, [key for key in meta if key in required], app_label)
        properties = {"id": body["id"], "meta": meta} | body
        return self.object(name, properties, [key for key in properties if key in required], app_label)

    def fields_of(self, serializer, name):
        """Return the schemas of the fields of `serializer`: those in `meta`, and the others.

        `serializer` is a result of `cms.api.v2.serializers.reusable`.
        """
        meta, body = {}, {}
        model = serializer.Meta.model
        for key, field in serializer.fields.items():
            (meta if key in serializer.meta_fields else body)[key] = self.of_field(field, model, camel(name, key))
        if not self.router.get_model_endpoint(model):
            meta.pop("detail_url", None)  # needs an endpoint
        return meta, body

    def of_field(self, field, model, name=""):
        """Return the schema of the representation by `field` of a serializer of `model`.

        `name` is its name if it is an object (default: the names of the model and the field).
        """
        schema = ANYTHING
        name = name or camel(model.__name__, field.field_name)
        with self.collect_problems(f"The API field “{field.field_name}” of {model._meta.label}"):
            schema = self._of_field(field, model, name)
        may_be_null = field.allow_null or _column_may_be_null(model, field.source.removesuffix("_id"))
        return nullable(schema) if may_be_null and schema != ANYTHING else schema

    def _of_field(self, field, model, name):
        if isinstance(field, RelatedField):
            return self._related()
        own = _returned(field.to_representation)
        if own is list:
            return self._stream_field(model, field.field)
        if own is not None:
            return self.of_type(own)
        return self._of_standard_field(field, model, name)

    def _related(self):
        """Return the schema of the field `related`: a group for each type of related content that plugins offer."""
        offers = []
        for plugin in registry:
            with self.collect_problems(f"The related content of “{plugin.label}”"):
                offers += related_content(plugin)
        groups = {}
        for type_name, offer in {offer.type: offer for offer in offers}.items():
            items = {"type": "array", "items": self._related_item(type_name, offer)}
            group = {"heading": STRING, "type": {"const": type_name}, "items": items}
            groups[type_name] = self.object(camel("related", type_name), group)
        return {"type": "array", "items": self.component("RelatedGroup", by_type(groups))}

    def _related_item(self, type_name, offer):
        if type_name == "pages":
            return self.of_type(PageCard)
        with self.collect_problems(f"The related content “{type_name}”"):
            if shape := _returned(offer.represent):
                return self.of_type(shape)
            raise ImproperlyConfigured(
                f"The related content “{type_name}” has no return annotation. Add one to its function `represent`."
            )
        return ANYTHING

    def _stream_field(self, model, name):
        block = model._meta.get_field(name).stream_block
        # All content pages have the same blocks in their bodies.
        return self.of_block(block, "body" if type(block) is BodyBlock else camel(model.__name__, name))

    def _of_standard_field(self, field, model, name):  # noqa: C901 - one case per type of field
        match field:
            case wagtail.TypeField() | wagtail.PageTypeField():
                return {"const": model._meta.label}
            case wagtail.PageHtmlUrlField():
                return nullable(STRING)
            case AliasOfField() | ParentField():
                return nullable(self.of_type(PageLink))
            case PageTagsField() | PrefetchedTagsField():
                return STRINGS
            case wagtail.StreamField():
                return self._stream_field(model, field.field_name)
            case ObjectField():
                return nullable(self.of_serializer(field.serializer, name))
            case ManyReferencesField():
                return {"type": "array", "items": not_null(self._of_field(field.child, model, f"{name}Item"))}
            case ReusableChildRelationField():
                return {"type": "array", "items": self.of_serializer(field.serializer, f"{name}Item")}
            case LocaleField() | serializers.CharField() | wagtail.DetailUrlField() | DocumentDownloadUrlField():
                return STRING
            case serializers.FilePathField():
                return STRING  # its choices are the files of the server
            case serializers.ChoiceField():
                return _choice(field)
            case serializers.BooleanField():
                return {"type": "boolean"}
            case serializers.DecimalField():
                # A string by default, as in Django REST framework: most languages read JSON numbers as floats.
                return (
                    {"type": "string", "format": "decimal"}
                    if getattr(field, "coerce_to_string", True)
                    else {"type": "number"}
                )
            case serializers.JSONField():
                return ANYTHING
            case serializers.UUIDField():
                return {"type": "string", "format": "uuid"}
            case serializers.TimeField() | serializers.DurationField():
                return STRING
            case serializers.IntegerField():
                return {"type": "integer"}
            case serializers.FloatField():
                return {"type": "number"}
            case serializers.DateTimeField():
                return {"type": "string", "format": "date-time"}
            case serializers.DateField():
                return {"type": "string", "format": "date"}
            case ReadOnlyField() if own := _returned(getattr(model, field.source, None)):
                return self.of_type(own)
        name = f"The API field “{field.field_name}” of {model._meta.label}"
        match field:
            case UnknownField():
                raise ImproperlyConfigured(f"{name} does not exist. Correct or remove it in `api_fields`.")
            case serializers.FileField():
                raise ImproperlyConfigured(
                    f"{name} is a file that no URL serves. Use a foreign key to the document or the image model."
                )
            case serializers.ModelField():
                raise ImproperlyConfigured(
                    f"{name} is a {type(field.model_field).__name__}, which has no form in JSON. "
                    "Remove it from `api_fields`, or give it a serializer: `APIField(name, serializer=…)`."
                )
        raise ImproperlyConfigured(
            f"{name} has no return annotation. "
            "Add one to its property or method, or to its serializer's to_representation."
        )


def _choice(field):
    return _one_of([*([""] if field.allow_blank and "" not in field.choices else []), *field.choices])


def _one_of(values):
    """Return the schema of one of `values`: keys of choices, which are listed unless they are too many."""
    values = [value for value in values if value is not None]
    kinds = {type(value) for value in values}
    name = JSON_TYPES.get(kinds.pop(), "string") if len(kinds) == 1 else "string"
    if len(values) > MAX_CHOICES or (name == "string" and not all(isinstance(value, str) for value in values)):
        return {"type": name}
    return {"type": name, "enum": values}


def _returned(attribute):
    """Return the return annotation of a method or property, or None."""
    function = getattr(attribute, "fget", None) or getattr(attribute, "func", attribute)
    return get_type_hints(function).get("return") if callable(function) else None


def _represents_itself(block):
    """Return whether the class of `block` overrides Wagtail's `get_api_representation`."""
    owner = next(cls for cls in type(block).__mro__ if "get_api_representation" in vars(cls))
    return not owner.__module__.startswith("wagtail.")


def _column_may_be_null(model, name):
    if model is Page and (name in common_fields() or name in REVIEW_FIELDS):
        return True  # Some page types lack the field.
    # Fields that staff have to fill in are null in drafts only.
    return any(
        field.name == name and field.null and (field.blank or not field.editable)
        for field in model._meta.concrete_fields
    )


def _app_label(module):
    """Return the label of the app that contains `module`, or an empty string."""
    app = apps.get_containing_app_config(module)
    return app.label if app else ""


def _renamed(schema, names):
    """Return `schema` with references to the components of `names` by their new names."""
    if isinstance(schema, dict):
        if set(schema) == {"$ref"}:
            name = schema["$ref"].removeprefix(REF)
            return {"$ref": REF + names.get(name, name)}
        return {key: _renamed(value, names) for key, value in schema.items()}
    return [_renamed(item, names) for item in schema] if isinstance(schema, list) else schema


def _tidy(schema):
    """Remove titles, which repeat the names, and disallow additional properties."""
    if not isinstance(schema, dict):
        return schema
    tidy = {}
    for key, value in schema.items():
        if key == "title" and isinstance(value, str):
            continue
        if key == "properties":
            tidy[key] = {name: _tidy(schema) for name, schema in value.items()}
        elif isinstance(value, list):
            tidy[key] = [_tidy(item) for item in value]
        else:
            tidy[key] = _tidy(value)
    if "properties" in tidy:
        tidy["additionalProperties"] = False
    return tidy
