"""The sitemap names the images of a page that other sites may show."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from cms.images.models import ContentImage
from cms.testing.bodies import stored
from cms.testing.factories import ConsentFactory, ImageFactory
from cms.testing.queries import count_queries
from tests.gallery.factories import CasePageFactory, GalleryIndexPageFactory, GalleryPageFactory
from tests.home.factories import StandardPageFactory

pytestmark = pytest.mark.django_db


def images_of(client, page):
    """Return the addresses of images in the entry of `page`."""
    sitemap = client.get("/sitemap.xml").content.decode()
    entry = next(part for part in sitemap.split("<url>") if f"<loc>{page.full_url}</loc>" in part)
    return re.findall(r"<image:image><image:loc>([^<]+)</image:loc></image:image>", entry)


def with_images(page, *images):
    chosen = [{"image": {"image": one.pk, "alt_text": "", "decorative": False}, "caption": ""} for one in images]
    page.body = stored([("image", one) for one in chosen])
    page.save_revision().publish()
    return page


def test_the_images_of_a_page_are_in_its_entry(home, client):
    page = with_images(StandardPageFactory(parent=home, listing_image=ImageFactory()), ImageFactory())

    addresses = images_of(client, page)

    assert len(addresses) == 2
    for address in addresses:
        assert client.get(address.removeprefix("http://localhost")).status_code == 200


@pytest.mark.parametrize(
    "values",
    [
        {"sensitive": True},
        {"shows_patient": True, "consent": True},
        {"shows_patient": True, "consent": None},
    ],
)
def test_photographs_of_patients_and_sensitive_ones_are_in_no_entry(values, home, client):
    page = with_images(StandardPageFactory(parent=home), ImageFactory())
    assert images_of(client, page)

    consent = ConsentFactory() if values.get("consent") else None
    ContentImage.objects.update(**values | {"consent": consent})

    assert images_of(client, page) == []


def test_the_photographs_of_a_case_are_in_no_entry(home, client):
    case = CasePageFactory(parent=GalleryPageFactory(parent=GalleryIndexPageFactory(parent=home)))
    case.save_revision().publish()

    assert images_of(client, case) == []


def test_an_image_of_a_draft_or_of_an_expired_page_is_not_in_it(home, client):
    page = with_images(StandardPageFactory(parent=home), ImageFactory())
    shown = images_of(client, page)
    page.body = stored([("image", {"image": {"image": ImageFactory().pk}, "caption": ""})])
    page.save_revision()
    assert images_of(client, page) == shown

    StandardPageFactory._meta.model.objects.update(expire_at=timezone.now() - timedelta(seconds=1))
    assert "image:loc" not in client.get("/sitemap.xml").content.decode()


def test_more_pages_with_images_take_no_more_queries(home, client):
    with_images(StandardPageFactory(parent=home), ImageFactory())
    album = GalleryPageFactory(parent=GalleryIndexPageFactory(parent=home))
    CasePageFactory(parent=album)
    few = count_queries(client, "/sitemap.xml")
    for _ in range(3):
        with_images(StandardPageFactory(parent=home), ImageFactory(), ImageFactory())
        CasePageFactory(parent=album)

    assert count_queries(client, "/sitemap.xml") == few
