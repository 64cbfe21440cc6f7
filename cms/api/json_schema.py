"""Helpers that build JSON Schemas for the OpenAPI description."""

REF = "#/components/schemas/"
STRING = {"type": "string"}
ANYTHING = {}
STRINGS = {"type": "array", "items": STRING}


def one_of(values):
    """Return the schema of a string that is one of `values`."""
    return {"type": "string", "enum": list(values)}


def object_of(properties, required=None):
    """Return the schema of an object with `properties` and no others. All are required by default."""
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties if required is None else required),
        "additionalProperties": False,
    }


def nullable(schema):
    """Return a schema that accepts null or what `schema` accepts."""
    if schema.get("type") == "null" or {"type": "null"} in schema.get("anyOf", ()):
        return schema
    return {"anyOf": [*schema.get("anyOf", [schema]), {"type": "null"}]}


def not_null(schema):
    """Return a schema that accepts what `schema` accepts, except null."""
    options = [option for option in schema.get("anyOf", [schema]) if option != {"type": "null"}]
    return options[0] if len(options) == 1 else schema | {"anyOf": options}
