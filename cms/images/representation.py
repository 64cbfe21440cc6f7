"""How an image looks in the API, wherever it appears."""

from .presets import PRESETS


def full_url(request, path):
    """Return `path` as an absolute URL, as Wagtail's API builds them."""
    from wagtail.api.v2.utils import get_full_url  # it loads a model, so not while models are being loaded

    return get_full_url(request, path)


def image_representation(image, request, *, alt=None):
    """Return `image` as a dict for the API, or None where there is no image, or none that may be shown.

    Its title is its description: what staff call it among themselves may have been the name of a file.
    `alt` is the alt text of the place where the image stands; without it, the image's own description is taken.
    Each preset is a list of renditions with absolute URLs, ready for a `srcset`. The original is never among them.
    """
    if not image or not image.is_permitted:
        return None
    return {
        "id": image.pk,
        "title": image.description,
        "alt": image.default_alt_text if alt is None else alt,
        "width": image.width,
        "height": image.height,
        "focal_point": _focal_point(image),
        "credit": image.credit,
        "sensitive": image.sensitive,
        "renditions": {
            preset: [
                _rendition_representation(rendition, request)
                for rendition in image.existing_renditions(preset).values()
            ]
            for preset in PRESETS
        },
    }


def _focal_point(image):
    if not image.has_focal_point():
        return None
    return {"x": image.focal_point_x / image.width, "y": image.focal_point_y / image.height}


def _rendition_representation(rendition, request):
    return {
        "format": rendition.filter_spec.rpartition("|format-")[2],
        "width": rendition.width,
        "height": rendition.height,
        "url": full_url(request, rendition.url),
    }
