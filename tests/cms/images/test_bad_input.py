import zipfile
from io import BytesIO

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image
from wagtail.models import UploadedFile

from cms.images.models import ContentImage
from cms.images.sanitize import InvalidImageError, sanitize_image
from cms.testing.factories import ImageFactory
from tests.cms.images import uploads
from tests.cms.images.corpus import encoded, quarters

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def archive():
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as target:
        target.writestr("letter.txt", "Dear Ms. Doe")
    return file.getvalue()


def frames(name, **options):
    return encoded(quarters(), name, save_all=True, append_images=[Image.new("RGB", (64, 48), "red")], **options)


def half(content):
    return content[: len(content) // 2]


NOISE = Image.effect_noise((200, 150), 80)

BAD = {
    "truncated.jpg": (half(encoded(NOISE, "JPEG")), "damaged or incomplete"),
    "truncated.png": (half(encoded(NOISE, "PNG")), "damaged or incomplete"),
    "truncated.tif": (half(encoded(NOISE, "TIFF")), "damaged or incomplete"),
    "truncated.gif": (half(encoded(NOISE, "GIF")), "damaged or incomplete"),
    "truncated.webp": (half(encoded(NOISE, "WEBP")), "damaged"),
    "truncated.avif": (half(encoded(NOISE.convert("RGB"), "AVIF")), "damaged"),
    "truncated.heic": (half(encoded(NOISE, "HEIF")), "damaged"),
    "archive.jpg": (archive(), "not an image"),
    "words.png": (b"Dear Ms. Doe", "not an image"),
    "nothing.jpg": (b"", "not an image"),
    "panorama.png": (encoded(Image.new("1", (16_000, 6_250)), "PNG"), "16,000 × 6,250 pixels (100.0 million)"),
    "strip.png": (encoded(Image.new("1", (17_000, 10)), "PNG"), "17,000 × 10 pixels"),
    "bomb.png": (encoded(Image.new("1", (20_000, 20_000)), "PNG"), "too large. The limit is 64 million pixels"),
    "moving.gif": (frames("GIF"), "This file is an animation"),
    "moving.webp": (frames("WEBP"), "This file is an animation"),
    "moving.png": (frames("PNG"), "This file is an animation"),
    "moving.avif": (frames("AVIF"), "This file is an animation"),
    "pages.tiff": (frames("TIFF"), "This file is an animation or has several pages"),
    "drawing.svg": (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "not an image"),
    "fractions.tif": (encoded(Image.new("F", (8, 8)), "TIFF"), "unusual type"),
}

SENTENCES_OF_THE_FORM = {
    "nothing.jpg": "The submitted file is empty",
    "drawing.svg": "Not a supported image format",
}
"""What the form notices before the file is read."""


def answer(response):
    """Return what the page says after an upload."""
    return response.content.decode().replace("\\u00d7", "×").replace("&#x27;", "'")


@pytest.mark.parametrize("name", BAD)
def test_what_cannot_be_used_is_refused_with_a_sentence(name):
    content, sentence = BAD[name]

    with pytest.raises(InvalidImageError) as error:
        sanitize_image(ContentFile(content, name=name))

    assert sentence in error.value.messages[0]


@pytest.mark.parametrize("name", BAD)
@pytest.mark.parametrize("way", [uploads.add, uploads.add_in_two_steps, uploads.choose])
def test_a_bad_upload_leaves_no_row_and_no_file(admin_client, way, name):
    content, sentence = BAD[name]

    response = way(admin_client, name, content)

    assert response.status_code == 200
    assert SENTENCES_OF_THE_FORM.get(name, sentence) in answer(response)
    assert_nothing_is_left()


@pytest.mark.parametrize("name", BAD)
@pytest.mark.parametrize("way", uploads.IN_CODE)
def test_bad_bytes_in_code_leave_no_row_and_no_file(way, name):
    with pytest.raises(InvalidImageError):
        way(None, name, BAD[name][0])

    assert_nothing_is_left()


def assert_nothing_is_left():
    assert not ContentImage.objects.exists()
    assert not UploadedFile.objects.exists()
    assert uploads.stored() == {}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_replaces_none(admin_client, name):
    content, sentence = BAD[name]
    image = ImageFactory(title="Before")
    admin_client.get(reverse("wagtailimages:edit", args=[image.pk]))  # It shows renditions of its own.
    before = uploads.stored()

    response = uploads.replace(admin_client, name, content)

    assert response.status_code == 200
    assert SENTENCES_OF_THE_FORM.get(name, sentence) in answer(response)
    assert uploads.stored() == before
    assert ContentImage.objects.get().title == "Before"


@pytest.mark.parametrize(("name", "format_"), [("leaf.jpg", "PNG"), ("leaf.png", "TIFF"), ("leaf.tif", "JPEG")])
def test_a_file_whose_ending_lies_is_refused(admin_client, name, format_):
    response = uploads.add(admin_client, name, encoded(quarters(), format_))

    assert "The extension does not match the file format" in answer(response)
    assert_nothing_is_left()


def test_an_ending_that_lies_does_not_get_into_the_storage():
    image = ContentImage.objects.create(title="Leaf", file=ContentFile(encoded(quarters(), "PNG"), name="a.jpg"))

    assert image.file.name.endswith(".png")


def test_a_file_that_is_too_heavy_is_refused(admin_client):
    heavy = encoded(quarters(), "JPEG") + bytes(settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE)

    response = uploads.add(admin_client, "heavy.jpg", heavy)

    assert "This file is too big" in answer(response)
    assert_nothing_is_left()


def test_the_pages_for_uploads_name_the_accepted_formats(admin_client):
    page = admin_client.get(reverse("wagtailimages:add_multiple")).content.decode()

    assert "AVIF, GIF, HEIC, JPG, JPEG, PNG, TIF, TIFF, WEBP" in page
    assert "30.0\xa0MB" in page


def test_a_large_upload_that_lies_on_disk_is_cleaned_as_well(admin_client, settings):
    settings.FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.TemporaryFileUploadHandler"]

    uploads.add(admin_client, "leaf.jpg", encoded(quarters(), "JPEG", comment=b"Jane"))

    assert ContentImage.objects.count() == 1
    assert not any(b"Jane" in content for content in uploads.stored().values())


def test_an_image_whose_file_is_lost_can_be_given_a_new_one(admin_client):
    image = ImageFactory(title="Before")
    image.file.storage.delete(image.file.name)
    url = reverse("wagtailimages:edit", args=[image.pk])
    upload = SimpleUploadedFile("fern.png", encoded(quarters(), "PNG"))

    assert admin_client.post(url, {"title": "", "tags": "", "file": upload}).status_code == 200
    upload.seek(0)
    assert admin_client.post(url, {"title": "After", "tags": "", "file": upload}).status_code == 302
