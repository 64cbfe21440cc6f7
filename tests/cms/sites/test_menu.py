"""The main menu and the user bar, on each page."""

import re

import pytest
from django.test import Client
from wagtail.models import Site

from cms.sites.models import Menus
from cms.testing.bodies import stored
from tests.home.factories import StandardPageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def pages(home):
    """`/about/`, `/team/`, `/team/about/` and `/team/about/us/`, of which the first three stand in the menu."""
    about = StandardPageFactory(parent=home, slug="about")
    team = StandardPageFactory(parent=home, slug="team")
    team_about = StandardPageFactory(parent=team, slug="about")
    us = StandardPageFactory(parent=team_about, slug="us")
    link = {"document": None, "url": ""}
    menu = stored([("link", link | {"page": page.pk, "label": page.url}) for page in (about, team, team_about)])
    Menus.objects.create(site=Site.objects.get(is_default_site=True), main=menu)
    return {page.url: page for page in (home, about, team, team_about, us)}


@pytest.mark.parametrize(
    ("url", "current"),
    [
        ("/", []),
        ("/about/", [("/about/", "page")]),
        ("/team/", [("/team/", "page")]),
        ("/team/about/", [("/team/about/", "page")]),
        ("/team/about/us/", [("/team/about/", "true")]),
    ],
)
def test_one_entry_of_the_menu_is_the_current_one(url, current, pages, client):
    _before, *menus = client.get(url).content.decode().split('<nav class="menu"')  # for wide and for narrow windows

    assert menus
    for menu in menus:
        entries = menu.partition("</nav>")[0]
        assert re.findall(r'class="menu__link"\s+href="([^"]+)"\s+aria-current="(\w+)"', entries) == current


def test_the_user_bar_follows_the_name_of_the_session_cookie(home, admin_user, settings):
    settings.SESSION_COOKIE_NAME = "bay"
    staff = Client()
    staff.force_login(admin_user)

    assert "wagtail-userbar" in staff.get("/").content.decode()
    assert "wagtail-userbar" not in Client().get("/").content.decode()
