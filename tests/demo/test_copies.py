"""Sites for measurements are made of copies of pages."""

import pytest
from wagtail.models import Page

from articles.models import ArticlePage
from cms.review.models import SignOff
from cms.testing.bodies import text
from cms.testing.factories import ImageFactory
from cms.testing.review import sign_off
from demo.copies import copy_pages
from demo.reviews import sign_unsigned
from tests.articles.factories import ArticlePageFactory

pytestmark = pytest.mark.django_db


def test_copies_are_published_pages_with_all_that_their_source_shows(page_of, client):
    source = page_of(ArticlePage, slug="leaf", listing_image=ImageFactory(), body=text("<p>All about leaves.</p>"))
    source.tags.add("leaf")
    source.save_revision().publish()
    made = []

    copy_pages([source], 3, on_progress=made.append)

    copies = ArticlePage.objects.child_of(source.get_parent()).exclude(pk=source.pk)
    assert (made, copies.count(), Page.find_problems()) == ([3], 3, ([], [], [], [], []))
    answer = client.get(copies[0].url)
    assert "All about leaves." in answer.content.decode()
    listed = client.get("/api/v2/pages/?type=articles.ArticlePage&tags=leaf&fields=tags,listing_image").json()
    assert listed["meta"]["total_count"] == 4
    assert all(item["listing_image"] for item in listed["items"])
    ArticlePageFactory(parent=source.get_parent().specific, slug="another")  # ids and paths go on after the copies


def test_unsigned_pages_are_signed_and_signed_ones_are_left_alone(page_of):
    signed, unsigned = (page_of(ArticlePage, slug=slug) for slug in ("signed", "unsigned"))
    sign_off(signed)
    made = []

    sign_unsigned(on_progress=made.append)

    assert made == [1]
    assert list(SignOff.objects.order_by("pk").values_list("page", "reviewer_name")) == [
        (signed.pk, "A Reviewer"),
        (unsigned.pk, "Sample Reviewer"),
    ]
