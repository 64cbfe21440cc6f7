"""How an image looks in the API, wherever it appears."""

from typing import Literal

from django.urls import reverse
from typing_extensions import TypedDict

from cms.context.request import current_context
from cms.images.renditions.presets import FORMATS, PRESETS


class Rendition(TypedDict):
    """A picture in one size and format."""

    format: Literal[*FORMATS]
    width: int
    height: int
    url: str


class Renditions(TypedDict):
    """What there is of a picture, ready for a `srcset`."""

    content: list[Rendition]
    """In its own proportions."""
    card: list[Rendition]
    """Cropped to 3:2 around the focal point."""


class FocalPoint(TypedDict):
    """What matters most in a picture, in parts of its width and height."""

    x: float
    y: float


class ObjectMeta(TypedDict):
    type: str
    detail_url: str


class Image(TypedDict):
    """A picture, as it stands on a page. Do not load a sensitive one before your user has chosen to see it."""

    id: int
    meta: ObjectMeta
    title: str
    alt: str
    width: int
    height: int
    focal_point: FocalPoint | None
    dominant_color: str
    credit: str
    sensitive: bool
    renditions: Renditions


def full_url(request, path):
    """Return `path` as an absolute URL, as Wagtail's API builds them."""
    from wagtail.api.v2.utils import get_full_url  # it loads a model, so not while models are being loaded

    return get_full_url(request, path)


def detail_url(request, endpoint, pk):
    """Return the address at which the API tells of the object `pk` of `endpoint`, such as `pages`."""
    return full_url(request, detail_path(f"api_v2:{endpoint}", pk))


def detail_path(namespace, pk):
    """Return the same, without the host. Lists ask for hundreds, which differ in nothing but the number."""
    name = f"{namespace}:detail"
    return current_context().memoize(name, lambda: reverse(name, args=[0]).removesuffix("0/")) + f"{pk}/"


def image_representation(image, request, *, alt=None) -> Image | None:
    """Return `image`, one that the loader has fetched, as a dict for the API, or None where there is none.

    Its title is its description: what staff call it among themselves may have been the name of a file.
    `alt` is the alt text of the place where the image stands; without it, the image's own description is taken.
    Each preset is a list of renditions with absolute URLs, ready for a `srcset`. The original is never among them.
    """
    if not image:
        return None
    return {
        "id": image.pk,
        "meta": {
            "type": image._meta.label,
            "detail_url": detail_url(request, "images", image.pk),
        },
        "title": image.description,
        "alt": image.description if alt is None else alt,
        "width": image.width,
        "height": image.height,
        "focal_point": focal_point_representation(image),
        "dominant_color": image.dominant_color,
        "credit": image.credit,
        "sensitive": image.sensitive,
        "renditions": current_context().memoize(
            (image._meta.label, image.pk), lambda: renditions_representation(image, full_url(request, ""))
        ),
    }


def renditions_representation(image, base) -> Renditions:
    """Return the renditions of `image`, one that the loader has fetched, by preset."""
    address = base + reverse("rendition", args=["-"])[:-1]
    return {
        preset: [
            {
                "format": one.format,
                "width": one.width,
                "height": one.height,
                "url": address + one.file.rpartition("/")[2],
            }
            for one in image.renditions_of(preset)
        ]
        for preset in PRESETS
    }


def focal_point_representation(image) -> FocalPoint | None:
    """Return where the focal point of `image` is, in parts of its width and height, or None if it has none."""
    if not image.has_focal_point():
        return None
    return {"x": image.focal_point_x / image.width, "y": image.focal_point_y / image.height}
