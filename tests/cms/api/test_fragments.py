"""Representations that are kept as fragments are those of a response that is made anew, for each reader, always."""

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page, PageViewRestriction, Site

from cms.api.tokens.models import Scope
from cms.api.v2 import fragments
from tests.articles.factories import ReferencePageFactory
from tests.cms.api.factories import ApiTokenFactory, bearer
from tests.factories import FACTORIES
from tests.home.factories import HomePageFactory, StandardPageFactory
from tests.stale.site import ChangingSite

PAGES = "/api/v2/pages/"
HEADERS = ("Surrogate-Key", "Cache-Tag", "Cache-Control", "Last-Modified", "ETag", "Vary", "Content-Type")


@pytest.fixture
def site(committing_db):
    """Make a site with a page of each type, which refer to each other. Nothing is in a transaction."""
    site = ChangingSite(seed=1)
    ReferencePageFactory(parent=site.home)
    return site


@pytest.fixture
def pages(committing_db):
    home = HomePageFactory(parent=Page.get_first_root_node(), slug="site-home")
    Site.objects.filter(is_default_site=True).update(root_page=home)
    return StandardPageFactory.create_batch(3, parent=home)


def ask(address, token=None):
    response = Client().get(address, headers=bearer(token) if token else {})
    assert response.status_code == 200, response.content
    return response


def anew(address):
    """Return the response that is made where nothing is kept."""
    with transaction.atomic():
        return ask(address)


def parts(response):
    return response.content, {name: response.get(name) for name in HEADERS}


def titles(token=None):
    return {item["title"] for item in ask(PAGES, token).json()["items"]}


def restrict(page):
    return PageViewRestriction.objects.create(page=page, restriction_type="login")


def addresses():
    pages = ask(f"{PAGES}?limit=100").json()["items"]
    assert {*FACTORIES} <= {page["meta"]["type"] for page in pages}
    for label in FACTORIES:
        yield f"{PAGES}?type={label}&fields=*&limit=2"
        yield f"{PAGES}?type={label}&fields=*&limit=1&rich_text_format=db_markdown"
    yield from (f"{PAGES}{page['id']}/" for page in pages)
    yield from (f"{PAGES}?fields=*&limit=4", f"{PAGES}?fields=_,summary,listing_image(alt)", f"{PAGES}?offset=2")


def test_a_response_has_the_same_bytes_and_headers_with_and_without_fragments(site):
    for address in addresses():
        expected = parts(anew(address))

        assert parts(ask(address)) == expected, f"{address}, as its fragments are made"
        assert parts(ask(address)) == expected, f"{address}, of fragments"


def test_a_list_of_fragments_asks_for_nothing_but_its_ids(site):
    for address in (f"{PAGES}?fields=*", f"{PAGES}?type=gallery.CasePage&fields=*"):
        ask(address)
        with CaptureQueriesContext(connection) as queries:
            ask(address)

        assert len(queries) == 1, queries.captured_queries


@pytest.mark.once
def test_fragments_are_made_for_what_a_list_lacks_and_are_shared_by_lists(pages):
    first = ask(f"{PAGES}?type=home.StandardPage&limit=2").json()["items"]
    every = ask(f"{PAGES}?type=home.StandardPage&order=-title").json()["items"]

    assert [item["id"] for item in every] == sorted((page.pk for page in pages), reverse=True)
    assert [item for item in every if item in first] == first[::-1]


def test_a_change_is_shown_by_the_next_response(pages):
    page = pages[0]
    for title in ("Once", "Twice"):
        Page.objects.filter(pk=page.pk).update(title=title)

        assert title in titles()
        assert ask(f"{PAGES}{page.pk}/").json()["title"] == title


def test_what_a_token_may_read_is_never_shown_to_everyone(pages):
    hidden, shown = pages[0], pages[1]
    restrict(hidden)
    private = ApiTokenFactory(scopes=[Scope.READ_PRIVATE])
    public = ApiTokenFactory(scopes=[Scope.READ_PUBLIC])

    for _ in range(2):
        assert hidden.title in titles(private)
        assert ask(f"{PAGES}{hidden.pk}/", private).json()["title"] == hidden.title
        for token in (None, public):
            assert hidden.title not in titles(token)
            assert shown.title in titles(token)
            headers = bearer(token) if token else {}
            assert Client().get(f"{PAGES}{hidden.pk}/", headers=headers).status_code == 404


def test_a_page_is_shown_without_what_only_another_token_may_read(site):
    """The card of a page differs between readers, although both may read the page that shows it."""
    procedure = Page.objects.get(slug="procedure")
    shown = StandardPageFactory(parent=Page.objects.get(slug="site-home"), about=procedure)
    limited = ApiTokenFactory(scopes=[Scope.READ_PUBLIC], page_types=["home.StandardPage"])
    address = f"{PAGES}?type=home.StandardPage&fields=about&limit=100"

    def about(token=None):
        return next(item["about"] for item in ask(address, token).json()["items"] if item["id"] == shown.pk)

    for _ in range(2):
        assert about()["id"] == procedure.pk
        assert about(limited) is None


@pytest.mark.once
def test_the_address_of_a_site_is_that_by_which_it_was_asked(pages, settings):
    settings.WAGTAILAPI_BASE_URL = None
    settings.ALLOWED_HOSTS = ["*"]
    Site.objects.create(hostname="other.example", root_page=Site.objects.get().root_page)
    address = f"{PAGES}?limit=1"

    for _ in range(2):
        for host in ("localhost", "other.example"):
            item = Client().get(address, headers={"host": host}).json()["items"][0]
            assert f"//{host}" in item["meta"]["detail_url"]


@pytest.mark.once
def test_no_more_than_a_bounded_number_of_bytes_is_kept(pages, monkeypatch):
    monkeypatch.setattr(fragments, "MAX_BYTES", 4000)
    address = f"{PAGES}?type=home.StandardPage&fields=*"
    expected = anew(address).content

    for _ in range(3):
        assert ask(address).content == expected
    assert sum(fragment.size for fragment in fragments._store.fragments.values()) <= 4000
