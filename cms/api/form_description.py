"""How the OpenAPI description tells of forms."""

from typing import Any

from typing_extensions import TypedDict

from cms.pages.cards import LinkMeta

from .parameters import ID, PARAMETERS, parameter
from .schema import STRING, object_of


class ListedForm(TypedDict):
    id: int
    meta: LinkMeta
    title: str


class FormFieldRepresentation(TypedDict):
    """What a client renders. `role` is `question`, or that of one of the form's own fields."""

    name: str
    role: str
    widget: str


class Form(ListedForm):
    """A form: `schema` is the JSON Schema of what it takes, `fields` is the order in which it is shown."""

    accept_label: str
    submit_label: str
    schema: dict[str, Any]
    fields: list[FormFieldRepresentation]


def describe_forms(api):
    """Return the operations of the forms endpoint. `api` is an `.openapi.Description`."""
    listed, form = api.schemas.of_type(ListedForm), api.schemas.of_type(Form)
    meta = object_of({"total_count": {"type": "integer"}})
    several = object_of({"meta": meta, "items": {"type": "array", "items": listed}})
    known = [PARAMETERS[name] for name in ("limit", "offset", "site")]
    pk = parameter("id", ID, "Id of the form's page.", "path")
    return {
        "": {"get": api.operation("list_forms", "List forms.", several, known)},
        "{id}/": {
            "get": api.operation("get_forms", "What a form asks.", form, [pk]),
            "post": {
                "operationId": "submitForm",
                "summary": "Send a form, in the shape that its `schema` says.",
                "parameters": [pk],
                "requestBody": {
                    "required": True,
                    "content": {"application/json": {"schema": {"type": "object", "additionalProperties": True}}},
                },
                "responses": api.answers(
                    object_of({"thank_you": STRING}), "201", ["400", "404", "413", "415", "422", "429"]
                ),
            },
        },
    }
