"""Visibility is decided in one place, at the moment of reading, for the visitor who asks."""

from datetime import timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Collection, CollectionViewRestriction, Page, PageViewRestriction, Site

from cms.images.models import ContentImage
from cms.sites.models import Menus
from cms.testing.bodies import stored, text
from cms.testing.factories import ConsentFactory, DocumentFactory, ImageFactory
from tests.articles.factories import ArticleIndexPageFactory, ArticlePageFactory
from tests.home.factories import ContactPageFactory, StandardPageFactory
from tests.testimonials.factories import StoryIndexPageFactory, StoryPageFactory, TestimonialFactory

pytestmark = pytest.mark.django_db


def protect(page):
    """Put `page` behind a password."""
    return PageViewRestriction.objects.create(page=page, restriction_type="password", password="leaves")


def enter(client, restriction):
    """Give the password of a page as `client`."""
    address = reverse("wagtailcore_authenticate_with_password", args=[restriction.pk, restriction.page_id])
    assert client.post(address, {"password": "leaves", "return_url": "/"}).status_code == 302


# Expiry


def test_a_page_is_hidden_from_the_moment_at_which_it_expires(home, client):
    page = StandardPageFactory(parent=home, title="Summer hours", expire_at=timezone.now() + timedelta(hours=1))
    home.body = text(f'<p><a linktype="page" id="{page.pk}">Summer hours</a></p>')
    home.save_revision().publish()
    addresses = [page.url, "/", "/sitemap.xml", "/search/?q=summer", "/api/v2/pages/", f"/api/v2/pages/{page.pk}/"]
    assert all(page.slug in client.get(address).content.decode() for address in addresses)

    with time_machine.travel(page.expire_at + timedelta(seconds=1)):
        assert not [address for address in addresses if f"/{page.slug}/" in client.get(address).content.decode()]
        assert client.get(page.url).status_code == 404


def test_a_testimonial_is_hidden_from_the_moment_at_which_it_expires(home, client):
    testimonial = TestimonialFactory(quote="Nobody hurried me.", expire_at=timezone.now() + timedelta(hours=1))
    home.body = stored([("testimonials", {"title": "", "testimonials": [testimonial.pk]})])
    home.save_revision().publish()
    assert "Nobody hurried me." in client.get("/").content.decode()

    with time_machine.travel(testimonial.expire_at + timedelta(seconds=1)):
        assert "Nobody hurried me." not in client.get("/").content.decode()


def test_a_page_goes_live_when_the_scheduler_runs(home, client):
    page = StandardPageFactory(parent=home, live=False)
    page.go_live_at = timezone.now() + timedelta(hours=1)
    page.save_revision(approved_go_live_at=page.go_live_at)

    with time_machine.travel(page.go_live_at + timedelta(seconds=1)):
        assert client.get(page.url).status_code == 404
        call_command("publish_scheduled")
        assert client.get(page.url).status_code == 200


# The visitor who asks


def test_a_visitor_who_may_enter_a_private_section_finds_its_pages_in_its_lists(home, client):
    index = ArticleIndexPageFactory(parent=home)
    article = ArticlePageFactory(parent=index, title="For members")
    enter(client, protect(index))

    answer = client.get(index.url)

    assert article.url in answer.content.decode()
    assert answer["Cache-Control"] == "private, no-store"
    assert article.url in client.get("/search/?q=members").content.decode()


def test_everybody_else_finds_nothing_of_it(home, client, django_user_model):
    index = ArticleIndexPageFactory(parent=home)
    article = ArticlePageFactory(parent=index, title="For members")
    home.body = text(f'<p><a linktype="page" id="{article.pk}">For members</a></p>')
    home.save_revision().publish()
    PageViewRestriction.objects.create(page=index, restriction_type="groups")
    client.force_login(django_user_model.objects.create_user("visitor"))

    for address in ("/", "/search/?q=members", "/sitemap.xml"):
        assert article.slug not in client.get(address).content.decode()


def test_the_map_for_robots_is_the_same_for_everyone(home, client):
    page = StandardPageFactory(parent=home)
    enter(client, protect(page))

    assert page.slug not in client.get("/sitemap.xml").content.decode()


def test_a_redirect_leads_to_a_private_page_only_for_those_who_may_enter(home, client):
    page = StandardPageFactory(parent=home, slug="members-alone")
    Redirect.objects.create(old_path="/old", redirect_page=page)
    restriction = protect(page)

    assert client.get("/old/").status_code == 404

    enter(client, restriction)
    assert client.get("/old/")["Location"] == page.url


# Search


@pytest.mark.parametrize("state", ["without consent", "with an expired one", "withdrawn", "in a private collection"])
def test_search_finds_no_page_by_the_words_of_an_image_that_is_not_shown(home, client, state):
    image = ImageFactory()
    page = StandardPageFactory(parent=home)
    chosen = {"image": image.pk, "alt_text": "A scar", "decorative": False}
    page.body = stored([("image", {"image": chosen, "caption": "Rhytidectomy"})])
    page.save_revision().publish()
    if state != "in a private collection":
        ended = {"with an expired one": {"expired": True}, "withdrawn": {"withdrawn_at": timezone.now()}}.get(state)
        ContentImage.objects.update(shows_patient=True, consent=ended and ConsentFactory(**ended))
    else:
        collection = Collection.get_first_root_node().add_child(name="Private")
        CollectionViewRestriction.objects.create(collection=collection, restriction_type="login")
        ContentImage.objects.update(collection=collection)
    assert "Rhytidectomy" not in client.get(page.url).content.decode()

    for word in ("Rhytidectomy", "scar"):
        assert f'href="{page.url}"' not in client.get(f"/search/?q={word}").content.decode()
        assert client.get(f"/api/v2/pages/?search={word}").json()["items"] == []


# Addresses


def test_addresses_follow_a_change_that_another_process_made(home, client):
    page = StandardPageFactory(parent=home)
    menus = Menus(site=home.get_site())
    menus.main = stored([("link", {"label": "Read", "page": page.pk, "url": ""})])
    menus.save()
    assert f'href="{page.url}"' in client.get("/").content.decode()

    # As another process does, whose signals clear a cache of its own.
    Page.objects.filter(pk=home.pk).update(slug="another-home", url_path="/another-home/")
    Page.objects.filter(pk=page.pk).update(url_path=f"/another-home/{page.slug}/")
    Site.objects.update(hostname="www.example.org", port=8080)

    html = client.get("/").content.decode()
    assert f"/{page.slug}/" in html
    assert 'href="None"' not in html
    detail = client.get(f"/api/v2/pages/{page.pk}/").json()
    assert detail["meta"]["html_url"] == f"http://www.example.org:8080/{page.slug}/"


# Hints for caches


def test_html_that_shows_no_patient_names_what_it_depends_on(home, client):
    page = StandardPageFactory(parent=home, listing_image=ImageFactory())

    answer = client.get(page.url)

    assert {f"page-{page.pk}", f"page-{home.pk}", f"image-{page.listing_image_id}"} <= set(
        answer["Surrogate-Key"].split()
    )
    assert answer["Cache-Control"] == "no-cache"


def test_browsers_and_caches_may_keep_pages_for_as_long_as_a_setting_says(home, client, settings):
    settings.PAGE_MAX_AGE, settings.PAGE_S_MAXAGE = 10, 60

    assert client.get(home.url)["Cache-Control"] == "public, max-age=10, s-maxage=60, must-revalidate"


def test_lists_and_the_tree_name_the_pages_that_they_hold(home, client):
    form = ContactPageFactory(parent=home)
    redirect = Redirect.objects.create(old_path="/ask", redirect_page=form)

    assert {f"page-{form.pk}", "pages"} <= set(client.get("/api/v2/pages/tree/")["Surrogate-Key"].split())
    assert {f"page-{form.pk}", "pages"} <= set(client.get("/api/v2/forms/")["Surrogate-Key"].split())
    keys = set(client.get("/api/v2/redirects/")["Surrogate-Key"].split())
    assert {f"page-{form.pk}", f"redirect-{redirect.pk}", "redirects"} <= keys


def test_a_list_that_shows_patients_is_asked_for_each_time(home, client, settings):
    settings.PAGE_MAX_AGE = 60
    index = StoryIndexPageFactory(parent=home)
    assert "max-age=60" in client.get(index.url)["Cache-Control"]

    story = StoryPageFactory(parent=index, consent=ConsentFactory())

    answer = client.get(index.url)
    assert answer["Cache-Control"] == "no-cache"
    assert f"page-{story.pk}" in answer["Surrogate-Key"]


# What is stored


def test_a_document_whose_collection_became_private_stays_chosen_when_the_page_is_published(home, client):
    document = DocumentFactory()
    page = StandardPageFactory(parent=home)
    page.body = stored([("document", {"document": document.pk, "label": "Before your operation"})])
    page.save_revision().publish()
    private = Collection.get_first_root_node().add_child(name="Private")
    restriction = CollectionViewRestriction.objects.create(collection=private, restriction_type="login")
    type(document).objects.update(collection=private)

    page.get_latest_revision_as_object().save_revision().publish()

    assert "Before your operation" not in client.get(page.url).content.decode()
    restriction.delete()
    assert "Before your operation" in client.get(page.url).content.decode()
