"""A form as JSON Schema, and what is sent for that schema as the form takes it.

https://json-schema.org/draft/2020-12/schema
"""

import html

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.html import strip_tags
from rest_framework.exceptions import ParseError

from cms.forms.pages import ACCEPT, HONEYPOT, OPENED

DIALECT = "https://json-schema.org/draft/2020-12/schema"
ROLES = {ACCEPT: "accept", HONEYPOT: "honeypot", OPENED: "opened"}
"""What the form's own fields are for. All others are questions."""
HONEYPOT_DESCRIPTION = "For robots. Have it in the form, hidden from people, and leave it empty."
RENDERED_AT_DESCRIPTION = "When the form was opened. Send it back as it is."


def form_schema(form):
    """Return the JSON Schema of what `form`, a `cms.forms.pages.ProtectedForm`, takes."""
    return {
        "$schema": DIALECT,
        "type": "object",
        "properties": {name: _property(form, name) for name in form.fields},
        "required": [name for name, field in form.fields.items() if field.required or name == OPENED],
        "additionalProperties": False,
    }


def form_fields(form):
    """Return the fields of `form` in their order: what a client renders, as what."""
    return [
        {"name": name, "role": ROLES.get(name, "question"), "widget": _widget(field)}
        for name, field in form.fields.items()
    ]


def form_data(form, values):
    """Return `values`, which were sent as JSON, as the form of a browser would send them.

    Raises ParseError where `values` does not have the types that the schema says.
    """
    if not isinstance(values, dict):
        raise ParseError("Send a JSON object: the names of the fields with what was filled in.")
    data = QueryDict(mutable=True)
    for name, value in values.items():
        _refuse_invalid_unicode(name)
        if name not in form.fields:
            raise ParseError(f"This form has no field “{name[:100]}”. It has: {', '.join(form.fields)}.")
        data.setlist(name, _as_sent(name, value, _type(form.fields[name])))
    return data


def refuse_invalid_unicode(data):
    """Raise ParseError where a value in `data`, a QueryDict, holds what no database takes for text."""
    for _name, values in data.lists():
        for value in values:
            _refuse_invalid_unicode(value)


def _refuse_invalid_unicode(value):
    try:
        value.encode()
    except UnicodeEncodeError as error:
        raise ParseError("Half of a surrogate pair is no text. Send the whole character.") from error
    if "\x00" in value:
        raise ParseError("The character U+0000 is no text. Leave it out.")


def _property(form, name):
    field = form.fields[name]
    schema = {"title": str(field.label), **_type(field)}
    if field.help_text:
        schema["description"] = html.unescape(strip_tags(field.help_text))
    if name == HONEYPOT:
        return schema | {"description": HONEYPOT_DESCRIPTION, "default": ""}
    if name == OPENED:
        return schema | {
            "title": "Opened",
            "description": RENDERED_AT_DESCRIPTION,
            "default": form.get_initial_for_field(field, name),
        }
    return schema | _default(form, name, field, schema["type"])


def _type(field):
    """Return the schema of what `field` takes. Raises TypeError for a kind of field that is not known here."""
    match field:
        case forms.MultipleChoiceField():
            least = {"minItems": 1} if field.required else {}
            return {
                "type": "array",
                "items": {"type": "string", "oneOf": _choices(field)},
                "uniqueItems": True,
            } | least
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
    raise TypeError(f"cms.forms.json_schema does not know yet how JSON Schema says {type(field).__name__}.")


def _limits(field, **attributes):
    limits = {keyword: getattr(field, attribute) for keyword, attribute in attributes.items()}
    return {keyword: limit for keyword, limit in limits.items() if limit is not None}


def _choices(field):
    """The empty choice is one only where nothing has to be chosen."""
    return [
        {"const": str(value), "title": str(label)}
        for value, label in field.choices
        if str(value) or not field.required
    ]


def _default(form, name, field, json_type):
    """What staff filled in beforehand, if the form would take it."""
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
    forms.URLInput: "url",
    forms.NumberInput: "number",
    forms.DateTimeInput: "datetime",
    forms.DateInput: "date",
}
"""The names of HTML for what a field is rendered as. What is not here is a line of text."""


def _widget(field):
    # A more special widget comes before the one that it is made of.
    return next((name for kind, name in WIDGETS.items() if isinstance(field.widget, kind)), "text")


def _as_sent(name, value, schema):
    match schema["type"], value:
        case "string", str():
            return [value]
        case "boolean", bool():
            return ["true" if value else "false"]
        case "number" | "integer", int() | float() if not isinstance(value, bool):
            return [str(value)]
        case "array", list() if all(isinstance(one, str) for one in value):
            return value
    kind = "an array of strings" if schema["type"] == "array" else f"a JSON {schema['type']}"
    raise ParseError(f"The field “{name}” takes {kind}. Send that, or leave the field out.")
