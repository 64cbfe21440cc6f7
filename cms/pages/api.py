"""Serializer fields of the fields that all pages share.

Each takes a foreign key's id, so that Django does not fetch the object: declare it with `source="<name>_id"`.
"""

from rest_framework.fields import Field
from wagtail.documents import get_document_model
from wagtail.models import Page

from cms.images.models import ContentImage
from cms.images.representation import Image, full_url, image_representation
from cms.loader import load_one
from cms.pages.blocks.media import DocumentLink
from cms.pages.cards import PageCard, card_representation
from cms.pages.related import RelatedRepresentation, related_representation


class ReferenceField(Field):
    """Base of the fields that represent the object of a foreign key. Lists load these objects together."""

    model = None
    """The model that the key refers to."""


class ImageField(ReferenceField):
    """An image with its renditions, never its original."""

    model = ContentImage

    def to_representation(self, pk) -> Image | None:
        return image_representation(load_one(ContentImage, pk), self.context["request"])


class CardField(ReferenceField):
    """A page as a card. A page that is not public is shown as null."""

    model = Page

    def to_representation(self, pk) -> PageCard | None:
        page = load_one(Page, pk)
        return page and card_representation(page, self.context["request"])


class DocumentField(ReferenceField):
    """A document to download. A document that is not public is shown as null."""

    model = get_document_model()

    def to_representation(self, pk) -> DocumentLink | None:
        document = load_one(self.model, pk)
        return document and {
            "id": document.pk,
            "title": document.title,
            "extension": document.file_extension,
            "size": document.file_size,  # asking for it by `get_file_size()` may write
            "download_url": full_url(self.context["request"], document.url),
        }


class RelatedField(Field):
    """Related content that the content types offer for a page. Declare it with `source="*"`."""

    def to_representation(self, page) -> list[RelatedRepresentation]:
        return related_representation(page, self.context["request"])
