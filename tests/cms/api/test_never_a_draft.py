"""What nobody may read comes out nowhere: not in the API, however it is asked, nor anywhere on the site.

The canaries are planted in `canaries.py`. What there is to ask is read from the OpenAPI description, so that a new
endpoint, type, field or parameter is asked by itself.
"""

import re
import types
from dataclasses import dataclass, field
from itertools import chain, cycle
from urllib.parse import parse_qsl, quote, quote_plus, urlencode

import pytest
from django.apps import apps
from django.http import Http404
from django.urls import path
from rest_framework.response import Response
from wagtail.models import Page

from cms.api.openapi.description import Description, description
from cms.api.router import build_router
from cms.api.v2.parameters import ID, parameter
from cms.api.v2.sites import SiteAPIViewSet
from cms.documents.models import ContentDocument
from cms.images.models import ContentImage
from cms.plugins.registry import registry
from cms.sites.models import Menus
from cms.urls import urlpatterns
from cms.visibility import public_images, public_pages
from tests.cms.api.canaries import APPS_ALONE, MARK, WEBSITE_ALONE, Planted, Planter
from tests.cms.plugins.test_plugin import make_plugin

pytestmark = pytest.mark.django_db
NOWHERE = 987654
"""The id of nothing."""
NEVER = "nightingale"
"""A word that is not there."""
VALUES = {
    "limit": [100],
    "offset": [1],
    "depth": [2],
    "cursor": [""],
    "order": ["random"],
    "fields": ["*"],
    "search": ["words", "leaf"],
    "type": ["home.StandardPage"],
    "locale": ["en"],
    "site": ["localhost"],
    "html_path": ["/"],
    "child_of": ["root"],
    "descendant_of": ["root"],
    "content_type": ["home.standardpage"],
    "token": [NEVER],
    "mode": ["form"],
    "in_preview_panel": ["true"],
}
"""What else a parameter is asked with than what its schema names."""
PAGE_IDS = ("child_of", "descendant_of", "ancestor_of", "translation_of")
"""Parameters that take the id of a page."""


@dataclass(frozen=True)
class Operation:
    """A GET that the description lists."""

    path: str
    parameters: dict
    """Their schemas by name, without that of the path."""
    kinds: list = field(default_factory=list)
    """The schemas of what a list has, if it is one."""

    @property
    def endpoint(self):
        return self.path.split("/")[3]

    @property
    def fields(self):
        """The names of all fields that what is listed has."""
        return {name for kind in self.kinds for name in names_in(kind)}

    @property
    def is_of_one(self):
        return "{id}" in self.path

    def ask(self, pk="", **values):
        return f"{self.path.format(id=pk)}?{urlencode(values, doseq=True)}".removesuffix("?")


def names_in(kind):
    """Return the names of the fields in a schema of a thing, of `meta` those that are in it."""
    properties = kind["properties"]
    return [name for name in (*properties, *properties["meta"]["properties"]) if name != "meta"]


def operations(described):
    """Return all there is to ask."""
    schemas = described["components"]["schemas"]

    def resolved(schema):
        return schemas[schema["$ref"].rpartition("/")[2]] if "$ref" in schema else schema

    def kinds(schema):
        schema = resolved(schema)
        if "anyOf" in schema or "oneOf" in schema:
            return [kind for each in schema.get("anyOf") or schema["oneOf"] for kind in kinds(each)]
        properties = schema["properties"]
        return [{"properties": properties | {"meta": resolved(properties["meta"])}}]

    found = []
    for address, methods in described["paths"].items():
        parameters = {one["name"]: one["schema"] for one in methods["get"]["parameters"] if one["in"] == "query"}
        answer = methods["get"]["responses"].get("200", {}).get("content", {}).get("application/json", {})
        items = resolved(answer.get("schema", {})).get("properties", {}).get("items", {}).get("items")
        found.append(Operation(address, parameters, kinds(items) if items and "fields" in parameters else []))
    return found


@dataclass(frozen=True)
class Listing:
    """What can be asked of one type of thing in one list."""

    operation: Operation
    model: type
    parameters: dict
    fields: list
    filters: list

    def ask(self, **values):
        return self.operation.ask(**self.parameters | values)


def listings(described):
    """Return all lists that take `fields`, and of pages that of each type."""
    for operation in operations(described):
        for kind in operation.kinds:
            label = kind["properties"]["meta"]["properties"]["type"].get("const", "wagtailcore.Page")
            model = apps.get_model(label)
            fields = names_in(kind)
            filters = [name for name in operation.parameters if name in fields or model is Page]
            parameters = {"type": label} if "type" in operation.parameters and model is not Page else {}
            yield Listing(operation, model, parameters, fields, filters)


def values_of(name, schema):
    """Return what to ask a parameter with that tells of nothing hidden."""
    known = [*VALUES.get(name, ()), *schema.get("enum", ())]
    if known:
        return known
    if "format" in schema:
        return {"date": ["2026-01-01"], "date-time": ["2026-01-01T00:00:00Z"]}[schema["format"]]
    return {"boolean": ["true", "false"], "string": [NEVER]}.get(schema.get("type"), [1])


def addresses(planted, described):
    """Yield addresses of the API whose answers hold nothing that is hidden: first those of much at once."""
    for listing in listings(described):
        turns = cycle([{}, {"search": "words"}, {"search": "leaf words", "search_operator": "or"}])
        formats = listing.operation.parameters["rich_text_format"]["enum"]
        for name in formats:
            yield listing.ask(limit=100, fields="*", rich_text_format=name)
            yield listing.ask(limit=100, fields="*", rich_text_format=name, search="words", order="-id")
        orders = [f"{sign}{name}" for name, sign in zip(listing.fields, cycle(["", "-"]), strict=False)]
        for name, order, rich_text_format in zip(listing.fields, orders[::-1], cycle(formats), strict=False):
            one = {"fields": f"_,{name}", "rich_text_format": rich_text_format, "order": order}
            yield listing.ask(limit=100, **one | next(turns))
    for operation in operations(described):
        public = (
            list(public_images().values_list("pk", flat=True)) or planted.public
            if operation.endpoint == "images"
            else planted.public
        )
        for pk in public if operation.is_of_one else [""]:
            yield operation.ask(pk)
            formats = operation.parameters.get("rich_text_format", {}).get("enum", ())
            for name in formats if "fields" in operation.parameters else ():
                yield operation.ask(pk, fields="*", rich_text_format=name)
        for name, schema in operation.parameters.items():
            for value in values_of(name, schema):
                yield operation.ask(planted.public[0], **{name: value})
    yield "/api/v2/nowhere/"
    yield "/api/v2/pages/?fields=nowhere"


def questions(planted, described):
    """Yield `(address with {} in it, what is hidden, what is nowhere)`: the API answers both the same."""
    hidden = hidden_from_apps(planted)
    for listing in listings(described):
        for name, value in hidden_values(listing, hidden, planted.public):
            never = NEVER if isinstance(value, str) else NOWHERE
            yield listing.ask(fields="_,id") + f"&{name}={{}}", value, never
    for operation in operations(described):
        ids = hidden.get(operation.endpoint) or sorted({*chain(*hidden.values())})
        if operation.is_of_one:
            for pk in ids:
                yield operation.path.format(id="{}"), pk, NOWHERE
        for name, schema in operation.parameters.items():
            if name not in operation.fields:
                one = operation.ask(planted.public[0]) + "?" + "search_operator=or&" * (name == "search")
                for value, never in hidden_for(name, schema, ids, planted):
                    yield f"{one}{name}={{}}", value, never


def hidden_for(name, schema, ids, planted):
    """Yield `(what is hidden, what is nowhere)` for a parameter that is no field."""
    words = [word for word in planted.words if not word.startswith(APPS_ALONE)]
    if name in PAGE_IDS:
        yield from ((pk, NOWHERE) for pk in hidden_from_apps(planted)["pages"])
    elif name == "search":
        yield from ((" ".join(words[start : start + 12]), NEVER) for start in range(0, len(words), 12))
    elif name == "html_path":
        yield from ((path, f"/{NEVER}/") for path in planted.paths)
        yield from ((path, f"/{NEVER}") for path in planted.old_paths)
    elif name not in VALUES and "enum" not in schema:
        values = {"string": words, "integer": ids}.get(schema.get("type"), [])
        yield from ((value, NEVER if isinstance(value, str) else NOWHERE) for value in values)


def hidden_from_apps(planted):
    return {
        "pages": planted.pages + planted.website_alone,
        "page_preview": planted.pages + planted.website_alone,
        "forms": planted.pages + planted.website_alone,
        "images": planted.images,
        "documents": planted.documents,
        "redirects": planted.redirects,
        "testimonials": planted.testimonials,
    }


def hidden_values(listing, hidden, public):
    """Yield `(filter, value)` for what hidden objects have, and for the hidden objects that public pages refer to."""
    is_pages = issubclass(listing.model, Page)
    ids = hidden["pages"] + public if is_pages else hidden[listing.operation.endpoint]
    objects = listing.model.objects.filter(pk__in=ids)
    seen = set()
    for one in objects.specific() if is_pages else objects:
        for name in listing.filters:
            value = getattr(one, name, None)
            if isinstance(value, str):
                values = [value] if is_hidden(value) else []
            elif name == "tags":
                values = filter(is_hidden, value.names())
            else:
                kind = "pages" if isinstance(value, Page) else "images" if isinstance(value, ContentImage) else ""
                values = [value.pk] if kind and value.pk in hidden[kind] else []
            for value in values:
                # Of one type, one value is as good as another: which way it was hidden does not depend on that.
                key = (name, value) if listing.model is Page else name
                if key not in seen:
                    seen.add(key)
                    yield name, value


def is_hidden(text):
    return MARK in text.lower() or WEBSITE_ALONE in text


def website(planted):
    """Yield addresses of the site whose answers hold nothing that is hidden, what was asked with apart."""
    yield from ("/sitemap.xml", "/robots.txt", "/llms.txt", "/site.webmanifest", "/search/", "/nowhere/")
    for document in ContentDocument.objects.filter(pk__in=planted.documents):
        yield document.url
    for page in public_pages(Page.objects.filter(pk__in=planted.public)):
        yield page.url
        yield f"{page.url}index.md"
        yield f"{page.url}feed.xml"
    for title, draft_title in Page.objects.filter(pk__in=planted.pages + planted.public).values_list(
        "title", "draft_title"
    ):
        yield f"/search/?{urlencode({'q': title})}"
        yield f"/search/?{urlencode({'q': draft_title})}"
    for hidden in planted.paths:
        yield hidden
        yield from (f"{hidden.rstrip('/')}/{part}" for part in ("index.md", "feed.xml"))
    yield planted.old_paths[0]  # The other one leads to where visitors log in.


class Audience:
    """Reads answers, and notes what comes out and should not."""

    def __init__(self, client, described=None):
        self.client = client
        self.described = described or description()
        client.raise_request_exception = False

    def ask(self, address, method="get", without=""):
        """Return status, headers and body in small letters, `without` what the answer repeats of what was asked."""
        response = getattr(self.client, method)(address)
        body = response.getvalue() if response.streaming else response.content
        # Length and hash of a page that repeats what was asked follow from that.
        follows = {"Content-Length", "X-Request-ID"} | ({"ETag"} if without and without.encode() in body else set())
        headers = [f"{name}: {value}" for name, value in response.items() if name not in follows]
        told = "\n".join([str(response.status_code), *headers, body.decode()]).lower()
        for spelled in {without, quote(without), quote(without, safe=""), quote_plus(without)} - {""}:
            told = re.sub(rf"(?<!\w){re.escape(spelled.lower())}(?!\w)", "…", told)
        return told

    def leaks_in_answers(self, planted):
        for address in addresses(planted, self.described):
            for method in ("get",) if "fields" in address else ("get", "head"):
                for place in places(self.ask(address, method), MARK, WEBSITE_ALONE):
                    yield f"{method} {address} tells: {place}"

    def leaks_by_difference(self, planted):
        """Yield each request whose response differs for a hidden object and one that does not exist."""
        answers = {}
        for address, hidden, nowhere in questions(planted, self.described):
            if (address, nowhere) not in answers:
                answers[address, nowhere] = self.ask(address.format(nowhere), without=str(nowhere))
            told = self.ask(address.format(quote_plus(str(hidden), safe="/")), without=str(hidden))
            if told != answers[address, nowhere]:
                yield f"{address.format(hidden)} tells that it is there: {told[:900]}"

    def leaks_on_website(self, planted):
        nothing_found = self.ask(f"/search/?q={NEVER}", without=NEVER)
        for address in website(planted):
            asked = address.rpartition("=")[2] if "=" in address else address.strip("/")
            told = self.ask(address, without=asked)
            for place in places(told, MARK, APPS_ALONE):
                yield f"{address} tells: {place}"
            if address.startswith(f"/search/?q={MARK}") and told != nothing_found:
                yield f"{address} tells that it is there: {told[:900]}"


def places(told, *marks):
    """Return the first place in `told` where one of `marks` stands, with what is around it, in a list."""
    found = re.search("|".join(marks), told)
    return [told[max(0, found.start() - 200) : found.end() + 40]] if found else []


@pytest.fixture
def planted(home, page_of):
    return Planter(home, page_of).plant()


@pytest.mark.slow
@pytest.mark.each_database
def test_what_nobody_may_read_comes_out_nowhere(planted, client):
    reader = Audience(client)

    assert list(reader.leaks_in_answers(planted)) == []
    assert list(reader.leaks_by_difference(planted)) == []
    assert list(reader.leaks_on_website(planted)) == []


def test_the_search_for_leaks_knows_the_fields_of_all_lists():
    lists = {
        listing.operation.path: listing.fields for listing in listings(description()) if listing.model is not Page
    }

    assert "listing_image" in lists["/api/v2/pages/"]
    assert "alt" in lists["/api/v2/images/"]
    assert {"/api/v2/documents/", "/api/v2/redirects/", "/api/v2/testimonials/"} <= lists.keys()


def test_all_that_the_description_lists_is_asked():
    asked = set()
    for address in addresses(Planted(public=[1]), description()):
        place, _, query = address.partition("?")
        place = re.sub(r"/\d+/", "/{id}/", place)
        asked |= {(place, ""), *((place, name) for name, _value in parse_qsl(query, keep_blank_values=True))}

    for operation in operations(description()):
        for name in ("", *operation.parameters):
            assert (operation.path, name) in asked, f"Nobody asks {operation.path} for {name or 'anything'}."


@pytest.mark.once
@pytest.mark.slow
def test_a_leak_is_found(planted, client, monkeypatch, settings):
    """Each of these takes one rule away, or tells one thing too much."""
    reader = Audience(client)

    def everything(queryset, *args, **kwargs):
        return queryset

    for name, instead, leaks in (
        ("cms.api.v2.pages.public_by_row", everything, reader.leaks_in_answers),
        ("cms.visibility.pages.not_hidden", everything, reader.leaks_in_answers),
        ("cms.visibility.pages._for_audience", everything, reader.leaks_in_answers),
        ("cms.pages.api.image_representation", lambda image, request: image and image.title, reader.leaks_in_answers),
        ("cms.pages.richtext.expansion.LINK", re.compile("no link"), reader.leaks_in_answers),
        ("cms.api.v2.page_filters.fetch", lambda model, ids: ids, reader.leaks_by_difference),
        ("cms.visibility.pages._for_audience", everything, reader.leaks_on_website),
        ("cms.pages.sitemaps.public_by_row", everything, reader.leaks_on_website),
        ("cms.markdown.views.serve_part", make_part_of_any_page, reader.leaks_on_website),
        ("cms.feeds.views.serve_part", make_part_of_any_page, reader.leaks_on_website),
        ("cms.delivery.media.documents._is_shown", lambda document: True, reader.leaks_on_website),
    ):
        with monkeypatch.context() as patch:
            patch.setattr(name, instead)
            assert next(leaks(planted), None), f"Nobody notices that {name} is wrong."
    assert_that_leaks_of_a_plugin_are_found(planted, client, settings)


def make_part_of_any_page(request, path, make):
    """Make a part of the page at `path` without asking whether the reader may see the page."""
    page = Page.objects.filter(url_path__endswith=f"/{path}").exclude(depth__lt=3).first()
    if page is None:
        raise Http404
    return make(page.specific)


class LeafletsAPIViewSet(SiteAPIViewSet):
    """An endpoint of a plugin, which forgot that a page may be a draft."""

    name = "leaflets"
    model = Menus  # of which it takes no fields
    known_query_parameters = frozenset({"kind", "called", "page"})

    def listing_view(self, request):
        asked = request.GET
        drafts = Page.objects.filter(live=False)
        return Response(
            {
                "titles": [page.title for page in drafts] if asked.get("kind") == "all" else [],
                "found": drafts.filter(title=asked.get("called", "")).exists(),
                "there": drafts.filter(pk=asked.get("page", 0)).exists(),
            }
        )

    @classmethod
    def describe(cls, api, name):
        parameters = [parameter(key, schema, "") for key, schema in cls.parameters.items()]
        return {"": {"get": api.operation(name, "Leaflets.", {}, parameters)}}


def assert_that_leaks_of_a_plugin_are_found(planted, client, settings):
    for name, schema, leaks in (
        ("kind", {"enum": ["some", "all"]}, Audience.leaks_in_answers),
        ("called", {"type": "string"}, Audience.leaks_by_difference),
        ("page", ID, Audience.leaks_by_difference),
    ):
        leaflets = type("Leaflets", (LeafletsAPIViewSet,), {"parameters": {name: schema}})
        plugin = make_plugin(modules={"api": {"endpoints": {"leaflets": leaflets}}})
        router = build_router([*registry, plugin])
        settings.ROOT_URLCONF = types.ModuleType("urls_with_leaflets")
        settings.ROOT_URLCONF.urlpatterns = [path("api/v2/", router.urls), *urlpatterns]
        described = Description(router).as_dict()
        described["paths"] = {"/api/v2/leaflets/": described["paths"]["/api/v2/leaflets/"]}

        assert next(leaks(Audience(client, described), planted), None), f"Nobody notices what {name} tells."
