"""The OpenAPI description of the API v2, and an interactive documentation page.

https://spec.openapis.org/oas/v3.1.1
"""

import logging
from functools import cache

from django.core.exceptions import ImproperlyConfigured
from django.shortcuts import render
from django.urls import path
from rest_framework.response import Response
from rest_framework.views import APIView

import cms
from cms.api.json_schema import ANYTHING, STRING, nullable, object_of
from cms.api.openapi.schema import Schemas, camel
from cms.api.v2.parameters import ID, PARAMETERS, parameter
from cms.api.v2.serializers import reusable, use_serializer_context
from cms.api.v2.views import APIViewMixin
from cms.delivery.problems import PROBLEM

logger = logging.getLogger(__name__)

ERRORS = {
    "400": "The request is malformed: see `detail`.",
    "401": "The token is invalid, expired or revoked.",
    "403": "The token does not allow this.",
    "404": "Not found, or not public.",
    "406": "`Accept` or `Accept-Encoding` rejects all supported formats.",
    "412": "The current ETag does not match `If-Match`.",
    "413": "The body is too large.",
    "415": "The media type of the body is not supported: send JSON.",
    "422": "The form is invalid: see `errors` by field.",
    "429": "Too many requests: see `Retry-After`.",
}

HEADERS = {
    "Cache-Control": "Caching rules of the response.",
    "ETag": "Validator of the response, for `If-None-Match`.",
    "Location": "URL of the object.",
    "Retry-After": "Seconds to wait before the next request.",
    "WWW-Authenticate": "The authentication scheme, and the error code of an invalid token.",
}
COMMON_ERRORS = ("400", "401", "403", "404", "406", "429")


class Description:
    """Builder of the OpenAPI description of a router."""

    def __init__(self, router):
        self.router = router
        self.schemas = Schemas(router)
        self.problem = self.schemas.component(
            "Problem",
            object_of(
                {"type": STRING, "title": STRING, "status": {"type": "integer"}, "detail": STRING, "message": STRING}
            )
            | {"additionalProperties": True},
        )

    def as_dict(self):
        """Return the OpenAPI description as a dict."""
        paths = {}
        for name, viewset in self.router._endpoints.items():
            operations = self._of_any_json(name, viewset)
            context = use_serializer_context({"router": self.router})
            with context, self.schemas.collect_problems(f"The API endpoint “{name}”"):
                operations = self._operations(name, viewset)
            for relative_path, operation in operations.items():
                paths[f"/api/v2/{name}/{relative_path}"] = operation
        return {
            "openapi": "3.1.0",
            "info": {
                "title": "Bay Street",
                "version": cms.HTTP_API_VERSION,
                "description": "Published content of the practice. It extends Wagtail's API v2.",
            },
            "servers": [{"url": "/"}],
            "paths": paths,
            "components": {
                "schemas": dict(sorted(self.schemas.components.items())),
                "headers": {
                    name: {"description": text, "required": True, "schema": STRING} for name, text in HEADERS.items()
                },
                "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
            },
            "security": [{}, {"token": []}],
        }

    def _operations(self, name, viewset):
        if not hasattr(viewset, "describe"):
            raise ImproperlyConfigured(
                f"The API endpoint “{name}” has no OpenAPI description. Put cms.plugins.api.APIViewMixin before "
                f"Wagtail’s viewset in the bases of {viewset.__qualname__}."
            )
        return viewset.describe(self, name)

    def _of_any_json(self, name, viewset):
        """Return operations that allow any JSON, for an endpoint that cannot be described."""
        parameters = {"": (), "{id}/": [parameter("id", ID, "Id of the object.", "path")]}
        served = {pattern.name for pattern in viewset.get_urlpatterns()}
        return {
            path: {"get": self.operation(f"{view}_{name}", f"Any JSON of {name}.", ANYTHING, parameters[path])}
            for path, view in (("", "listing"), ("{id}/", "detail"))
            if view in served
        }

    def responses(self, schema, status="200", errors=()):
        """Return the responses of an operation: `schema` for `status`, and problem details for errors.

        `errors` are statuses in addition to the common ones.
        """
        responses = {status: {"description": "Success.", "content": {"application/json": {"schema": schema}}}}
        if status == "200":
            responses["200"] |= self.headers("Cache-Control", "ETag")
            responses["304"] = {"description": "Not modified: the ETag matches `If-None-Match`."}
            responses["304"] |= self.headers("Cache-Control", "ETag")
            errors = ("412", *errors)
        for code in sorted({*COMMON_ERRORS, *errors}):
            responses[code] = {"description": ERRORS[code], "content": {PROBLEM: {"schema": self.problem}}}
        responses["401"] |= self.headers("WWW-Authenticate")
        responses["429"] |= self.headers("Retry-After")
        return responses

    def headers(self, *names):
        return {"headers": {name: {"$ref": f"#/components/headers/{name}"} for name in names}}

    def operation(self, name, summary, schema, parameters=()):
        """Return a GET operation that responds with `schema`."""
        return {
            "operationId": camel(name)[0].lower() + camel(name)[1:],
            "summary": summary,
            "parameters": list(parameters),
            "responses": self.responses(schema),
        }

    def listing(self, viewset, name, item):
        """Return the GET operation for a list of `item`."""
        filters = viewset.filters()
        known = [PARAMETERS[key] for key in PARAMETERS if key in viewset.known_query_parameters or key in filters]
        filters = [
            parameter(key, schema, "Only objects with this value.")
            for key, schema in filters.items()
            if key not in PARAMETERS
        ]
        return self.operation(f"list_{name}", f"List {name}.", self.list_of(name, item), [*known, *filters])

    def list_of(self, name, item):
        """Return the schema of a list of `item` by the endpoint `name`."""
        properties = {"total_count": {"type": "integer"}, "next_cursor": nullable({"type": "string"})}
        meta = self.schemas.object("ListMeta", properties, required=["total_count"])
        return self.schemas.object(camel(name, "list"), {"meta": meta, "items": {"type": "array", "items": item}})

    def detail(self, viewset, name, whole, selection):
        """Return the GET operation for one object: `whole`, or a `selection` by the parameter `fields`."""
        known = [PARAMETERS[key] for key in PARAMETERS if key in viewset.detail_query_parameters]
        pk = parameter("id", ID, "Id of the object.", "path")
        schema = {"anyOf": [whole, selection]}
        return self.operation(f"get_{name}", f"Get one of the {name}.", schema, [pk, *known])

    def find(self, viewset, name):
        """Return the GET operation that redirects to the object that it finds."""
        names = viewset.find_query_parameters | viewset.detail_query_parameters
        known = [PARAMETERS[key] for key in PARAMETERS if key in names]
        operation = self.operation(f"find_{name}", f"Redirect to one of the {name}.", {}, known)
        responses = operation["responses"]
        del responses["200"], responses["304"], responses["412"]
        redirect = {"description": "Found: see `Location`."} | self.headers("Location")
        return operation | {"responses": {"302": redirect} | responses}

    def of_model(self, viewset, model, name=None, mixed=None):
        """Return references to two schemas of `model` in `viewset`: all fields, and a selection of fields.

        In a list of several page types, some fields have other schemas: `mixed` contains these, by field name.
        """
        name = name or model.__name__
        with self.schemas.collect_problems(f"The API of {model._meta.label}"):
            meta, body = self.fields_of(viewset, model, name)
            names = viewset.get_detail_default_fields(model)
            selected = body | {key: _either(body.get(key, schema), schema) for key, schema in (mixed or {}).items()}
            return (
                self.schemas.of_fields(name, model, meta, body, {*names, "meta"}),
                self.schemas.of_fields(f"{name}Selection", model, meta, selected, ()),
            )
        return tuple(self.schemas.component(part, {"type": "object"}) for part in (name, f"{name}Selection"))

    def fields_of(self, viewset, model, name=None):
        """Return the schemas of all fields of `model` in `viewset`: those in `meta`, and the others."""
        serializer = viewset._get_serializer_class(self.router, model, [("*", False, None)], show_details=True)
        return self.schemas.fields_of(reusable(serializer), name or model.__name__)


def _either(schema, other):
    """Return a schema that accepts what `schema` or `other` accepts. `other` may only add null, which is left out."""
    return schema if other in (schema, nullable(schema)) else {"anyOf": [schema, other]}


@cache
def description():
    """Return the OpenAPI description of the API. It is cached, because it depends only on the code."""
    described, problems = describe()
    for problem in problems:
        logger.warning("%s The OpenAPI description allows any JSON for it.", problem)
    return described


def describe():
    """Return the description, and warnings about the parts without a schema, which allow any JSON."""
    from cms.api.router import router

    builder = Description(router)
    return builder.as_dict(), builder.schemas.problems


class OpenAPIView(APIViewMixin, APIView):
    """The OpenAPI description as JSON."""

    def get(self, request):
        return Response(description())


DOCS_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
"""The Content-Security-Policy of the documentation page: Swagger UI sets styles inline."""


def docs(request):
    """Show the description in Swagger UI. Its files come with django-ninja, a dependency of Wagtail."""
    response = render(request, "cms_openapi/docs.html")
    response.headers["Content-Security-Policy"] = DOCS_POLICY
    return response


urlpatterns = [
    path("openapi.json", OpenAPIView.as_view(), name="openapi"),
    path("docs/", docs, name="docs"),
]
