"""The bytes of an image that no consent allows are for few, and each look is logged."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from cms.images.models import ContentImage
from cms.testing.factories import ConsentFactory, ImageFactory, jpeg_bytes
from cms.testing.queries import count_queries

pytestmark = pytest.mark.django_db
THUMBNAIL = "max-165x165"
SPECS = (THUMBNAIL, "max-800x600", "original", "width-480|format-avif")


@pytest.fixture
def editor(db):
    user = User.objects.create_user("anna", password="password")
    user.groups.add(Group.objects.get(name="Editor"))
    return user


@pytest.fixture
def staff(client, editor):
    client.force_login(editor)
    return client


@pytest.fixture
def privacy_officer(editor, client):
    editor.user_permissions.add(Permission.objects.get(codename="view_blocked_image"))
    client.force_login(editor)
    return client


def photograph(**values):
    file = ContentFile(jpeg_bytes((900, 600)), name="leaf.jpg")
    return ImageFactory(**{"title": "A case", "file": file, "shows_patient": True} | values)


def preview_url(image, spec="original"):
    return reverse("wagtailimages:preview", args=[image.pk, spec])


def addresses(image):
    """Return all addresses at which the admin has the bytes of `image`, by their filter."""
    found = {spec: image.get_rendition(spec).url for spec in SPECS}
    return found | {"preview": preview_url(image), "small preview": preview_url(image, "max-300x300")}


def sent(client, image):
    """Return the filters of the addresses at which `image` itself is sent, not a placeholder."""
    types = {spec: client.get(url)["Content-Type"] for spec, url in addresses(image).items()}
    return {spec for spec, content_type in types.items() if content_type != "image/svg+xml"}


def logged():
    return ModelLogEntry.objects.filter(action="cms_images.view_blocked_image")


@pytest.mark.parametrize(
    "values",
    [
        {"consent": None},
        {"consent": {"expired": True}},
        {"consent": {"withdrawn_at": timezone.now()}},
        {"consent": {"on_website": False, "on_apps": False}},
        {"consent": {"covers_face": False}, "shows_face": True},
    ],
)
def test_editors_get_a_placeholder_at_every_address_of_a_blocked_image(values, staff):
    consent = values["consent"]
    image = photograph(**values | {"consent": consent and ConsentFactory(**consent)})

    assert sent(staff, image) == set()
    answer = staff.get(image.get_rendition("width-480|format-avif").url)
    assert answer["Content-Type"] == "image/svg+xml"
    assert answer["Cache-Control"] == "private, no-store"
    assert 'width="480" height="320"' in answer.content.decode()
    assert not logged().exists()


def test_editors_see_an_image_while_its_consent_is_active_and_this_is_not_logged(staff):
    image = photograph(consent=ConsentFactory())

    assert sent(staff, image) == set(addresses(image))
    assert not logged().exists()


def test_a_look_at_a_blocked_image_needs_a_permission_and_is_logged(privacy_officer, editor):
    image = photograph()

    assert sent(privacy_officer, image) == set(addresses(image))
    assert logged().filter(user=editor, object_id=image.pk).count() == 5, "all but the thumbnail"
    report = privacy_officer.get(reverse("wagtailadmin_reports:site_history")).content.decode()
    assert "The blocked image was looked at" in report


def test_who_uploaded_an_image_recognizes_its_thumbnail_for_a_week_until_a_consent_is_chosen(staff, editor):
    own, of_another = photograph(uploaded_by_user=editor), photograph()

    assert sent(staff, own) == {THUMBNAIL}
    assert sent(staff, of_another) == set()
    mine = ContentImage.objects.filter(pk=own.pk)
    mine.update(created_at=timezone.now() - timedelta(days=8))
    assert sent(staff, own) == set()
    mine.update(created_at=timezone.now(), consent=ConsentFactory(expired=True))
    assert sent(staff, own) == set()


def test_the_form_of_a_blocked_image_has_a_sentence_in_place_of_the_picture(staff):
    blocked, shown = photograph(), photograph(consent=ConsentFactory())

    def form(image):
        return staff.get(reverse("wagtailimages:edit", args=[image.pk])).content.decode()

    assert "This image cannot be shown to you: no consent allows it." in form(blocked)
    assert "focal-point-chooser" not in form(blocked).replace("focal-point-chooser.js", "")
    assert "This image cannot be shown to you" not in form(shown)
    assert 'class="focal-point-chooser"' in form(shown)


def test_an_editor_cannot_unblock_an_image_by_unmarking_it(staff, editor):
    """Only the image that somebody has just uploaded, in case the mark is a mistake."""
    for image, shows_patient in ((photograph(), True), (photograph(uploaded_by_user=editor), False)):
        url = reverse("wagtailimages:edit", args=[image.pk])
        values = {"title": "Another title", "description": "A leaf", "collection": image.collection_id}
        assert staff.post(url, values).status_code == 302
        image.refresh_from_db()
        assert (image.title, image.shows_patient) == ("Another title", shows_patient)


def test_lists_cost_no_more_queries_for_more_blocked_images(staff):
    counts = []
    for _ in range(2):
        for _ in range(4):
            photograph().get_rendition(THUMBNAIL)
        names = ("wagtailimages:index", "wagtailimages_chooser:choose")
        counts.append([count_queries(staff, reverse(name)) for name in names])

    assert counts[0] == counts[1]
