"""The OpenAPI description of the whole API, and a page on which to read it and try it.

https://spec.openapis.org/oas/v3.1.1
"""

from functools import cache

from django.core.exceptions import ImproperlyConfigured
from django.shortcuts import render
from django.urls import path
from rest_framework.response import Response
from rest_framework.views import APIView

import cms
from cms.api.openapi.schema import STRING, Schemas, camel, object_of
from cms.api.v2.parameters import ID, PARAMETERS, parameter
from cms.api.v2.serializers import reusable
from cms.api.v2.views import APIViewMixin
from cms.delivery.problems import PROBLEM

ERRORS = {
    "400": "The request cannot be understood; the sentence says why.",
    "401": "A token was sent that does not hold.",
    "403": "The token does not allow this.",
    "404": "There is nothing, or nothing public.",
    "406": "JSON was refused, or every encoding.",
    "412": "`If-Match` names an answer that has changed.",
    "413": "The body is too large.",
    "415": "The body is of a kind that is not taken: send JSON.",
    "422": "The form was not taken: `errors` says why, by field.",
    "429": "Too many requests. `Retry-After` says when to ask again.",
}

HEADERS = {
    "Cache-Control": "Who may keep the answer, and for how long.",
    "ETag": "Names these very bytes: send it back as `If-None-Match`.",
    "Location": "Where it is.",
    "Retry-After": "After how many seconds to ask again.",
    "WWW-Authenticate": "Which kind of token to send, and what is wrong with the one that was sent.",
}
EVERYWHERE = ("400", "401", "403", "404", "406", "429")


class Description:
    """The description of the API of one router, under construction."""

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
        """Return the description."""
        paths = {}
        for name, viewset in self.router._endpoints.items():
            operations = {}
            with self.schemas.described(f"The API endpoint “{name}”"):
                operations = self._operations(name, viewset)
            for address, operation in operations.items():
                paths[f"/api/v2/{name}/{address}"] = operation
        return {
            "openapi": "3.1.0",
            "info": {
                "title": "Bay Street",
                "version": cms.HTTP_API_VERSION,
                "description": "What the practice has published, for other channels. It is Wagtail's API v2.",
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
                f"The API endpoint “{name}” is not described. Put cms.api.v2.views.APIViewMixin before Wagtail’s "
                f"viewset in the bases of {viewset.__qualname__}."
            )
        return viewset.describe(self, name)

    def answers(self, schema, status="200", errors=()):
        """Return the answers of an operation: `schema` where it succeeds, and problem details, also for `errors`."""
        answers = {status: {"description": "The answer.", "content": {"application/json": {"schema": schema}}}}
        if status == "200":
            answers["200"] |= self.headers("Cache-Control", "ETag")
            answers["304"] = {"description": "It is what the client has already (`If-None-Match`)."}
            answers["304"] |= self.headers("Cache-Control", "ETag")
            errors = ("412", *errors)
        for code in sorted({*EVERYWHERE, *errors}):
            answers[code] = {"description": ERRORS[code], "content": {PROBLEM: {"schema": self.problem}}}
        answers["401"] |= self.headers("WWW-Authenticate")
        answers["429"] |= self.headers("Retry-After")
        return answers

    def headers(self, *names):
        return {"headers": {name: {"$ref": f"#/components/headers/{name}"} for name in names}}

    def operation(self, name, summary, schema, parameters=()):
        """Return a GET that answers with `schema`."""
        return {
            "operationId": camel(name)[0].lower() + camel(name)[1:],
            "summary": summary,
            "parameters": list(parameters),
            "responses": self.answers(schema),
        }

    def listing(self, viewset, name, item):
        """Return the GET of a list of `item`."""
        filters = viewset.filters()
        known = [PARAMETERS[key] for key in PARAMETERS if key in viewset.known_query_parameters or key in filters]
        filters = [
            parameter(key, schema, "Only what has this value.")
            for key, schema in filters.items()
            if key not in PARAMETERS
        ]
        meta = object_of({"total_count": {"type": "integer"}})
        answer = object_of({"meta": meta, "items": {"type": "array", "items": item}})
        return self.operation(f"list_{name}", f"List {name}.", answer, [*known, *filters])

    def detail(self, viewset, name, whole, selection):
        """Return the GET of one object: `whole`, or the `selection` that `fields` makes of it."""
        known = [PARAMETERS[key] for key in PARAMETERS if key in viewset.detail_query_parameters]
        pk = parameter("id", ID, "Which one.", "path")
        answer = {"anyOf": [whole, selection]}
        return self.operation(f"get_{name}", f"One of the {name}.", answer, [pk, *known])

    def find(self, viewset, name):
        """Return the GET that redirects to the detail of what it finds."""
        names = viewset.find_query_parameters | viewset.detail_query_parameters
        known = [PARAMETERS[key] for key in PARAMETERS if key in names]
        operation = self.operation(f"find_{name}", f"Redirects to one of the {name}.", {}, known)
        answers = operation["responses"]
        del answers["200"], answers["304"], answers["412"]
        found = {"description": "It is at `Location`."} | self.headers("Location")
        return operation | {"responses": {"302": found} | answers}

    def of_model(self, viewset, model, name=None):
        """Return references to what `viewset` gives of `model`: a whole detail, and what `fields` may leave."""
        serializer = reusable(
            viewset._get_serializer_class(self.router, model, [("*", False, None)], show_details=True)
        )
        whole = self.schemas.of_serializer(serializer)
        names = viewset.get_detail_default_fields(model)
        name = name or model.__name__
        return (
            self.schemas.component(name, _with_required(whole, {*names, "meta"})),
            self.schemas.component(f"{name}Selection", _with_required(whole, set())),
        )


def _with_required(schema, names):
    properties = dict(schema["properties"])
    meta = properties["meta"]
    properties["meta"] = meta | {"required": [name for name in meta["properties"] if name in names]}
    return schema | {
        "properties": properties,
        "required": [name for name in properties if name in names],
    }


@cache
def description():
    """Return the OpenAPI description of the API. It follows from the code alone."""
    return describe()[0]


def describe():
    """Return the description, and sentences about what is described as any JSON because it does not say more."""
    from cms.api.router import router

    described = Description(router)
    return described.as_dict(), described.schemas.problems


class OpenAPIView(APIViewMixin, APIView):
    """The description."""

    def get(self, request):
        return Response(description())


def docs(request):
    """Show the description, with what our own host serves: it comes with django-ninja, which Wagtail brings along."""
    return render(request, "cms_openapi/docs.html")


urlpatterns = [
    path("openapi.json", OpenAPIView.as_view(), name="openapi"),
    path("docs/", docs, name="docs"),
]
