"""How the OpenAPI description tells of forms."""

from typing import Literal, Required

from typing_extensions import TypedDict

from cms.api.json_schema import STRING, object_of
from cms.api.v2.parameters import ID, PARAMETERS, parameter
from cms.delivery.problems import PROBLEM
from cms.forms.json_schema import ROLES, WIDGETS
from cms.pages.cards import LinkMeta


class ListedForm(TypedDict):
    id: int
    meta: LinkMeta
    title: str


class FormFieldRepresentation(TypedDict):
    """What a client renders. `role` is `question`, or that of one of the form's own fields."""

    name: str
    role: Literal["question", *ROLES.values()]
    widget: Literal["text", *WIDGETS.values()]


class FormChoice(TypedDict):
    const: str
    title: str


class FormChoices(TypedDict):
    """What several can be chosen of."""

    type: Literal["string"]
    oneOf: list[FormChoice]


class FormProperty(TypedDict, total=False):
    """The JSON Schema of one field. What is not there does not hold for it."""

    title: Required[str]
    description: str
    type: Required[Literal["string", "boolean", "number", "integer", "array"]]
    format: Literal["email", "uri", "date", "date-time"]
    const: Literal[True]
    default: str | bool | int | float | list[str]
    oneOf: list[FormChoice]
    items: FormChoices
    uniqueItems: Literal[True]
    minItems: int
    minLength: int
    maxLength: int
    minimum: int | float
    maximum: int | float


FormSchema = TypedDict(
    "FormSchema",
    {
        "$schema": str,
        "type": Literal["object"],
        "properties": dict[str, FormProperty],
        "required": list[str],
        "additionalProperties": Literal[False],
    },
)


class FormRefusal(TypedDict):
    """What is wrong with a form, by field, and what to send or show anew. It is problem details with more."""

    type: str
    title: str
    status: int
    detail: str
    message: str
    errors: dict[str, list[str]]
    renewed: dict[str, str]


class Form(ListedForm):
    """A form: `schema` is the JSON Schema of what it takes, `fields` is the order in which it is shown."""

    accept_label: str
    submit_label: str
    schema: FormSchema
    fields: list[FormFieldRepresentation]


def describe_forms(api):
    """Return the operations of the forms endpoint. `api` is an `.openapi.Description`."""
    listed, form, refusal = (api.schemas.of_type(shape) for shape in (ListedForm, Form, FormRefusal))
    meta = object_of({"total_count": {"type": "integer"}})
    several = object_of({"meta": meta, "items": {"type": "array", "items": listed}})
    known = [PARAMETERS[name] for name in ("limit", "offset", "site")]
    pk = parameter("id", ID, "Id of the form's page.", "path")
    answers = api.answers(object_of({"thank_you": STRING}), "201", ["413", "415", "422"])
    answers["422"]["content"][PROBLEM]["schema"] = refusal
    site, rich_text_format = PARAMETERS["site"], PARAMETERS["rich_text_format"]
    sent = {"schema": {"type": "object", "additionalProperties": True}}
    return {
        "": {"get": api.operation("list_forms", "List forms.", several, known)},
        "{id}/": {
            "get": api.operation("get_forms", "What a form asks.", form, [pk, site]),
            "post": {
                "operationId": "submitForm",
                "summary": "Send a form, in the shape that its `schema` says.",
                "parameters": [pk, site, rich_text_format],
                "requestBody": {
                    "required": True,
                    "content": {"application/json": sent, "application/x-www-form-urlencoded": sent},
                },
                "responses": answers,
            },
        },
    }
