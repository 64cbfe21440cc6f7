"""How the fields that pages share look in the API.

Each takes the id of what it shows, so that Django does not fetch it: declare it with `source="<name>_id"`.
"""

from rest_framework.fields import Field
from wagtail.models import Page

from cms.images.models import ContentImage
from cms.images.representation import Image, image_representation

from .cards import PageCard, card_representation
from .loading import get_one
from .related import RelatedRepresentation, related_representation


class ImageField(Field):
    """An image with its renditions, never its original."""

    def to_representation(self, pk) -> Image | None:
        return image_representation(get_one(ContentImage, pk), self.context["request"])


class CardField(Field):
    """A page as a card. A page that is not public is shown as null."""

    def to_representation(self, pk) -> PageCard | None:
        page = get_one(Page, pk)
        return page and card_representation(page, self.context["request"])


class RelatedField(Field):
    """What the content types offer for a page. Declare it with `source="*"`."""

    def to_representation(self, page) -> list[RelatedRepresentation]:
        return related_representation(page, self.context["request"])
