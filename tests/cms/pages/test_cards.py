"""Cards show the date that their page type names."""

from datetime import UTC, date, datetime

import pytest
from wagtail.models import Page

from cms import prepared_queries
from cms.loader import load_many
from home.models import StandardPage
from tests.articles.factories import ArticleIndexPageFactory, ArticlePageFactory
from tests.home.factories import StandardPageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def dated_by_a_time(monkeypatch):
    monkeypatch.setattr(StandardPage, "card_date_field", "first_published_at")
    prepared_queries.clear_cache()
    yield
    prepared_queries.clear_cache()


def test_the_date_may_be_that_of_a_time(home, dated_by_a_time, settings):
    settings.TIME_ZONE = "America/Chicago"
    published = StandardPageFactory(parent=home, first_published_at=datetime(2030, 1, 16, 3, tzinfo=UTC))
    article = ArticlePageFactory(parent=ArticleIndexPageFactory(parent=home), date=date(2030, 1, 20))

    cards = load_many(Page, [published.pk, article.pk])

    assert cards[published.pk].card_date == date(2030, 1, 15)
    assert cards[article.pk].card_date == date(2030, 1, 20)
