"""The header and the footer are rendered once, and show each page its place and each change at once."""

import pytest
from django.test import Client
from wagtail.models import Page, Site

from cms.pages.templatetags import cms_pages
from cms.sites.models import Menus
from cms.testing.queries import forget_everything
from tests.home.factories import HomePageFactory, StandardPageFactory

pytestmark = pytest.mark.usefixtures("committing_db")


@pytest.fixture
def pages(committing_db):
    home = HomePageFactory(parent=Page.get_first_root_node(), slug="site-home", title="Practice")
    Site.objects.filter(is_default_site=True).update(root_page=home, hostname="testserver")
    pages = [StandardPageFactory(parent=home, title=title, slug=title.lower()) for title in ("Roots", "Leaves")]
    StandardPageFactory(parent=pages[0], title="Deep", slug="deep")
    links = [("link", {"label": page.title, "page": page}) for page in pages]
    Menus.objects.create(site=Site.objects.get(), main=links, footer=links)
    forget_everything()
    return pages


def header_of(address):
    shown = Client().get(address).content.decode()
    return shown[shown.index("<header") : shown.index("</header>")]


def test_each_page_is_marked_in_the_menu_and_each_change_of_a_menu_is_shown(pages):
    for _ in range(2):
        assert 'href="/roots/"\n               aria-current="page">Roots' in header_of("/roots/")
        assert 'href="/leaves/"\n               aria-current="page">Leaves' in header_of("/leaves/")
        assert 'href="/roots/"\n               aria-current="true">Roots' in header_of("/roots/deep/")

    menus = Menus.objects.get()
    menus.main[0].value["label"] = "Another label"
    menus.save()
    assert ">Another label<" in header_of("/leaves/")

    pages[0].unpublish()
    assert "/roots/" not in header_of("/leaves/")


def test_it_is_rendered_once_for_pages_at_the_same_place(pages, monkeypatch):
    header_of("/roots/deep/")
    first = header_of("/roots/deep/")
    monkeypatch.setattr(cms_pages, "_addresses_of_links", lambda context: pytest.fail("the links were read again"))

    assert header_of("/roots/deep/?page=1") == first


def test_each_page_can_be_purged_by_each_page_that_the_menu_leads_to(pages):
    first, second = (Client().get("/").headers["Surrogate-Key"].split() for _ in range(2))

    assert {f"page-{page.pk}" for page in pages} <= {*first}
    assert second == first
