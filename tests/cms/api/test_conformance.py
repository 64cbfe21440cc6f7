"""No answer departs from the description: schemathesis asks all that it lists, rightly and wrongly.

https://schemathesis.readthedocs.io/en/stable/
"""

import os
from collections import defaultdict
from copy import deepcopy

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode
from schemathesis.specs.openapi.checks import positive_data_acceptance
from wagtail.contrib.redirects.models import Redirect

from cms.api.openapi.description import description
from cms.api.preview.models import PreviewDraft
from cms.api.tokens.models import Scope
from cms.documents.models import ContentDocument
from cms.forms.pages import FormPageMixin
from cms.images.models import ContentImage
from cms.testing.factories import ImageFactory
from cms.wsgi import application
from home.models import HomePage
from testimonials.models import Testimonial
from tests.cms.api.factories import ApiTokenFactory, UserFactory, bearer
from tests.cms.bodies import every_block
from tests.factories import PAGE_TYPES
from tests.home.messages import answers

EXAMPLES = int(os.environ.get("FUZZ_EXAMPLES", "10")) // 2
"""For each operation, of requests that it allows, and again of requests that it does not."""
DRAFTS = "page_preview"
ALL = [param.values[0] for param in PAGE_TYPES]
pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.slow]


@pytest.fixture(autouse=True)
def _the_connection_stays_open():
    """Keep the database connection of the test's transaction when a request ends, as Django's test client does."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


class Content:
    """A site with a page of each type and all blocks. It knows what there is to ask for, which chance does not."""

    def __init__(self, page_of, models=ALL):
        pages = [self.publish(page_of, model) for model in models]
        pks = [page.pk for page in pages]
        redirect = Redirect.objects.create(old_path="/old", redirect_page=pages[0])
        self.ids = {
            "pages": pks,
            DRAFTS: pks,
            "forms": [page.pk for page in pages if isinstance(page, FormPageMixin)],
            "images": list(ContentImage.objects.values_list("pk", flat=True)),
            "documents": list(ContentDocument.objects.values_list("pk", flat=True)),
            "redirects": [redirect.pk],
            "testimonials": list(Testimonial.objects.values_list("pk", flat=True)),
        }
        draft = PreviewDraft.store(pages[0], UserFactory())
        self.values = {
            "type": [model._meta.label for model in models],
            "fields": ["*", "_,title", "*,-body", "tags"],
            "order": ["-id", "title", "random"],
            "search": ["leaf", "section"],
            "site": ["localhost"],
            "html_path": ["/", "/old"],
            "content_type": [draft.content_type_name],
            "token": [draft.token],
        }
        self.headers = defaultdict(dict, {DRAFTS: bearer(ApiTokenFactory(scopes=[Scope.PREVIEW]))})

    def publish(self, page_of, model):
        page = page_of(model)
        page.listing_image = ImageFactory()
        page.about = None if model is HomePage else page.get_parent()
        page.body = every_block(page)
        page.tags.add("leaf")
        page.save_revision().publish()
        return page

    def hooks(self, schema):
        """Let `schema` ask for what there is every now and then, in place of a valid value that chance came upon."""

        @schema.hook
        def map_path_parameters(context, path_parameters):
            pk = (path_parameters or {}).get("id")
            if isinstance(pk, int) and 0 <= pk < 10**18:
                return path_parameters | {"id": one_of([*self.ids[endpoint(context.operation)], pk], pk)}
            return path_parameters

        @schema.hook
        def map_query(context, query):
            return {name: self.known(name, value) for name, value in (query or {}).items()}

        @schema.hook
        def map_body(context, body):
            return answers(**{"accept-risk": True}) if body == {} else body

    def cases(self, operation):
        """Yield a case of `operation` for each page that there is, or as many other things."""
        names = {one.name for one in operation.query}
        for pk in self.ids.get(endpoint(operation), [None])[: len(ALL)]:
            yield operation.Case(
                path_parameters={"id": pk} if "{id}" in operation.path else {},
                query=({"fields": "*"} if "fields" in names else {})
                | ({"id": pk} if "id" in names and "type" not in names else {})
                | ({name: self.values[name][0] for name in ("content_type", "token") if name in names}),
                **({"body": answers(**{"accept-risk": True})} if operation.method == "post" else {}),
                media_type="application/json" if operation.method == "post" else None,
            )

    def known(self, name, value):
        if name not in self.values or not isinstance(value, str) or len(value) > 100:
            return value
        return one_of([*self.values[name], value], sum(map(ord, value)))


def one_of(values, number):
    return values[number % len(values)]


def endpoint(operation):
    return operation.path.split("/")[3]


def cases(schema, operation, content, ask):
    """Give `ask` each case of `operation`: what there is, what lies at its bounds, and what chance brings."""
    for case in content.cases(operation):
        ask(case)
    modes = list(GenerationMode)
    bounds = schema.iter_coverage_cases(operation, generation_modes=modes, generation_config=schema.config.generation)
    for case in bounds:
        ask(case)
    for mode in modes:
        fuzz = given(case=operation.as_strategy(generation_mode=mode))(lambda case: ask(case))
        settings(
            max_examples=EXAMPLES,
            phases=[Phase.generate],
            database=None,
            deadline=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        )(fuzz)()


def departures(described, content):
    """Return how answers depart from `described`, an OpenAPI description, in sentences."""
    schema = schemathesis.openapi.from_dict(described)
    schema.app = application
    schema.config.generation.deterministic = True
    content.hooks(schema)
    statuses, found = defaultdict(set), {}

    def ask(case):
        headers = {"Accept-Encoding": "identity"} | content.headers[endpoint(case.operation)]
        answer = case.call(headers=headers)
        statuses[case.operation.label].add(str(answer.status_code))
        try:
            # What a value may be depends on others, such as on the type of page, so that a 400 may be right.
            case.validate_response(answer, excluded_checks=[positive_data_acceptance])
        except* AssertionError as group:
            for failure in group.exceptions:
                found.setdefault(
                    (case.operation.label, type(failure)),
                    f"{case.operation.label}: {failure}\n{case.as_curl_command()}",
                )

    for result in schema.get_all_operations():
        operation = result.ok()
        cases(schema, operation, content, ask)
        succeeds = min(operation.definition.raw["responses"])
        if succeeds not in statuses[operation.label]:
            found[operation.label] = f"{operation.label} was never answered with a {succeeds}."
    return "\n\n".join(found.values())


def test_no_answer_departs_from_the_description(page_of):
    assert departures(description(), Content(page_of)) == ""


def test_a_departure_is_found(page_of):
    described = deepcopy(description())
    described["paths"] = {path: described["paths"][path] for path in ("/api/v2/menus/", "/api/v2/redirects/{id}/")}
    described["components"]["schemas"]["MenusRepresentation"]["properties"]["main"] = {"type": "string"}
    described["paths"]["/api/v2/redirects/{id}/"]["get"]["responses"].pop("404")

    told = departures(described, Content(page_of, [HomePage]))

    assert '[] is not of type "string"' in told
    assert "Received: 404" in told
