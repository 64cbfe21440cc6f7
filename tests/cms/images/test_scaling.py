from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from PIL import Image, ImageChops, ImageStat
from wagtail.images.models import Filter

from cms.images.models import ContentImage
from cms.images.renditions.presets import ALL_SPECS, all_specs
from cms.images.renditions.scaling import scaled_filters
from tests.cms.images.corpus import encoded, profile

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def picture(size, mode="RGB"):
    channels = [Image.effect_noise((20, 15), 100).resize(size, Image.Resampling.BICUBIC) for _ in range(len(mode))]
    return Image.merge(mode, channels)


@pytest.mark.parametrize("focal_point", [{}, {"focal_point_x": 150, "focal_point_y": 600}])
@pytest.mark.parametrize(("size", "mode"), [((1001, 743), "RGB"), ((743, 1001), "RGBA"), ((300, 200), "RGB")])
def test_renditions_are_those_that_wagtail_makes(size, mode, focal_point):
    if focal_point:
        focal_point = focal_point | {"focal_point_width": 90, "focal_point_height": 60}
    file = ContentFile(encoded(picture(size, mode), "PNG"), name="noise.png")
    image = ContentImage.objects.create(title="Noise", file=file, **focal_point)
    filters = [Filter(spec) for spec in sorted(ALL_SPECS) if spec.endswith("jpeg")]

    for ours, wagtails in zip(scaled_filters(image, filters), filters, strict=True):
        one, other = BytesIO(), BytesIO()
        ours.run(image, one)
        wagtails.run(image, other)
        one, other = Image.open(one), Image.open(other)
        assert one.size == other.size
        assert max(ImageStat.Stat(ImageChops.difference(one, other)).rms) < 2


def test_renditions_keep_the_colour_profile():
    file = ContentFile(encoded(picture((600, 400)), "JPEG", icc_profile=profile()), name="noise.jpg")

    for rendition in ContentImage.objects.create(title="Noise", file=file).renditions.all():
        assert Image.open(rendition.file).info["icc_profile"] == profile()


@pytest.mark.parametrize("size", [(1, 1), (1, 3), (2000, 1), (1, 2000), (16_383, 20), (20, 16_383)])
def test_pictures_of_any_shape_have_all_renditions(size):
    image = ContentImage.objects.create(
        title="Strip", file=ContentFile(encoded(Image.new("L", size), "PNG"), name="a.png")
    )

    assert {one.filter_spec for one in image.renditions.all()} == set(all_specs(*size))
