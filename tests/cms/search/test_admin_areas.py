"""The admin's search finds snippets, and text of pages, for those who may see them."""

import re

import pytest
from django.contrib.auth.models import Group, User
from django.urls import reverse

from cms.testing.bodies import text
from cms.testing.factories import ConsentFactory
from tests.articles.factories import CitationFactory
from tests.home.factories import StandardPageFactory
from tests.testimonials.factories import TestimonialFactory

pytestmark = pytest.mark.django_db


def user_of(role):
    user = User.objects.create_user(role)
    user.groups.add(Group.objects.get(name=role))
    return user


def areas(client, user, query):
    """Return the addresses to which the search of the admin offers to take `query`."""
    client.force_login(user)
    html = client.get(reverse("wagtailadmin_pages:search"), {"q": query}).content.decode()
    return re.findall(r'href="([^"?]*)\?q=[^"]*"', html)


def list_of(model):
    return reverse(f"wagtailsnippets_{model}:list")


def test_each_role_is_offered_the_snippets_that_it_may_see(home, client):
    editor, officer = areas(client, user_of("Editor"), "x"), areas(client, user_of("Privacy officer"), "x")

    assert {list_of("testimonials_testimonial"), list_of("articles_citation")} <= set(editor)
    assert list_of("cms_consent_consent") not in editor
    assert list_of("cms_consent_consent") in officer


def test_an_area_finds_what_the_snippets_say(home, client):
    consent = ConsentFactory(code="ZQX-2026-7")
    quote, citation = (
        TestimonialFactory(quote="They listened kindly."),
        CitationFactory(title="Dilation under anesthesia"),
    )
    root = User.objects.create_superuser("root")
    client.force_login(root)

    for found, model, query in (
        (consent, "cms_consent_consent", "ZQX-2026-7"),
        (consent, "cms_consent_consent", "2026-7"),
        (quote, "testimonials_testimonial", "kindly"),
        (citation, "articles_citation", "dilation"),
    ):
        response = client.get(list_of(model), {"q": query})
        assert [one.pk for one in response.context["object_list"]] == [found.pk], model


def test_pages_are_found_by_their_text_drafts_included(home, client):
    page = StandardPageFactory(parent=home, title="Parking", live=False, body=text("<p>Behind the bakery.</p>"))
    client.force_login(User.objects.create_superuser("root"))

    response = client.get(reverse("wagtailadmin_pages:search"), {"q": "bakery"})

    assert [found.pk for found in response.context["object_list"]] == [page.pk]
