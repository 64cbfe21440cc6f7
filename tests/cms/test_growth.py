"""The cost of a request does not grow with the number of pages. Tests count the steps of the database, not time."""

from contextlib import contextmanager
from copy import copy
from datetime import date, timedelta

import pytest
from django.db import connection
from wagtail.models import Page, ReferenceIndex, Site

from articles.models import ArticlePage
from cms.testing.copies import copies_of
from cms.testing.factories import ImageFactory
from tests.articles.factories import ArticleIndexPageFactory, ArticlePageFactory, ProcedurePageFactory
from tests.home.factories import HomePageFactory

pytestmark = pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite alone counts the steps of a query.")
LIST = "/api/v2/pages/?type=articles.ArticlePage&limit=20"


@pytest.fixture
def site_home(committing_db):
    """Return the home page of a site. Within a transaction nothing is kept, so this test commits."""
    page = HomePageFactory(parent=Page.get_first_root_node(), slug="site-home")
    Site.objects.filter(is_default_site=True).update(root_page=page)
    return page


@contextmanager
def steps_counted():
    """Return a list that gets an item for each 10 steps of SQLite's virtual machine."""
    steps = []
    connection.ensure_connection()
    connection.connection.set_progress_handler(lambda: steps.append(10) or 0, 10)
    try:
        yield steps
    finally:
        connection.connection.set_progress_handler(None, 0)


def work_for(client, address):
    client.get(address)  # counts are kept
    with steps_counted() as steps:
        response = client.get(address)
    assert response.status_code == 200
    return sum(steps)


def add_copies(page, times):
    [reference] = ReferenceIndex.objects.filter(object_id=page.pk, model_path="listing_image")
    rows, pages = [], copies_of(page, times)
    for number, made in enumerate(pages):
        made.date = date(2020, 1, 1) + timedelta(days=number // 300)  # many of one day
        row = copy(reference)
        row.pk, row.object_id, row.to_object_id = None, made.pk, made.listing_image_id
        rows.append(row)
    ReferenceIndex.objects.bulk_create(rows)
    ArticlePage.objects.bulk_update(pages, ["date"], batch_size=100)


@pytest.mark.once
@pytest.mark.parametrize("analyzed", [False, True], ids=["without statistics", "with statistics"])
def test_the_database_does_as_much_for_many_pages_as_for_few(client, site_home, monkeypatch, analyzed):
    monkeypatch.setattr("cms.pages.models.COMMON", 10)
    procedure = ProcedurePageFactory(parent=site_home)
    article = ArticlePageFactory(
        parent=ArticleIndexPageFactory(parent=site_home), about=procedure, listing_image=ImageFactory()
    )
    article.tags.add("recovery")
    article.save_revision().publish()
    addresses = {
        "list": f"{LIST}&fields=summary,tags,listing_image",
        "list of all types": "/api/v2/pages/?limit=20",
        "list by date": f"{LIST}&order=-date",
        "list by tag": f"{LIST}&tags=recovery",
        "detail": f"/api/v2/pages/{article.pk}/",
        "hub page, HTML": procedure.url,
        "hub page, API": f"/api/v2/pages/{procedure.pk}/",
        "article, HTML": article.url,
        "list of articles, HTML": article.get_parent().url,
        "image list": "/api/v2/images/?limit=20",
        "tree of a branch": f"/api/v2/pages/tree/?descendant_of={procedure.pk}",
    }
    work = []
    for number in (100, 900):
        add_copies(article, number)
        with connection.cursor() as cursor:
            if analyzed:
                cursor.execute("ANALYZE")
        deep = client.get(f"{LIST}&limit=80&cursor=").json()["meta"]["next_cursor"]
        addresses["deep list, by cursor"] = f"{LIST}&cursor={deep}"
        work.append({name: work_for(client, address) for name, address in addresses.items()})
    few, many = work

    assert {name: (few[name], many[name]) for name in addresses if many[name] > 1.5 * few[name] + 200} == {}
