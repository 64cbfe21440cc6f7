"""Before a page or image goes, staff see what loses it, and where its visitors are sent."""

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Site

from cms.sites.models import Menus
from cms.testing.bodies import stored, text
from cms.testing.factories import ImageFactory
from tests.home.factories import StandardPageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def parent(home):
    return StandardPageFactory(parent=home, title="Treatments", slug="treatments")


@pytest.fixture
def target(parent):
    return StandardPageFactory(parent=parent, title="Facelift", slug="facelift")


@pytest.fixture
def below(target):
    return StandardPageFactory(parent=target, title="Recovery", slug="recovery", about=target)


def link(page):
    return text(f'<p><a linktype="page" id="{page.pk}">More</a></p>')


def show(client, view, *args):
    return client.get(reverse(f"wagtailadmin_pages:{view}", args=args)).content.decode()


def bulk(client, action, *pages):
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", action])
    return client.get(f"{url}?{'&'.join(f'id={page.pk}' for page in pages)}&next=/admin/").content.decode()


def test_what_refers_to_a_page_and_those_below_it_is_named_with_a_link(home, parent, target, below, admin_client):
    linking = StandardPageFactory(parent=home, title="About us", body=link(target))
    cards = stored([("cards", {"title": "", "pages": [below.pk]})])
    StandardPageFactory(parent=home, title="A draft of cards", body=cards, live=False)
    menus = Menus.for_editing(Site.objects.get())
    menus.main = stored([("link", {"label": "Face", "page": target.pk, "url": ""})])
    menus.save()

    screens = [
        show(admin_client, "delete", target.pk),
        show(admin_client, "unpublish", target.pk),
        show(admin_client, "move_confirm", target.pk, home.pk),
        *(bulk(admin_client, action, target) for action in ("delete", "unpublish")),
    ]

    for html in screens:
        assert f'<a href="{reverse("wagtailadmin_pages:edit", args=[linking.pk])}">About us</a>' in html
        assert "A draft of cards" in html
        assert "Body → Cards" in html
        assert reverse("wagtailsnippets_cms_sites_menus:edit", args=[menus.pk]) in html
        assert ">Recovery</a>" not in html.partition("loses its link")[2]
    assert "Visitors who use an old address are sent to the new one" in screens[2]


def test_many_references_cost_as_many_queries_as_few(home, target, admin_client):
    counts = []
    for number in (2, 8):
        for _ in range(number):
            StandardPageFactory(parent=home, body=link(target))
        show(admin_client, "delete", target.pk)
        with CaptureQueriesContext(connection) as queries:
            show(admin_client, "delete", target.pk)
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_where_an_image_is_used_is_named_before_it_is_deleted(home, admin_client):
    image = ImageFactory()
    user = StandardPageFactory(parent=home, title="About us", listing_image=image)

    html = admin_client.get(reverse("wagtailimages:delete", args=[image.pk])).content.decode()

    assert f'<a href="{reverse("wagtailadmin_pages:edit", args=[user.pk])}">About us</a>' in html
    assert "Listing image" in html


class TestRedirects:
    def test_visitors_of_a_deleted_page_and_of_its_earlier_addresses_reach_the_chosen_page(
        self, home, parent, target, below, admin_client, client
    ):
        Redirect.add_redirect("/earlier/", target, site=Site.objects.get())
        assert f'value="{parent.pk}"' in show(admin_client, "delete", target.pk)

        admin_client.post(reverse("wagtailadmin_pages:delete", args=[target.pk]), {"redirect_to": parent.pk})

        assert not Page.objects.filter(pk=target.pk).exists()
        for path in ("/treatments/facelift/", "/treatments/facelift/recovery/", "/earlier/"):
            answer = client.get(path)
            assert (answer.status_code, answer.url) == (301, parent.url)

    def test_visitors_of_an_unpublished_page_reach_the_chosen_page_until_it_is_public_again(
        self, parent, target, below, admin_client, client
    ):
        admin_client.post(reverse("wagtailadmin_pages:unpublish", args=[target.pk]), {"redirect_to": parent.pk})

        assert client.get("/treatments/facelift/").status_code == 302
        assert client.get("/treatments/facelift/recovery/").status_code == 200
        target.get_latest_revision_as_object().save_revision().publish()
        assert client.get("/treatments/facelift/").status_code == 200

    @pytest.mark.parametrize(("action", "status"), [("delete", 301), ("unpublish", 302)])
    def test_visitors_of_pages_that_a_bulk_action_removes_reach_the_chosen_page(
        self, action, status, home, parent, target, below, admin_client, client
    ):
        other = StandardPageFactory(parent=parent, slug="brow-lift")
        assert f'value="{parent.pk}"' in bulk(admin_client, action, target, other)
        assert 'name="redirect_to"' not in bulk(admin_client, "move", target, other)

        url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", action])
        data = {"redirect_to": home.pk, "include_descendants": "on"}
        admin_client.post(f"{url}?id={target.pk}&id={other.pk}", data)

        for path in ("/treatments/facelift/", "/treatments/facelift/recovery/", "/treatments/brow-lift/"):
            answer = client.get(path)
            assert (answer.status_code, answer.url) == (status, home.url)

    def test_a_bulk_action_refuses_a_page_that_it_removes(self, parent, target, admin_client):
        other = StandardPageFactory(parent=parent)

        url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
        answer = admin_client.post(f"{url}?id={target.pk}&id={other.pk}", {"redirect_to": other.pk})

        assert Page.objects.filter(pk__in=[target.pk, other.pk]).count() == 2
        assert "Choose a page that stays" in " ".join(map(str, get_messages(answer.wsgi_request)))

    @pytest.mark.parametrize("chosen", ["itself", "a page below it", "a draft"])
    def test_a_page_that_visitors_cannot_reach_is_refused(self, chosen, home, target, below, admin_client):
        draft = StandardPageFactory(parent=home, live=False)
        chosen = {"itself": target, "a page below it": below, "a draft": draft}[chosen]

        answer = admin_client.post(reverse("wagtailadmin_pages:delete", args=[target.pk]), {"redirect_to": chosen.pk})

        assert Page.objects.filter(pk=target.pk).exists()
        assert "Choose a page that" in " ".join(map(str, get_messages(answer.wsgi_request)))

    def test_without_a_choice_the_address_is_not_found(self, target, admin_client, client):
        admin_client.post(reverse("wagtailadmin_pages:delete", args=[target.pk]), {"redirect_to": ""})

        assert client.get("/treatments/facelift/").status_code == 404
