import io
import re

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.template import Context, Template
from django.urls import reverse
from wagtail.models import Page, Site

from cms.context.channels import Channel
from cms.context.request import use_context
from cms.images.models import ContentImage, Rendition
from cms.images.renditions import presets
from cms.loader import announce, load_one, load_visible
from cms.sites.models import Practice
from cms.testing.factories import ImageFactory, jpeg_bytes

pytestmark = pytest.mark.django_db


def picture(image, **kwargs):
    arguments = " ".join(f"{key}={value}" for key, value in kwargs.items())
    return Template(f"{{% load cms_images %}}{{% preset_picture image 'card' {arguments} %}}").render(
        Context({"image": image})
    )


def expected(image):
    return set(presets.all_specs(image.width, image.height))


def test_all_renditions_are_made_when_an_image_is_saved():
    image = ImageFactory()

    assert {one.filter_spec for one in image.renditions.all()} == expected(image)


@pytest.mark.parametrize(
    ("size", "number"),
    [((60, 40), 4), ((60, 60), 7), ((480, 320), 4), ((481, 320), 10), ((1000, 800), 19), ((3000, 2000), 10)],
)
def test_no_two_renditions_of_a_format_are_the_same(size, number):
    image = ImageFactory(file=ContentFile(jpeg_bytes(size), name="leaf.jpg"))

    made = list(image.renditions.all())
    assert len(made) == number
    assert len({(one.filter_spec.rpartition("|")[2], one.width, one.height) for one in made}) == number


def test_showing_an_image_makes_no_rendition():
    image = ImageFactory()
    Rendition.objects.all().delete()

    assert "placeholder" in picture(ContentImage.objects.get(pk=image.pk))
    assert not Rendition.objects.exists()


def test_a_picture_offers_each_format_in_each_width():
    html = picture(ImageFactory(file=ContentFile(jpeg_bytes((1200, 800)), name="leaf.jpg")))

    assert 'type="image/avif"' in html
    assert 'type="image/webp"' in html
    assert html.count(".jpg ") == html.count(".avif ") == html.count(".webp ") == len(presets.PRESETS["card"].widths)
    assert 'loading="lazy"' in html
    assert "original_images" not in html


def test_no_width_is_offered_twice_where_the_original_is_smaller_than_the_sizes():
    html = picture(ImageFactory(file=ContentFile(jpeg_bytes((60, 40)), name="leaf.jpg")))

    assert [srcset.count("60w") for srcset in re.findall(r'srcset="([^"]*)"', html)] == [1, 1, 1]


def test_the_alt_text_of_the_place_wins_over_that_of_the_image():
    image = ImageFactory(description="A leaf", title="leaf_0023.jpg")

    assert 'alt="A leaf"' in picture(image)
    assert 'alt="A fern"' in picture(image, alt='"A fern"')
    assert 'alt=""' in picture(image, alt='""')


def test_a_title_that_may_be_a_file_name_is_never_alt_text():
    assert 'alt=""' in picture(ImageFactory(description="", title="IMG_0023.jpg"))


def test_many_images_cost_as_few_queries_as_one(django_assert_num_queries):
    ImageFactory.create_batch(4)
    images = list(ContentImage.objects.all())

    with use_context(Channel.WEBSITE), django_assert_num_queries(2):  # what is restricted, and the images
        announce((ContentImage, image.pk) for image in images)
        for image in images:
            assert picture(image)


def test_the_images_of_chosen_objects_are_loaded_together(django_assert_num_queries):
    sites = [Site.objects.create(hostname=f"{n}.example.com", root_page=Page.get_first_root_node()) for n in range(3)]
    chosen = [Practice.objects.create(site=site, book_image=ImageFactory()) for site in sites]

    with use_context(Channel.WEBSITE), django_assert_num_queries(3):  # what is restricted, the objects, their images
        announce((Practice, practice.pk) for practice in chosen)
        for practice in chosen:
            assert load_one(ContentImage, load_visible(practice).book_image_id) == practice.book_image


def test_a_moved_focal_point_gives_new_crops():
    image = ImageFactory(file=ContentFile(jpeg_bytes((60, 60)), name="leaf.jpg"))
    before = load_visible(image).renditions_of("card")

    image.focal_point_x, image.focal_point_y, image.focal_point_width, image.focal_point_height = 10, 10, 8, 8
    image.save()
    after = load_visible(image).renditions_of("card")

    assert {one.filter_spec for one in before} == {one.filter_spec for one in after}
    assert {one.file for one in before}.isdisjoint(one.file for one in after)


def test_a_replaced_file_gives_new_renditions(admin_client):
    image = ImageFactory()
    old = set(image.renditions.values_list("pk", flat=True))
    upload = SimpleUploadedFile("other.jpg", jpeg_bytes(color=(181, 83, 60)), "image/jpeg")

    response = admin_client.post(
        reverse("wagtailimages:edit", args=[image.pk]),
        {"title": image.title, "collection": image.collection_id, "tags": "", "file": upload},
    )

    assert response.status_code == 302
    new = image.renditions.all()
    assert {one.filter_spec for one in new} == expected(image)
    assert old.isdisjoint(one.pk for one in new)


def test_missing_renditions_can_be_made_again():
    image = ImageFactory()
    image.renditions.all().delete()

    call_command("make_renditions", stdout=io.StringIO())

    assert {one.filter_spec for one in image.renditions.all()} == expected(image)


def test_an_upload_by_staff_has_all_renditions(admin_client):
    upload = SimpleUploadedFile("leaf.jpg", jpeg_bytes(), "image/jpeg")

    admin_client.post(
        reverse("wagtailimages:add_multiple"),
        {"title": "A green leaf", "files[]": upload},
        headers={"x-requested-with": "XMLHttpRequest"},
    )

    assert ContentImage.objects.get(title="A green leaf").renditions.count() == 4
