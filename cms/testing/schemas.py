"""Checks answers of the API against its own description."""

import re
from functools import cache

from jsonschema_rs import Draft202012Validator

from cms.api.openapi.description import describe, description


def assert_described(answer, path, status="200"):
    """Fail if `answer` does not match the schema that the description has for a GET of `path`."""
    schema = description()["paths"][path]["get"]["responses"][status]["content"]["application/json"]["schema"]
    _assert_valid(answer, schema)


def assert_is(answer, component):
    """Fail where `answer`, JSON, is not of the shape called `component`."""
    _assert_valid(answer, {"$ref": f"#/components/schemas/{component}"})


def undescribed(name):
    """Return what the check says about the parts of the API that name `name` and have no schema."""
    return [problem for problem in _undescribed() if re.search(rf"{re.escape(name)}(?!\w)", problem)]


@cache
def _undescribed():
    return describe()[1]


def _assert_valid(answer, schema):
    validator = Draft202012Validator(schema | {"components": description()["components"]})
    errors = [f"{error.instance_path}: {error.message[:300]}" for error in validator.iter_errors(answer)]
    assert not errors, "\n".join(errors)
