"""The images that a response shows, in the order in which the templates render them."""

from typing import NamedTuple

from django.utils.safestring import SafeString

from cms.images.models import ContentImage, StoredRendition


class ShownImage(NamedTuple):
    """An image that visitors see on a page, not only on the card of another page."""

    image: ContentImage
    rendition: StoredRendition
    """The largest rendition that is a JPEG, which every program reads."""
    alt: str
    is_main: bool
    """Whether it is at the head of the page."""


class NotedPicture(SafeString):
    """HTML of an image that notes it as shown when a template puts it out, and not if it is only in a variable."""

    def __new__(cls, html, request, shown):
        picture = super().__new__(cls, html)
        picture.request, picture.shown = request, shown
        return picture

    def __html__(self):
        if self.request is not None:
            self.request.__dict__.setdefault("shown_images", []).append(self.shown)
        return self


def shown_images(request):
    """Return the images that the response to `request` has shown until now."""
    return getattr(request, "shown_images", [])
