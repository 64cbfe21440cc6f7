"""The admin of a picture whose files a withdrawal has deleted."""

import pytest
from django.urls import reverse

from cms.consent.withdrawal import withdraw
from cms.testing.factories import ConsentFactory, ImageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def withdrawn_image(db):
    picture = ImageFactory(title="Withdrawn", shows_patient=True, consent=ConsentFactory())
    withdraw(picture.consent, reason="She asked us to.")
    return picture


@pytest.mark.parametrize(
    ("name", "query"),
    [
        ("wagtailimages:index", ""),
        ("wagtailimages:edit", ""),
        ("wagtailimages:image_usage", ""),
        ("wagtailimages:delete", ""),
        ("wagtailimages_chooser:choose", ""),
        ("wagtailimages_chooser:chosen", ""),
        ("wagtailimages_chooser:chosen", "?select_format=true"),
        ("wagtailimages_chooser:select_format", ""),
        ("wagtailimages_chooser:chosen_multiple", "?id={pk}"),
    ],
)
def test_its_pages_open(name, query, withdrawn_image, admin_client):
    takes_key = name not in (
        "wagtailimages:index",
        "wagtailimages_chooser:choose",
        "wagtailimages_chooser:chosen_multiple",
    )
    url = reverse(name, args=[withdrawn_image.pk] if takes_key else []) + query.format(pk=withdrawn_image.pk)

    assert admin_client.get(url).status_code == 200


@pytest.mark.parametrize("spec", ["original", "max-300x300"])
def test_a_preview_of_it_says_that_there_is_no_picture(spec, withdrawn_image, admin_client):
    answer = admin_client.get(reverse("wagtailimages:preview", args=[withdrawn_image.pk, spec]))

    assert answer.status_code == 404
    assert "The file of this image does not exist." in answer.content.decode()


def test_choosing_its_format_is_answered(withdrawn_image, admin_client):
    url = reverse("wagtailimages_chooser:select_format", args=[withdrawn_image.pk])

    answer = admin_client.post(
        url, {"image-chooser-insertion-format": "fullwidth", "image-chooser-insertion-alt_text": "x"}
    )

    assert answer.status_code == 200


def test_what_is_stored_of_it_can_be_read_again(withdrawn_image):
    withdrawn_image.refresh_from_db()

    assert withdrawn_image.title == "Withdrawn"
