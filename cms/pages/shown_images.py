"""The images that a response shows, in the order in which the templates render them."""

from typing import NamedTuple

from cms.images.models import ContentImage, StoredRendition


class ShownImage(NamedTuple):
    """An image that visitors see on a page, not only on the card of another page."""

    image: ContentImage
    rendition: StoredRendition
    """The largest rendition that is a JPEG, which every program reads."""
    alt: str
    is_main: bool
    """Whether it is at the head of the page."""


def note_shown_image(request, shown):
    """Remember that the response to `request` shows the image of `shown`, a `ShownImage`."""
    if request is not None:
        request.__dict__.setdefault("shown_images", []).append(shown)


def shown_images(request):
    """Return the images that the response to `request` has shown until now."""
    return getattr(request, "shown_images", [])
