"""What holds for each page type of each content type that is enabled."""

import re

import pytest
from django.test import RequestFactory
from django.urls import reverse
from wagtail.models import Page

from cms.content_types.registry import registry
from home.models import HomePage
from tests.cms.api.schemas import assert_is
from tests.cms.bodies import every_block
from tests.cms.factories import ImageFactory
from tests.copies import copies_of
from tests.factories import FACTORIES
from tests.gallery.factories import GalleryPageFactory
from tests.home.factories import StandardPageFactory
from tests.queries import count_queries
from tests.testimonials.factories import StoryPageFactory, TestimonialFactory

PAGE_TYPES = [
    pytest.param(model, id=model._meta.label)
    for plugin in registry
    for model in plugin.get_models()
    if issubclass(model, Page)
]
INTERNAL = {"notify", "consent"}
"""Fields that are nobody's business but the staff's."""
pytestmark = pytest.mark.django_db


def test_each_page_type_has_a_factory_and_no_factory_is_left_over():
    assert set(FACTORIES) == {param.id for param in PAGE_TYPES}


@pytest.mark.parametrize("model", PAGE_TYPES)
def test_a_page_with_every_block_is_shown_to_visitors(model, page_of, client):
    page = page_of(model)
    page.listing_image = ImageFactory()
    page.body = every_block(page)
    page.save_revision().publish()

    response = client.get(page.url)

    assert response.status_code == 200
    html = response.content.decode()
    assert re.search(rf"<title>\s*{page.title}", html)
    for words in (
        "Section 0",
        "Question 0?",
        "Mind this",
        "Three hours",
        "Monday",
        "A film",
        "Read on",
        "Nobody hurried me",
    ):
        assert words in html, f"{words} is missing"


@pytest.mark.parametrize("model", PAGE_TYPES)
def test_the_number_of_queries_does_not_grow_with_the_body(model, page_of, client):
    page = page_of(model)
    counts = []
    for times in (2, 6):
        page.body = every_block(page, times)
        page.save_revision().publish()
        counts.append(count_queries(client, page.url))

    assert counts[0] == counts[1]


@pytest.mark.parametrize("model", PAGE_TYPES)
def test_all_its_fields_are_in_the_api(model, page_of, client):
    page = page_of(model)
    page.body = every_block(page)
    page.tags.add("leaf")
    page.save_revision().publish()

    answer = client.get(f"/api/v2/pages/{page.pk}/", {"fields": "*"}).json()

    assert_is(client.get(f"/api/v2/pages/{page.pk}/").json(), model.__name__)
    declared = {field.name for field in model.api_fields}
    assert declared <= set(answer)
    assert answer["tags"] == ["leaf"]
    assert {block["type"] for block in answer["body"]} == set(model._meta.get_field("body").stream_block.child_blocks)
    own = {field.name for field in model._meta.local_fields}
    assert own - {"page_ptr"} - INTERNAL <= declared, "a field of the type is not in api_fields"


@pytest.mark.parametrize("model", PAGE_TYPES)
def test_the_api_asks_the_same_few_queries_for_a_long_list_as_for_a_short_one(model, home, page_of, client):
    def publish(times):
        for _ in range(times):
            page = page_of(model)
            page.listing_image = ImageFactory()
            page.about = StandardPageFactory(parent=home, listing_image=ImageFactory())
            page.body = every_block(page, 2)
            page.tags.add("leaf", f"tag {page.pk}")
            page.save_revision().publish()
            for other in (GalleryPageFactory, StoryPageFactory):
                other(parent=home, about=page)
            TestimonialFactory(about=page)
        return page

    address = f"/api/v2/pages/?type={model._meta.label}&fields=*&limit=100"
    publish(1)
    counts = {"1 page": count_queries(client, address)}
    page = publish(2)
    counts["some pages, each with its own blocks"] = count_queries(client, address)
    if model is not HomePage:  # of which a site has one
        copies_of(page, 100 - model.objects.count())
        for limit in (5, 20, 100):
            one = f"{address}&order=-id&limit={limit}"
            assert len(client.get(one).json()["items"]) == limit
            counts[f"{limit} pages"] = count_queries(client, one)

    assert len(set(counts.values())) == 1, counts
    assert counts["1 page"] <= 12
    page = client.get(address).json()["items"][-1]["id"]
    assert count_queries(client, f"/api/v2/pages/{page}/?fields=*") <= 15


@pytest.mark.parametrize("model", PAGE_TYPES)
def test_a_draft_is_neither_shown_nor_in_the_api(model, page_of, client):
    page = page_of(model, live=False)

    assert client.get(page.url).status_code == 404
    assert client.get(f"/api/v2/pages/{page.pk}/").status_code == 404
    assert page.pk not in [item["id"] for item in client.get("/api/v2/pages/?limit=100").json()["items"]]


@pytest.mark.parametrize("model", PAGE_TYPES)
def test_staff_can_edit_and_preview_it(model, page_of, admin_client):
    page = page_of(model)
    page.body = every_block(page)
    page.save_revision()

    assert admin_client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).status_code == 200
    for mode, _name in page.preview_modes:
        preview = page.make_preview_request(RequestFactory().get("/"), mode)
        assert preview.status_code == 200
