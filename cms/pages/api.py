"""How the fields that pages share look in the API."""

from rest_framework.fields import Field

from cms.images.representation import image_representation

from .cards import card_pages, card_representation
from .related import related_representation


class ImageField(Field):
    """An image with its renditions, never its original."""

    def to_representation(self, image):
        return image_representation(image, self.context["request"])


class CardField(Field):
    """A page as a card. A page that is not public is shown as null."""

    def to_representation(self, page):
        cards = card_pages(type(page).objects.filter(pk=page.pk))
        return card_representation(cards[0], self.context["request"]) if cards else None


class RelatedField(Field):
    """What the content types offer for a page. Declare it with `source="*"`."""

    def to_representation(self, page):
        return related_representation(page, self.context["request"])
