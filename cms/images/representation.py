"""The representation of images in the API."""

from typing import Literal

from typing_extensions import TypedDict

from cms.context.addresses import path_of
from cms.context.request import current_context
from cms.images.renditions.presets import FORMATS, PRESETS


class Rendition(TypedDict):
    """An image in one size and format."""

    format: Literal[*FORMATS]
    width: int
    height: int
    url: str


class Renditions(TypedDict):
    """The renditions of an image, ready for a `srcset`."""

    content: list[Rendition]
    """In its own aspect ratio."""
    card: list[Rendition]
    """Cropped to 3:2 around the focal point."""


class FocalPoint(TypedDict):
    """The most important point of an image, as fractions of its width and height."""

    x: float
    y: float


class ObjectMeta(TypedDict):
    type: str
    detail_url: str


class Image(TypedDict):
    """An image on a page. Do not load sensitive images before the user has chosen to see them."""

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
    renditions_pending: bool
    """Whether renditions are still being made, soon after an upload. Lists of them may be empty until then."""


def full_url(request, path):
    """Return `path` as an absolute URL, as Wagtail's API builds them."""
    from wagtail.api.v2.utils import get_full_url  # imports models, which are not loaded yet

    if path.startswith(("http://", "https://")):
        return path
    return current_context().memoize("base of URLs", lambda: get_full_url(request, "")) + path


def detail_url(request, endpoint, pk):
    """Return the URL of the API for the object `pk` of `endpoint`, such as `pages`."""
    return full_url(request, detail_path(f"api_v2:{endpoint}", pk))


def detail_path(namespace, pk):
    """Return the path of a detail URL."""
    return f"{path_of(f'{namespace}:detail', 0).removesuffix('0/')}{pk}/"


def image_representation(image, request, *, alt=None) -> Image | None:
    """Return `image`, which has to come from the loader, as a dict for the API, or None if there is no image.

    The `title` is the description, since internal titles may be file names. `alt` is the alt text of the block that
    shows the image (default: its description). Each preset is a list of renditions with absolute URLs. The
    original is never included.
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
        "renditions_pending": image.renditions_pending,
    }


def renditions_representation(image, base) -> Renditions:
    """Return the renditions of `image`, which has to come from the loader, by preset."""
    return {
        preset: [
            {
                "format": rendition.format,
                "width": rendition.width,
                "height": rendition.height,
                "url": base + rendition.url,
            }
            for rendition in image.renditions_of(preset)
        ]
        for preset in PRESETS
    }


def focal_point_representation(image) -> FocalPoint | None:
    """Return the focal point of `image` as fractions of its width and height, or None if it has none."""
    if not image.has_focal_point():
        return None
    return {"x": image.focal_point_x / image.width, "y": image.focal_point_y / image.height}
