"""The querysets of `related_content()` are evaluated for each response."""

import pytest
from django.conf import settings as site_settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import ArticlePage
from cms.context.channels import Channel
from cms.context.request import use_context
from cms.pages.related import find_related, related_to
from cms.plugins.plugin import RelatedContent
from cms.visibility import public_pages
from tests.articles.factories import ArticleIndexPageFactory, ArticlePageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def offer(monkeypatch):
    """Return a function that makes the queryset that another function returns the only related content."""

    def use(items):
        monkeypatch.setattr("cms.pages.related._offers", lambda: [RelatedContent("Articles", items())])

    return use


@pytest.fixture
def articles(home):
    index = ArticleIndexPageFactory(parent=home)
    return [ArticlePageFactory(parent=index, about=home, title=title) for title in ("One", "Two")]


def titles_for(page):
    return [item.title for group in related_to(page) for item in group.items]


def test_queryset_may_depend_on_a_setting(home, articles, offer, settings):
    offer(lambda: ArticlePage.objects.filter(title=site_settings.ARTICLES_RELATED))

    settings.ARTICLES_RELATED = "One"
    assert titles_for(home) == ["One"]
    settings.ARTICLES_RELATED = "Two"
    assert titles_for(home) == ["Two"]


def test_queryset_may_depend_on_the_time(home, articles, offer):
    offer(lambda: ArticlePage.objects.filter(first_published_at__lt=timezone.now()))
    ArticlePage.objects.update(first_published_at=None)
    assert titles_for(home) == []

    ArticlePage.objects.filter(title="Two").update(first_published_at=timezone.now())
    assert titles_for(home) == ["Two"]


def test_all_offers_are_asked_for_in_one_query(home, articles, django_assert_num_queries):
    with use_context(Channel.WEBSITE):
        find_related([home])
        with django_assert_num_queries(1):
            found = find_related([home, *articles])

    assert [pk for offer, ids in found[home.pk] if offer.heading == "Articles about this" for pk in ids]


def test_visibility_is_asked_for_once_where_nothing_is_memoized(home, articles):
    with CaptureQueriesContext(connection) as visibility:
        list(public_pages())
    find_related([home, *articles])  # compiles the query, for which visibility is asked once more
    with CaptureQueriesContext(connection) as related:
        find_related([home, *articles])

    assert len(related) == len(visibility)
