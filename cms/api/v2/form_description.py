"""OpenAPI description of the forms endpoint."""

from typing import Literal, Required

from typing_extensions import TypedDict

from cms.api.json_schema import STRING
from cms.api.v2.parameters import ID, PARAMETERS, parameter
from cms.delivery.problems import PROBLEM
from cms.forms.json_schema import ROLES, WIDGETS
from cms.pages.cards import LinkMeta


class ListedForm(TypedDict):
    id: int
    meta: LinkMeta
    title: str


class FormFieldRepresentation(TypedDict):
    """A field to render. `role` is `question`, or the role of a built-in field of every form.

    `autocomplete` is the value of that attribute of HTML, or empty.
    """

    name: str
    role: Literal["question", *ROLES.values()]
    widget: Literal["text", *WIDGETS.values()]
    autocomplete: str


class FormChoice(TypedDict):
    const: str
    title: str


class FormChoices(TypedDict):
    """Choices of a field with several values."""

    type: Literal["string"]
    oneOf: list[FormChoice]


class FormProperty(TypedDict, total=False):
    """JSON Schema of one field. Keywords that do not apply are omitted."""

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
    """Problem details of an invalid submission: `errors` by field, and `renewed` values for the next attempt."""

    type: str
    title: str
    status: int
    detail: str
    message: str
    errors: dict[str, list[str]]
    renewed: dict[str, str]


class Form(ListedForm):
    """A form: `schema` is the JSON Schema of a submission, `fields` lists the fields in display order."""

    accept_label: str
    submit_label: str
    schema: FormSchema
    fields: list[FormFieldRepresentation]


def describe_forms(api):
    """Return the operations of the forms endpoint. `api` is an `.openapi.Description`."""
    listed, form, refusal = (api.schemas.of_type(shape) for shape in (ListedForm, Form, FormRefusal))
    form_list = api.list_of("forms", listed)
    list_parameters = [PARAMETERS[name] for name in ("limit", "offset", "site")]
    pk = parameter("id", ID, "Id of the form's page.", "path")
    accepted = api.schemas.object("FormAccepted", {"thank_you": STRING})
    responses = api.responses(accepted, "201", ["413", "415", "422"])
    responses["422"]["content"][PROBLEM]["schema"] = refusal
    site, rich_text_format = PARAMETERS["site"], PARAMETERS["rich_text_format"]
    submission = {"schema": {"type": "object", "additionalProperties": True}}
    return {
        "": {"get": api.operation("list_forms", "List forms.", form_list, list_parameters)},
        "{id}/": {
            "get": api.operation("get_forms", "Get a form.", form, [pk, site]),
            "post": {
                "operationId": "submitForm",
                "summary": "Submit a form. The body must match its `schema`.",
                "parameters": [pk, site, rich_text_format],
                "requestBody": {
                    "required": True,
                    "content": {"application/json": submission, "application/x-www-form-urlencoded": submission},
                },
                "responses": responses,
            },
        },
    }
