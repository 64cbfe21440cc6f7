"""Kept responses and fragments change with each decision about a page, and when its review is overdue."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone
from wagtail.models import Page, Site

from articles.models import Citation
from cms.review.models import Decision
from cms.testing.bodies import text
from cms.testing.review import sign_off
from tests.articles.factories import ArticleIndexPageFactory, ArticlePageFactory, CitationFactory, cite
from tests.cms.delivery.test_response_cache import Server
from tests.home.factories import HomePageFactory

pytestmark = pytest.mark.usefixtures("committing_db")
ADDRESSES = ["/articles/leaves/", "/api/v2/pages/?fields=*&type=articles.ArticlePage", "/api/v2/pages/?fields=*"]


@pytest.fixture
def page(committing_db, settings):
    settings.ALLOWED_HOSTS = ["testserver"]
    settings.REVIEW_REQUIRED = False
    home = HomePageFactory(parent=Page.get_first_root_node(), slug="site-home")
    Site.objects.filter(is_default_site=True).update(root_page=home, hostname="testserver")
    index = ArticleIndexPageFactory(parent=home, slug="articles")
    page = ArticlePageFactory(parent=index, slug="leaves", body=text(f"<p>It works.{cite(CitationFactory())}</p>"))
    sign_off(page)
    return page


@pytest.mark.parametrize("address", ADDRESSES)
def test_each_decision_and_each_change_is_shown_by_the_next_response(page, address):
    server = Server()

    def shows_review():
        return b"A Reviewer, MD" in server.get(address)[2]

    assert shows_review()
    assert shows_review()
    title = Citation.objects.get().title
    Citation.objects.update(title="On roots")
    assert not shows_review()
    Citation.objects.update(title=title)
    assert shows_review()
    sign_off(page, decision=Decision.REVISE, comment="Too bold.")
    assert not shows_review()
    sign_off(page)
    assert shows_review()


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_overdue_review_is_gone_at_midnight_without_a_write(page, address, time_machine):
    server = Server()
    due = timezone.localdate() + timedelta(days=365)
    last = timezone.make_aware(datetime(due.year, due.month, due.day, 23, 59))
    time_machine.move_to(last)
    assert b"A Reviewer, MD" in server.get(address)[2]

    time_machine.shift(timedelta(minutes=2))

    assert b"A Reviewer, MD" not in server.get(address)[2]
