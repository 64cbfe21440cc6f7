"""Pictures are served by a view that asks the rule, and by nothing else."""

import pytest
from django.test import Client
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction

from cms.images.models import ContentImage
from cms.sites.models import Practice
from cms.testing.bodies import text
from cms.testing.factories import ConsentFactory, ImageFactory
from tests.home.factories import StandardPageFactory

pytestmark = pytest.mark.django_db


def rendition_of(image):
    return image.renditions.get(filter_spec="width-480|format-avif")


@pytest.fixture
def shown(home):
    """Make an image that a public page shows, with these values, and return one of its renditions."""

    def make(**values):
        image = ImageFactory()
        StandardPageFactory(parent=home, listing_image=image)
        ContentImage.objects.filter(pk=image.pk).update(**values)
        return rendition_of(image)

    return make


def key(image):
    """Return the common prefix of its renditions' file names. Long names are cut."""
    return rendition_of(image).url.rpartition("/")[2][:16]


def test_a_picture_is_served_and_may_be_kept_for_a_while(client, shown):
    rendition = shown()

    response = client.get(rendition.url)

    assert b"".join(response.streaming_content) == rendition.file.open().read()
    assert response["Content-Type"] == "image/avif"
    assert "Content-Encoding" not in response
    assert response["Cache-Control"] == "public, max-age=600"
    assert response["Surrogate-Key"] == f"image-{rendition.image_id}"
    assert not {"Content-Encoding", "Vary"} & set(response.headers)
    assert client.get(rendition.url, headers={"if-none-match": response["ETag"]}).status_code == 304


def test_that_of_a_patient_is_asked_for_each_time(client, shown):
    rendition = shown(shows_patient=True, consent=ConsentFactory())

    response = client.get(rendition.url)

    assert response.status_code == 200
    assert response["Cache-Control"] == "no-cache"
    again = client.get(rendition.url, headers={"if-modified-since": response["Last-Modified"]})
    assert again.status_code == 304


def test_one_that_holds_in_apps_alone_is_served_since_apps_have_to_get_it(client, shown):
    rendition = shown(shows_patient=True, consent=ConsentFactory(on_website=False))

    assert client.get(rendition.url).status_code == 200


@pytest.mark.parametrize("consent", [None, "expired"])
def test_without_a_consent_it_is_served_to_staff_alone(consent, client, shown):
    consent = ConsentFactory(expired=True) if consent else None
    rendition = shown(shows_patient=True, consent=consent)

    assert client.get(rendition.url).status_code == 404


def test_staff_see_what_they_work_on_and_no_cache_keeps_it(admin_client):
    rendition = rendition_of(ImageFactory(shows_patient=True))

    response = admin_client.get(rendition.url)

    assert response.status_code == 200
    assert response["Cache-Control"] == "private, no-store"


def test_an_image_that_no_public_page_shows_is_served_to_staff_alone(home, client, admin_client):
    draft, private = ImageFactory(), ImageFactory()
    StandardPageFactory(parent=home, listing_image=draft, live=False)
    page = StandardPageFactory(parent=home, listing_image=private)
    PageViewRestriction.objects.create(page=page, restriction_type="login")

    for image in (ImageFactory(), draft, private):
        assert Client().get(rendition_of(image).url).status_code == 404
        assert admin_client.get(rendition_of(image).url)["Cache-Control"] == "private, no-store"


def test_an_image_that_only_a_draft_of_a_public_page_shows_is_not_served(home, client):
    page = StandardPageFactory(parent=home)
    page.listing_image = ImageFactory()
    page.save_revision()

    assert client.get(rendition_of(page.listing_image).url).status_code == 404

    page.get_latest_revision().publish()

    assert client.get(rendition_of(page.listing_image).url).status_code == 200


def test_an_image_of_the_practice_is_served_once_it_is_published(home, client):
    practice = Practice.for_editing(home.get_site())
    practice.book_image = ImageFactory()
    practice.save_revision()

    assert client.get(rendition_of(practice.book_image).url).status_code == 404

    practice.get_latest_revision().publish()

    assert client.get(rendition_of(practice.book_image).url).status_code == 200


def test_a_private_collection_hides_its_pictures_also_where_they_are_in_use(home, client):
    collection = Collection.get_first_root_node().add_child(name="For the team")
    image = ImageFactory(collection=collection)
    page = StandardPageFactory(parent=home, listing_image=image)
    assert key(image) in client.get(page.url).content.decode()

    CollectionViewRestriction.objects.create(collection=collection, restriction_type="login")

    assert key(image) not in client.get(page.url).content.decode()
    assert client.get(rendition_of(image).url).status_code == 404


@pytest.mark.parametrize("path", ["/media/", "/", "/private/", "/images/../", "/images/"])
def test_originals_are_served_by_no_address(path, home, client):
    image = ImageFactory()

    assert client.get(path + image.file.name).status_code in (301, 404)
    assert client.get(path + image.file.name.rpartition("/")[2]).status_code in (301, 404)


def test_what_the_admin_makes_of_an_original_is_for_staff(client, admin_client):
    large = ImageFactory().get_rendition("original")

    assert admin_client.get(large.url).status_code == 200
    admin_client.logout()
    assert client.get(large.url).status_code == 404


def test_a_picture_in_a_text_that_was_imported_is_not_shown(home, client):
    image = ImageFactory()
    page = StandardPageFactory(parent=home)
    page.body = text(f'<p>See <embed embedtype="image" id="{image.pk}" format="left" alt="A secret"/></p>')
    page.save_revision().publish()

    assert "A secret" not in client.get(page.url).content.decode()
    assert "A secret" not in client.get(f"/api/v2/pages/{page.pk}/").content.decode()


def test_a_name_that_is_none_is_not_found(client):
    for name in ("nothing.avif", "%00", "a%00.avif"):
        response = client.get(f"/images/{name}")
        assert response.status_code == 404
        assert response["Cache-Control"] == "no-store"
