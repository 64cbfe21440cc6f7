"""The endpoint of testimonials, which is made of three lines: `cms.plugins.api.ModelAPIViewSet`."""

import pytest

from cms.testing.queries import count_queries
from tests.cms.api.factories import ApiTokenFactory, bearer
from tests.home.factories import StandardPageFactory
from tests.testimonials.factories import TestimonialFactory

pytestmark = pytest.mark.django_db
ADDRESS = "/api/v2/testimonials/"


def quotes(answer):
    return [item["quote"] for item in answer.json()["items"]]


def test_a_list_has_all_fields_and_shows_the_newest_first(home, client):
    page = StandardPageFactory(parent=home)
    TestimonialFactory(quote="Hurried by nobody", attribution="K.", about=page)

    (item,) = client.get(ADDRESS).json()["items"]

    assert item["quote"] == "Hurried by nobody"
    assert item["attribution"] == "K."
    assert item["about"]["title"] == page.title
    assert item["meta"]["detail_url"].endswith(f"{ADDRESS}{item['id']}/")


def test_it_is_filtered_ordered_and_searched(home, client):
    first, second = (StandardPageFactory(parent=home) for _ in range(2))
    TestimonialFactory(quote="Calm", about=first)
    TestimonialFactory(quote="Brief", about=second)

    assert quotes(client.get(ADDRESS, {"order": "quote"})) == ["Brief", "Calm"]
    assert quotes(client.get(ADDRESS, {"about": first.pk})) == ["Calm"]
    assert quotes(client.get(ADDRESS, {"search": "brief", "about": second.pk})) == ["Brief"]
    assert client.get(ADDRESS, {"consent": 1}).status_code == 400


def test_a_filter_does_not_tell_of_a_page_that_is_not_public(home, client):
    hidden = StandardPageFactory(parent=home, live=False)
    TestimonialFactory(about=hidden)

    assert quotes(client.get(ADDRESS, {"about": hidden.pk})) == []
    assert client.get(ADDRESS).json()["items"][0]["about"] is None


def test_a_token_that_is_limited_to_page_types_is_refused(client):
    token = ApiTokenFactory(page_types=["home.StandardPage"])

    assert client.get(ADDRESS, headers=bearer(token)).status_code == 403


def test_a_selection_of_fields_costs_no_more_queries(home, client):
    for _ in range(3):
        TestimonialFactory(about=StandardPageFactory(parent=home))

    assert count_queries(client, f"{ADDRESS}?fields=_,quote") <= count_queries(client, ADDRESS) <= 8
