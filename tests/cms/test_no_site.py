"""Requests that no `Site` record matches: each is answered, and none of them is a server error."""

import pytest
from wagtail.models import Page, Site

from tests.home.factories import ContactPageFactory, StandardPageFactory

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture(params=["another host", "no site"])
def no_site(request, home):
    """Leave the request’s host without a `Site`: all have other hosts and none is the default, or none exists."""
    StandardPageFactory(parent=home, slug="a-page", title="Anesthesia")
    if request.param == "no site":
        Site.objects.all().delete()
    else:
        Site.objects.update(is_default_site=False, hostname="other.example")


@pytest.mark.parametrize(
    "address",
    ["/", "/a-page/", "/nowhere/", "/search/", "/search/?q=anesthesia", "/search/?page=2", "/sitemap.xml"],
)
def test_the_site_answers_404(no_site, client, address):
    assert client.get(address).status_code == 404


def test_robots_are_still_told_to_stay_out_of_the_admin(no_site, client):
    answer = client.get("/robots.txt")

    assert answer.status_code == 200
    assert "Disallow: /admin/" in answer.content.decode()


API = ["pages/", "pages/find/?html_path=/a-page/", "pages/tree/", "images/", "documents/", "redirects/", "forms/"]
API += ["practice/", "menus/", "testimonials/", "references/", "openapi.json", ""]


@pytest.mark.parametrize("address", API)
def test_the_api_answers_without_an_error(no_site, client, address):
    assert client.get(f"/api/v2/{address}").status_code in (200, 302, 404)


def test_the_api_shows_no_page_and_takes_no_form(no_site, client):
    pages = Page.objects.filter(depth__gt=1)
    contact = ContactPageFactory(parent=pages.first())

    details = [client.get(f"/api/v2/pages/{page.pk}/?fields=*").status_code for page in pages]
    sent = client.post(f"/api/v2/forms/{contact.pk}/", {"name": "A"}, content_type="application/json")

    assert details == [404] * len(details)
    assert client.get(f"/api/v2/forms/{contact.pk}/").status_code == sent.status_code == 404


def test_wagtails_view_that_raises_an_error_on_purpose_is_not_there(home, admin_client):
    assert admin_client.get("/admin/failwhale/").status_code == 404
