"""The description of the API: exact, complete, and changed by nobody unawares."""

import json
from decimal import Decimal
from functools import cached_property
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from jsonschema_rs import meta
from rest_framework.fields import ChoiceField, Field
from typing_extensions import TypedDict
from wagtail import blocks
from wagtail.api import APIField
from wagtail.models import Site

import cms
from articles.models import ArticlePage
from cms.api.openapi.description import Description, description
from cms.api.openapi.schema import Schemas
from cms.api.router import build_router, router
from cms.api.v2.sites import SiteAPIViewSet
from cms.plugins import conventions
from cms.plugins.plugin import RelatedItems
from cms.plugins.registry import registry
from cms.testing.factories import ImageFactory
from cms.testing.schemas import assert_described
from home.models import StandardPage
from tests.cms.bodies import every_block
from tests.cms.plugins.test_plugin import make_plugin
from tests.home.factories import ContactPageFactory, StandardPageFactory

SNAPSHOT = Path(__file__).with_name("openapi.json")


def test_the_description_is_the_one_that_was_agreed_on(capsys):
    call_command("describe_api")

    assert json.loads(capsys.readouterr().out) == json.loads(SNAPSHOT.read_text()), (
        "The API has changed. If that is meant, keep its new description: "
        "manage.py describe_api > tests/cms/api/openapi.json"
    )


def test_a_new_plugin_contract_is_no_new_version_of_the_api(monkeypatch):
    monkeypatch.setattr(cms, "PLUGIN_API_VERSION", "9.0")

    found, _problems = described()

    assert found["info"]["version"] == cms.HTTP_API_VERSION == "2.0"


def test_each_endpoint_is_described():
    described = {path.removeprefix("/api/v2/").partition("/")[0] for path in description()["paths"]}

    assert set(router._endpoints) <= described


def test_each_schema_is_one():
    for schema in description()["components"]["schemas"].values():
        meta.validate(schema)


@pytest.mark.django_db
@pytest.mark.parametrize("query", ["", "fields=*", "fields=_,title", "fields=*&rich_text_format=markdown"])
def test_lists_and_details_are_as_described(home, client, query):
    page = StandardPageFactory(parent=home, listing_image=ImageFactory(), about=home)
    page.body = every_block(page)
    page.tags.add("leaf")
    page.save_revision().publish()
    pk = {"pages": page.pk, "images": page.listing_image_id}

    for name in ("pages", "images", "documents", "redirects"):
        assert_described(client.get(f"/api/v2/{name}/?{query}").json(), f"/api/v2/{name}/")
        if name in pk:
            assert_described(client.get(f"/api/v2/{name}/{pk[name]}/?{query}").json(), f"/api/v2/{name}/{{id}}/")


@pytest.mark.django_db
def test_what_sites_and_forms_answer_is_as_described(home, client):
    form = ContactPageFactory(parent=home)

    for name in ("practice", "menus", "forms", "pages/tree"):
        assert_described(client.get(f"/api/v2/{name}/").json(), f"/api/v2/{name}/")
    assert_described(client.get(f"/api/v2/forms/{form.pk}/").json(), "/api/v2/forms/{id}/")


@pytest.mark.django_db
def test_the_description_is_served(client):
    assert client.get("/api/v2/openapi.json").json() == json.loads(json.dumps(description()))


@pytest.mark.django_db
def test_the_page_to_read_it_on_asks_nothing_of_another_host(client):
    html = client.get("/api/v2/docs/").content.decode()

    assert "/api/v2/openapi.json" in html
    assert "//" not in html.replace("<!DOCTYPE html>", "")


def test_a_block_that_does_not_say_what_it_returns_is_named():
    class Silent(blocks.CharBlock):
        def get_api_representation(self, value, context=None):
            return {"value": value}

    with pytest.raises(ImproperlyConfigured, match=r"Silent.get_api_representation has no return annotation"):
        Schemas(router).of_block(Silent(), "Silent")


def test_a_field_that_does_not_say_what_it_returns_is_named():
    class Silent(Field):
        def to_representation(self, value):
            return {"value": value}

    field = Silent(source="*")
    field.field_name = "silent"

    schemas = Schemas(router)

    assert schemas.of_field(field, StandardPage) == {}
    (problem,) = schemas.problems
    assert "“silent” of home.StandardPage has no return annotation" in problem


class FailingAPIViewSet(SiteAPIViewSet):
    name = "failing"
    model = Site

    @classmethod
    def describe(cls, api, name):
        raise LookupError("nothing there")


class FailingField(Field):
    def bind(self, field_name, parent):
        raise LookupError("nothing there")


def failing(item, request):
    return {}


def described(plugins=()):
    builder = Description(build_router([*registry, *plugins]))
    return builder.as_dict(), builder.schemas.problems


def test_an_endpoint_that_cannot_be_described_leaves_the_others_whole():
    plugin = make_plugin(modules={"api": {"endpoints": {"failing": FailingAPIViewSet}}})

    description, problems = described([plugin])

    operation = description["paths"].pop("/api/v2/failing/")["get"]
    assert operation["responses"]["200"]["content"]["application/json"]["schema"] == {}
    assert description == described()[0]
    assert problems == ["The API endpoint “failing” cannot be described: LookupError: nothing there."]


def test_a_page_type_that_cannot_be_described_leaves_the_others_whole(monkeypatch):
    whole = described()[0]["components"]["schemas"]
    monkeypatch.setattr(StandardPage, "api_fields", [APIField("failing", serializer=FailingField())])

    description, problems = described()

    schemas = description["components"]["schemas"]
    assert {
        name for name in whole if schemas.get(name) != whole[name] and not name.startswith("StandardPage")
    } == set()
    assert schemas["StandardPage"] == {"type": "object"}
    assert problems == ["The API of home.StandardPage cannot be described: LookupError: nothing there."]


def test_related_content_that_cannot_be_described_leaves_the_others_whole(monkeypatch):
    whole = described()[0]["components"]["schemas"]["RelatedGroup"]["oneOf"]
    offer = RelatedItems("Sites", "sites", Site.objects.all(), "sites.html", failing)
    offers = conventions.related_content
    monkeypatch.setattr(
        "cms.api.openapi.schema.related_content",
        lambda plugin: [*offers(plugin), *([offer] if plugin.label == "home" else [])],
    )

    description, problems = described()

    schemas = description["components"]["schemas"]
    assert [reference for reference in schemas["RelatedGroup"]["oneOf"] if reference in whole] == whole
    assert schemas["RelatedSites"]["properties"]["items"] == {"type": "array", "items": {}}
    assert problems == ["The related content “sites” has no return annotation. Add one to its function `represent`."]


def test_the_log_names_each_part_that_cannot_be_described(monkeypatch, caplog):
    monkeypatch.setattr("cms.api.openapi.description.describe", lambda: ({}, ["The API field “silent” is silent."]))

    description.__wrapped__()

    assert "The API field “silent” is silent." in caplog.text


@pytest.mark.parametrize(
    ("choices", "schema"),
    [
        ([("s", "Small")], {"type": "string", "enum": ["s"]}),
        ([(1, "One"), (2, "Two")], {"type": "integer", "enum": [1, 2]}),
        ([(Decimal("1.5"), "More")], {"type": "string"}),
        ([(True, "Yes"), (False, "No")], {"type": "boolean", "enum": [True, False]}),
        ([(str(number), "") for number in range(599)], {"type": "string"}),
        ([(number, "") for number in range(599)], {"type": "integer"}),
    ],
)
def test_choices_are_listed_where_they_are_few_and_json(choices, schema):
    field = ChoiceField(choices=choices)
    field.field_name = field.source = "title"

    assert Schemas(router).of_field(field, StandardPage) == schema


def test_each_object_has_a_name():
    def inline(schema):
        nested = schema.values() if isinstance(schema, dict) else schema if isinstance(schema, list) else ()
        found = (
            [schema] if isinstance(schema, dict) and schema.get("type") == "object" and "properties" in schema else []
        )
        return found + [item for part in nested for item in inline(part)]

    unnamed = [
        (name, item)
        for name, schema in [*description()["components"]["schemas"].items(), *description()["paths"].items()]
        for item in inline(schema)
        if item is not schema
    ]

    assert unnamed == []


def test_shapes_of_two_apps_with_one_name_are_told_apart_by_the_label_of_the_second():
    def playlist(module, **fields):
        shapes = [TypedDict("Video", fields)]
        shapes.append(TypedDict("Playlist", {"videos": list[shapes[0]]}))
        for shape in shapes:
            shape.__module__ = module
        return shapes[1]

    schemas = Schemas(router)
    short, long = playlist("home.api", url=str), playlist("gallery.api", url=str, seconds=int)

    assert schemas.of_type(short) == {"$ref": "#/components/schemas/Playlist"}
    for _time in range(2):
        assert schemas.of_type(long) == {"$ref": "#/components/schemas/GalleryPlaylist"}
    videos = schemas.components["GalleryPlaylist"]["properties"]["videos"]
    assert videos["items"] == {"$ref": "#/components/schemas/GalleryVideo"}
    assert set(schemas.components) == {"Video", "Playlist", "GalleryVideo", "GalleryPlaylist"}
    assert schemas.problems == []


def test_two_shapes_of_one_name_are_told_apart_and_named():
    schemas = Schemas(router)
    schemas.component("Thing", {"type": "string"})

    assert schemas.component("Thing", {"type": "integer"}) == {"$ref": "#/components/schemas/Thing2"}
    assert "have the name Thing" in schemas.problems[0]


def a_method(self) -> bool:
    return True


@pytest.mark.parametrize(
    "attribute", [a_method, property(a_method), cached_property(a_method)], ids=lambda a: type(a).__name__
)
def test_a_field_looks_like_what_its_method_or_property_returns(attribute, monkeypatch):
    monkeypatch.setattr(ArticlePage, "reading_time", attribute)

    described = Description(router).as_dict()

    article = described["components"]["schemas"]["ArticlePage"]["properties"]
    assert article["reading_time"]["type"] == "boolean"
