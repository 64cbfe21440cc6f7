import hashlib
import struct
from contextlib import suppress
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageCms
from PIL.JpegImagePlugin import get_sampling

from cms.images.models import ContentImage
from cms.images.sanitize import InvalidImageError, sanitize_image
from cms.images.titles import without_file_name
from tests.cms.images import uploads
from tests.cms.images.corpus import (
    CANARY,
    INK_LAB,
    POISONED,
    UPRIGHT,
    cmyk_profile,
    encoded,
    exif,
    has_canary,
    parts,
    png,
    profile,
    quarters,
)

pytestmark = pytest.mark.once

HARMLESS = {"IHDR", "IDAT", "IEND", "iCCP", "E0 JFIF", "E2 ICC_", "DB", "C0", "C4"}
"""Size, pixels, tables, profile: all that a clean PNG or JPEG is made of."""


def clean(content, name="picture.jpg"):
    """Return the clean form of `content` as a Pillow image."""
    return Image.open(sanitize_image(ContentFile(content, name=name)))


def corners(image):
    """Return the colours in the middle of the four quarters, by row and column."""
    width, height = image.size
    return [[image.convert("RGB").getpixel((width * x // 4, height * y // 4)) for x in (1, 3)] for y in (1, 3)]


def close(one, other, tolerance):
    return all(abs(a - b) <= tolerance for a, b in zip(one, other, strict=True))


@pytest.mark.parametrize("name", POISONED)
def test_each_picture_of_the_corpus_is_poisoned(name):
    assert has_canary(POISONED[name])


@pytest.mark.parametrize("name", POISONED)
def test_a_clean_picture_holds_its_pixels_and_nothing_else(name):
    content = sanitize_image(ContentFile(POISONED[name], name=name)).read()

    assert set(parts(content)) <= HARMLESS
    assert not has_canary(content)
    assert all(
        close(seen, expected, 12)
        for row, colours in zip(corners(Image.open(BytesIO(content))), UPRIGHT, strict=True)
        for seen, expected in zip(row, colours, strict=True)
    )


@pytest.mark.django_db
@pytest.mark.parametrize("way", [uploads.add, uploads.create])
@pytest.mark.parametrize("name", POISONED)
def test_nothing_that_is_stored_has_a_canary(admin_client, way, name):
    way(admin_client, f"{CANARY} {name}", POISONED[name])

    assert_all_is_clean()


@pytest.mark.django_db
@pytest.mark.parametrize("way", uploads.IN_ADMIN + uploads.IN_CODE)
def test_no_way_into_the_library_leads_around_the_cleaning(admin_client, django_capture_on_commit_callbacks, way):
    with django_capture_on_commit_callbacks(execute=True):
        response = way(admin_client, f"{CANARY}.jpg", POISONED["exif.jpg"])

    assert_all_is_clean()
    assert response is None or CANARY not in response.content.decode()


def assert_all_is_clean():
    """Every stored file, name and title is without canary, and the row says what the stored file is like."""
    image = ContentImage.objects.get()
    files = uploads.stored()
    assert {name for name in files if name.startswith("original_images/")} == {image.file.name}
    assert image.renditions.count() >= 4
    for name, content in files.items():
        assert CANARY not in name
        assert not has_canary(content)
    assert CANARY not in image.title
    assert CANARY not in image.file.url

    original = files[image.file.name]
    assert image.file_size == len(original)
    assert image.file_hash == hashlib.sha1(original).hexdigest()  # noqa: S324 - Wagtail's, and no secret
    assert (image.width, image.height) == Image.open(BytesIO(original)).size


@pytest.mark.django_db
def test_an_upload_that_waits_for_its_form_is_clean_too(admin_client):
    response = uploads.add(admin_client, f"{CANARY}.jpg", POISONED["exif.jpg"], title="x" * 256)

    assert CANARY not in response.json()["form"]
    ((name, content),) = uploads.stored().items()
    assert name.startswith("wagtail_uploads/")
    assert CANARY not in name
    assert not has_canary(content)


@pytest.mark.django_db
def test_a_new_file_given_in_code_gives_new_renditions():
    uploads.create(None, "red.png", encoded(Image.new("RGB", (60, 40), "red"), "PNG"))
    image = ContentImage.objects.get()

    image.file = ContentFile(encoded(Image.new("RGB", (60, 40), "blue"), "PNG"), name="blue.png")
    image.save()

    for rendition in image.renditions.all():
        assert close(Image.open(rendition.file).convert("RGB").getpixel((5, 5)), (0, 0, 255), 12)


@pytest.mark.django_db
def test_a_replaced_file_is_gone_once_the_new_one_is_kept(admin_client, django_capture_on_commit_callbacks):
    uploads.create(None, "leaf.png", encoded(quarters(), "PNG"))
    before = set(uploads.stored())

    with django_capture_on_commit_callbacks() as callbacks:
        uploads.replace(admin_client, "fern.png", encoded(quarters(size=(80, 60)), "PNG"))
    assert before <= set(uploads.stored())

    for callback in callbacks:
        callback()
    assert before.isdisjoint(uploads.stored())


@pytest.mark.django_db
def test_a_form_with_an_error_changes_no_file(admin_client):
    uploads.create(None, "leaf.png", encoded(quarters(), "PNG"))
    image = ContentImage.objects.get()
    image.renditions.all().delete()

    uploads.replace(admin_client, ".png", encoded(Image.new("RGB", (64, 48), "blue"), "PNG"))

    image = ContentImage.objects.get()
    assert list(uploads.stored()).count(image.file.name) == 1
    for rendition in image.renditions.all():  # The form shows some.
        assert not close(Image.open(rendition.file).convert("RGB").getpixel((5, 5)), (0, 0, 255), 12)


@pytest.mark.parametrize("name", ["JPEG", "PNG", "WEBP", "TIFF", "AVIF", "HEIF"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_picture_that_lies_on_its_side_is_put_upright(name, orientation):
    options = {"tiffinfo": {274: orientation}} if name == "TIFF" else {"exif": exif(orientation).tobytes()}
    image = clean(encoded(quarters(orientation), name, **options))

    assert image.size == (64, 48)
    assert not image.getexif()
    for row, colours in zip(corners(image), UPRIGHT, strict=True):
        for seen, expected in zip(row, colours, strict=True):
            assert close(seen, expected, 12)


@pytest.mark.parametrize("name", ["JPEG", "PNG", "WEBP", "TIFF", "AVIF", "HEIF"])
def test_the_colour_profile_is_kept_byte_for_byte(name):
    image = clean(encoded(quarters(), name, icc_profile=profile()))

    assert image.info["icc_profile"] == profile()
    assert close(corners(image)[0][0], UPRIGHT[0][0], 12)


def tables(jpeg):
    """Return the quantization table of each component."""
    return [jpeg.quantization[table] for *_, table in jpeg.layer]


@pytest.mark.parametrize("subsampling", ["4:4:4", "4:2:2", "4:2:0"])
def test_a_jpeg_loses_next_to_nothing(subsampling):
    picture = Image.linear_gradient("L").resize((320, 240))
    picture = Image.merge("RGB", [picture, picture.transpose(Image.Transpose.ROTATE_180), picture])
    source = Image.open(BytesIO(encoded(picture, "JPEG", quality=83, subsampling=subsampling)))
    image = clean(encoded(picture, "JPEG", quality=83, subsampling=subsampling))

    assert tables(image) == tables(source)
    assert get_sampling(image) == get_sampling(source)
    assert max(high for _, high in ImageChops.difference(image, source).getextrema()) <= 3


def test_a_cmyk_jpeg_has_the_colours_of_its_profile():
    cyan = Image.new("CMYK", (32, 32), (255, 0, 0, 0))
    lightness, a, b = INK_LAB
    lab = Image.frombytes("LAB", (1, 1), bytes((lightness, a - 128 & 255, b - 128 & 255)))
    expected = ImageCms.profileToProfile(
        lab, ImageCms.createProfile("LAB"), ImageCms.createProfile("sRGB"), outputMode="RGB"
    )

    image = clean(encoded(cyan, "JPEG", quality=100, icc_profile=cmyk_profile()))

    assert (image.mode, image.info.get("icc_profile")) == ("RGB", None)
    assert close(image.getpixel((5, 5)), expected.getpixel((0, 0)), 3)


def test_a_cmyk_jpeg_without_profile_has_the_usual_colours():
    image = clean(encoded(Image.new("CMYK", (32, 32), (255, 0, 0, 0)), "JPEG", quality=100))

    assert image.mode == "RGB"
    assert close(image.getpixel((5, 5)), (0, 255, 255), 3)


def test_sixteen_bits_a_channel_become_eight_of_the_same_brightness():
    values = [0, 255, 256, 10000, 32768, 65535]
    grey = png(6, 2, 16, 0, struct.pack(">6H", *values))
    colour = png(2, 2, 16, 2, struct.pack(">6H", *values))

    expected = [round(value / 257) for value in values]
    assert close(clean(grey).crop((0, 0, 6, 1)).tobytes(), expected, 1)
    assert close(clean(colour).crop((0, 0, 2, 1)).tobytes(), expected, 1)


@pytest.mark.parametrize(
    ("mode", "name", "kept"),
    [
        ("1", "PNG", "L"),
        ("L", "PNG", "L"),
        ("P", "PNG", "RGB"),
        ("LA", "PNG", "LA"),
        ("RGBA", "PNG", "RGBA"),
        ("RGBA", "WEBP", "RGBA"),
        ("RGBA", "TIFF", "RGBA"),
        ("P", "GIF", "RGB"),
        ("1", "TIFF", "L"),
        ("CMYK", "TIFF", "RGB"),
        ("I;16", "TIFF", "L"),
    ],
)
def test_every_kind_of_pixel_becomes_one_that_browsers_show(mode, name, kept):
    image = clean(encoded(Image.new(mode, (32, 24)), name))

    assert image.mode == kept
    assert image.format == ("PNG" if name in ("PNG", "GIF") or kept in ("LA", "RGBA") else "JPEG")


def test_a_transparent_colour_stays_transparent():
    picture = Image.new("P", (32, 24))
    picture.putpalette([255, 0, 0, 0, 0, 255])
    picture.paste(1, (16, 0, 32, 24))

    for name in ("PNG", "GIF"):
        image = clean(encoded(picture, name, transparency=1))
        assert image.mode == "RGBA"
        assert [image.getpixel((x, 5))[3] for x in (5, 25)] == [255, 0]


def test_an_opaque_photograph_is_a_jpeg_even_if_it_could_be_transparent():
    assert clean(encoded(quarters().convert("RGBA"), "WEBP", lossless=True)).format == "JPEG"


def test_exif_that_cannot_be_read_does_no_harm():
    assert clean(encoded(quarters(), "JPEG", exif=b"Exif\0\0II*\0\xff\xff\xff\x7f" + b"\xff" * 40)).size == (64, 48)


def test_a_clean_picture_is_not_encoded_again():
    picture = sanitize_image(ContentFile(encoded(quarters(), "JPEG"), name="leaf.jpg"))

    assert sanitize_image(picture) is picture


@pytest.mark.parametrize(
    ("title", "file_name"),
    [
        ("doe_jane-2.jpg", "doe_jane-2.jpg"),
        ("doe_jane-2", "doe_jane-2.jpg"),
        ("Doe Jane 2", "doe_jane-2.JPG"),
        ("doe.jane", "doe.jane.heic"),
        ("somebody.else.png", "leaf.jpg"),
    ],
)
def test_a_title_that_is_the_name_of_a_file_is_replaced(title, file_name):
    today = timezone.localdate()

    assert without_file_name(title, file_name) == f"Image of {today:%B} {today.day}, {today.year}"


@pytest.mark.parametrize("title", ["Our waiting room", "Leaf", "Entrance, 2nd floor", ""])
def test_a_title_that_someone_wrote_is_kept(title):
    assert without_file_name(title, "leaf_0023.jpg") == title


@pytest.mark.django_db
def test_a_title_that_was_there_before_its_file_is_kept(admin_client):
    uploads.create(None, "fern.png", encoded(quarters(), "PNG"))
    ContentImage.objects.update(title="Leaf")

    uploads.replace(admin_client, "Leaf.png", encoded(quarters(), "PNG"))

    assert ContentImage.objects.get().title == "Leaf"


SAMPLES = {name: POISONED[name] for name in POISONED if name.startswith(("exif", "comment", "second", "tags"))}


@settings(deadline=None, max_examples=300, derandomize=True)
@given(name=st.sampled_from(sorted(SAMPLES)), data=st.data())
def test_a_picture_with_random_damage_is_refused_or_cleaned(name, data):
    content = bytearray(SAMPLES[name])
    for place in data.draw(st.lists(st.integers(0, len(content) - 1), max_size=8)):
        content[place] = data.draw(st.integers(0, 255))
    end = data.draw(st.integers(1, len(content)))

    with suppress(InvalidImageError):  # Anything else that is raised fails the test.
        picture = sanitize_image(ContentFile(bytes(content[:end]), name=name))
        assert set(parts(picture.read())) <= HARMLESS
