"""Describe forms as JSON Schema, and convert submitted JSON to form data.

https://json-schema.org/draft/2020-12/schema
"""

import html

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.html import strip_tags
from rest_framework.exceptions import ParseError

from cms.forms.fields import TelInput
from cms.forms.pages import ACCEPT, HONEYPOT, WORDING

DIALECT = "https://json-schema.org/draft/2020-12/schema"
ROLES = {ACCEPT: "accept", HONEYPOT: "honeypot", WORDING: "wording"}
"""Roles of the fields that every form has. The role of all other fields is `question`."""
HONEYPOT_DESCRIPTION = "Honeypot. Render this field, hide it from people, and leave it empty."
WORDING_DESCRIPTION = "Tells which wording of the acceptance box the sender has read. Send it back unchanged."


def form_schema(form):
    """Return the JSON Schema of the data of `form`, a `cms.forms.pages.ProtectedForm`."""
    return {
        "$schema": DIALECT,
        "type": "object",
        "properties": {name: _property(form, name) for name in form.fields},
        "required": [name for name, field in form.fields.items() if field.required or name == WORDING],
        "additionalProperties": False,
    }


def form_fields(form):
    """Return the fields of `form` in display order, each with its name, role, widget and `autocomplete`."""
    return [
        {
            "name": name,
            "role": ROLES.get(name, "question"),
            "widget": _widget(field),
            "autocomplete": field.widget.attrs.get("autocomplete", ""),
        }
        for name, field in form.fields.items()
    ]


def form_data(form, values):
    """Convert `values`, submitted as JSON, to the QueryDict that a browser would submit for `form`.

    Raises ParseError if `values` has an unknown field or a value of the wrong JSON type.
    """
    if not isinstance(values, dict):
        raise ParseError("Send a JSON object with the names of the fields as keys.")
    data = QueryDict(mutable=True)
    for name, value in values.items():
        _refuse_invalid_unicode(name)
        if name not in form.fields:
            raise ParseError(f"This form has no field “{name[:100]}”. It has: {', '.join(form.fields)}.")
        data.setlist(name, _form_values(name, value, _type(form.fields[name])))
    return data


def refuse_invalid_unicode(data):
    """Raise ParseError if a value in `data`, a QueryDict, contains characters that databases cannot store."""
    for _name, values in data.lists():
        for value in values:
            _refuse_invalid_unicode(value)


def _refuse_invalid_unicode(value):
    try:
        value.encode()
    except UnicodeEncodeError as error:
        raise ParseError("Invalid Unicode (unpaired surrogate).") from error
    if "\x00" in value:
        raise ParseError("The character U+0000 is not allowed.")


def _property(form, name):
    field = form.fields[name]
    schema = {"title": str(field.label), **_type(field)}
    if field.help_text:
        schema["description"] = html.unescape(strip_tags(field.help_text))
    if name == HONEYPOT:
        return schema | {"description": HONEYPOT_DESCRIPTION, "default": ""}
    if name == WORDING:
        return schema | {
            "title": "Wording",
            "description": WORDING_DESCRIPTION,
            "default": form.get_initial_for_field(field, name),
        }
    return schema | _default(form, name, field, schema["type"])


def _type(field):
    """Return the JSON Schema of the values of `field`. Raises TypeError for an unsupported class of field."""
    match field:
        case forms.MultipleChoiceField():
            min_items = {"minItems": 1} if field.required else {}
            return {
                "type": "array",
                "items": {"type": "string", "oneOf": _choices(field)},
                "uniqueItems": True,
            } | min_items
        case forms.ChoiceField():
            return {"type": "string", "oneOf": _choices(field)}
        case forms.BooleanField():
            return {"type": "boolean"} | ({"const": True} if field.required else {})
        case forms.FloatField() | forms.DecimalField():
            return {"type": "number"} | _limits(field, minimum="min_value", maximum="max_value")
        case forms.IntegerField():
            return {"type": "integer"} | _limits(field, minimum="min_value", maximum="max_value")
        case forms.DateTimeField():
            return {"type": "string", "format": "date-time"}
        case forms.DateField():
            return {"type": "string", "format": "date"}
        case forms.CharField():
            schema = {"type": "string"} | _limits(field, minLength="min_length", maxLength="max_length")
            if isinstance(field, forms.EmailField | forms.URLField):
                schema["format"] = "email" if isinstance(field, forms.EmailField) else "uri"
            return {"minLength": 1} | schema if field.required else schema
    raise TypeError(f"cms.forms.json_schema does not support {type(field).__name__}.")


def _limits(field, **attributes):
    limits = {keyword: getattr(field, attribute) for keyword, attribute in attributes.items()}
    return {keyword: limit for keyword, limit in limits.items() if limit is not None}


def _choices(field):
    """Return the choices as schemas, without the empty choice of a required field."""
    return [
        {"const": str(value), "title": str(label)}
        for value, label in field.choices
        if str(value) or not field.required
    ]


def _default(form, name, field, json_type):
    """Return the initial value that staff configured as `default`, or {} if the field rejects it."""
    initial = form.get_initial_for_field(field, name)
    if initial in (None, "", [], [""]):
        return {}
    try:
        cleaned = field.clean(initial)
    except ValidationError:
        return {}
    if json_type in ("boolean", "array"):
        return {"default": cleaned}
    if json_type in ("number", "integer"):
        return {"default": int(cleaned) if cleaned == int(cleaned) else float(cleaned)}
    return {"default": cleaned.isoformat() if hasattr(cleaned, "isoformat") else str(cleaned)}


WIDGETS = {
    forms.HiddenInput: "hidden",
    forms.Textarea: "textarea",
    forms.CheckboxSelectMultiple: "checkboxes",
    forms.RadioSelect: "radio",
    forms.SelectMultiple: "select-multiple",
    forms.Select: "select",
    forms.CheckboxInput: "checkbox",
    forms.EmailInput: "email",
    TelInput: "tel",
    forms.URLInput: "url",
    forms.NumberInput: "number",
    forms.DateTimeInput: "datetime",
    forms.DateInput: "date",
}
"""Names of widgets, after HTML. A widget that is not listed is a line of text."""


def _widget(field):
    # Subclasses come before their base classes in WIDGETS.
    return next((name for widget, name in WIDGETS.items() if isinstance(field.widget, widget)), "text")


def _form_values(name, value, schema):
    """Return `value` as the list of strings that a browser would submit."""
    match schema["type"], value:
        case "string", str():
            return [value]
        case "boolean", bool():
            return ["true" if value else "false"]
        case "number" | "integer", int() | float() if not isinstance(value, bool):
            return [str(value)]
        case "array", list() if all(isinstance(item, str) for item in value):
            return value
    expected = "an array of strings" if schema["type"] == "array" else f"a JSON {schema['type']}"
    raise ParseError(f"The field “{name}” must be {expected}. Omit the field to leave it empty.")
