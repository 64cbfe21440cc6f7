"""Parts of JSON schemas, as the OpenAPI description and the endpoints write them."""

REF = "#/components/schemas/"
STRING = {"type": "string"}
ANYTHING = {}
STRINGS = {"type": "array", "items": STRING}


def one_of(values):
    """Return the schema of one of these strings."""
    return {"type": "string", "enum": list(values)}


def object_of(properties, required=None):
    """Return the schema of an object that has these properties and no others."""
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties if required is None else required),
        "additionalProperties": False,
    }


def nullable(schema):
    """Return `schema`, or null."""
    if schema.get("type") == "null" or {"type": "null"} in schema.get("anyOf", ()):
        return schema
    return {"anyOf": [*schema.get("anyOf", [schema]), {"type": "null"}]}
