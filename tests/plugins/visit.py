"""Asks a site for the addresses that are given: `python -m tests.plugins.visit / /api/v2/pages/`.

Prints the status of each and the number of its queries, as JSON. It makes a small site where there is none.
"""

import json
import sys

import django

django.setup()

from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from wagtail.models import Page, Site  # noqa: E402

from articles.models import ArticleIndexPage, ArticlePage  # noqa: E402
from home.models import HomePage, StandardPage  # noqa: E402


def make_site():
    home = Page.get_first_root_node().add_child(
        instance=HomePage(title="Practice", slug="practice", hero_title="Hello")
    )
    Site.objects.update(root_page=home)
    page = home.add_child(instance=StandardPage(title="Page", slug="page"))
    index = home.add_child(instance=ArticleIndexPage(title="Articles", slug="articles"))
    index.add_child(instance=ArticlePage(title="Article", slug="article", about=page))


def visit(address):
    """Return the status, and how many queries it takes once what is remembered between requests is there."""
    client = Client()
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        status = client.get(address).status_code
    return status, len(queries)


if __name__ == "__main__":
    if not HomePage.objects.exists():
        make_site()
    print(json.dumps({address: visit(address) for address in sys.argv[1:]}))  # noqa: T201
