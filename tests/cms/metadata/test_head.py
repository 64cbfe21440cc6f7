"""The head of a page describes it to search engines and other sites."""

import re

import pytest
from bs4 import BeautifulSoup
from django.utils.formats import date_format
from django.utils.timezone import localtime
from wagtail.models import Site

from cms.images.models import ContentImage
from cms.testing.factories import ConsentFactory, ImageFactory
from cms.testing.sites import name_practice
from tests.articles.factories import ArticleIndexPageFactory, ArticlePageFactory
from tests.home.factories import StandardPageFactory
from tests.testimonials.factories import StoryIndexPageFactory, StoryPageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def practice(home):
    return name_practice(Site.objects.get(is_default_site=True))


class Head:
    def __init__(self, client, address):
        self.soup = BeautifulSoup(client.get(address).content, "html.parser").head

    @property
    def title(self):
        return " ".join(self.soup.title.text.split())

    def meta(self, name):
        found = self.soup.find("meta", attrs={"property": name}) or self.soup.find("meta", attrs={"name": name})
        return found and found["content"]

    def link(self, rel, **attributes):
        found = self.soup.find("link", rel=rel, **attributes)
        return found and found["href"]


# The title


def test_a_title_says_what_the_practice_does_and_where(home, practice, client):
    page = StandardPageFactory(parent=home, title="Facelift")

    assert Head(client, page.url).title == "Facelift – Plastic surgery in Manchester, NH – The Bay Practice"


def test_the_title_that_staff_wrote_for_search_engines_is_all_of_it(home, practice, client):
    page = StandardPageFactory(parent=home, title="Facelift", seo_title="Facelift, explained")

    assert Head(client, page.url).title == "Facelift, explained"
    assert Head(client, page.url).meta("og:title") == "Facelift, explained"


@pytest.mark.parametrize(
    ("values", "title"),
    [
        ({"specialty": ""}, "Facelift – Manchester, NH – The Bay Practice"),
        ({"city": "", "region": ""}, "Facelift – Plastic surgery – The Bay Practice"),
        ({"specialty": "", "city": "", "region": ""}, "Facelift – The Bay Practice"),
        ({"name": "Facelift"}, "Facelift – Plastic surgery in Manchester, NH"),
    ],
)
def test_a_title_leaves_out_what_the_practice_does_not_say(values, title, home, client):
    name_practice(home.get_site(), **values)
    page = StandardPageFactory(parent=home, title="Facelift")

    assert Head(client, page.url).title == title


# Addresses


def test_each_page_of_a_list_has_an_address_of_its_own(home, client, monkeypatch):
    monkeypatch.setattr("articles.models.articles.ARTICLES_PER_PAGE", 1)
    index = ArticleIndexPageFactory(parent=home)
    ArticlePageFactory(parent=index)
    ArticlePageFactory(parent=index)

    assert Head(client, f"{index.url}?page=2").link("canonical") == f"{index.full_url}?page=2"
    assert Head(client, f"{index.url}?page=1").link("canonical") == index.full_url
    assert Head(client, f"{index.url}?utm_source=x").link("canonical") == index.full_url


def test_all_addresses_have_the_host_of_the_site_however_the_page_was_asked_for(home, practice, client):
    Site.objects.update(hostname="www.example.org", port=443)
    page = StandardPageFactory(parent=home, listing_image=ImageFactory())

    html = client.get(page.url, headers={"host": "alias.example.net"}).content.decode()

    assert "alias.example.net" not in html
    assert {"https://www.example.org"} == set(re.findall(r"https?://[\w.]*example[\w.]*(?::\d+)?", html))
    robots = client.get("/robots.txt", headers={"host": "alias.example.net"}).content.decode()
    assert "Sitemap: https://www.example.org/sitemap.xml" in robots


# Other sites


def test_an_article_says_when_it_was_published_and_changed(home, client):
    article = ArticlePageFactory(parent=ArticleIndexPageFactory(parent=home))
    article.save_revision().publish()
    article.refresh_from_db()

    head = Head(client, article.url)

    assert head.meta("og:type") == "article"
    assert head.meta("article:published_time") == article.date.isoformat()
    assert head.meta("article:modified_time") == date_format(localtime(article.last_published_at), "c")


def test_a_page_without_an_image_has_one_with_its_title(home, practice, client):
    page = StandardPageFactory(parent=home, title="Facelift")

    head = Head(client, page.url)

    assert head.meta("og:image").startswith(f"{page.full_url}share.png?v=")
    assert head.meta("og:image:alt") == "Facelift"
    assert head.meta("twitter:card") == "summary_large_image"


def test_the_address_of_that_image_changes_with_its_words(home, practice, client):
    page = StandardPageFactory(parent=home, title="Facelift")
    before = Head(client, page.url).meta("og:image")

    page.title = "Brow lift"
    page.save()

    assert Head(client, page.url).meta("og:image") != before


@pytest.mark.parametrize("values", [{"shows_patient": True}, {"sensitive": True}])
def test_other_sites_get_no_photograph_of_a_patient_and_nothing_sensitive(values, home, client):
    image = ImageFactory()
    page = StandardPageFactory(parent=home, listing_image=image)
    assert "/images/" in Head(client, page.url).meta("og:image")

    ContentImage.objects.update(**values, consent=ConsentFactory())

    assert "share.png" in Head(client, page.url).meta("og:image")


# Icons and the rest


@pytest.mark.parametrize(
    ("address", "content_type"),
    [
        ("/favicon.ico", "image/x-icon"),
        ("/apple-touch-icon.png", "image/png"),
        ("/icon-512.png", "image/png"),
    ],
)
def test_there_are_icons_that_browsers_may_keep(address, content_type, client):
    answer = client.get(address)

    assert answer["Content-Type"] == content_type
    assert answer["Cache-Control"] == "public, max-age=86400"
    assert not answer.cookies


def test_there_is_no_icon_of_any_size(client):
    assert client.get("/icon-9999.png").status_code == 404


def test_the_manifest_names_the_practice_and_icons_that_exist(home, practice, client):
    head = Head(client, "/")

    answer = client.get(head.link("manifest"))

    assert answer["Content-Type"] == "application/manifest+json"
    data = answer.json()
    assert data["name"] == "The Bay Practice"
    for icon in data["icons"]:
        assert icon["src"].startswith("/static/") or client.get(icon["src"]).status_code == 200
    assert client.get(head.link("apple-touch-icon")).status_code == 200


# The share image


def test_a_share_image_is_as_public_as_its_page(home, client):
    page = StandardPageFactory(parent=home)
    answer = client.get(f"{page.url}share.png")
    assert answer.status_code == 200
    assert f"page-{page.pk}" in answer["Surrogate-Key"].split()

    page.live = False
    page.save()

    assert client.get(f"{page.url}share.png").status_code == 404


def test_the_share_image_of_a_story_is_asked_for_each_time(home, client, settings):
    settings.PAGE_MAX_AGE = 60
    story = StoryPageFactory(parent=StoryIndexPageFactory(parent=home))

    assert client.get(f"{story.url}share.png")["Cache-Control"] == "no-cache"


@pytest.mark.parametrize("title", ["", "A", "word " * 51, "W" * 255, "Ålesund, Łódź, Ωmega, 漢字", "\u200f"])
def test_any_title_can_be_drawn(title, home, client):
    page = StandardPageFactory(parent=home)
    type(page).objects.filter(pk=page.pk).update(title=title)

    assert client.get(f"{page.url}share.png").status_code == 200
