"""Links and pictures in rich text."""

from wagtail.models import Page
from wagtail.rich_text import EmbedHandler
from wagtail.rich_text.pages import PageLinkHandler

from .public import public_pages


class PublicPageLinkHandler(PageLinkHandler):
    """A link to a page that is not public, or not yet, is its words alone: its address may tell too much."""

    @classmethod
    def expand_db_attributes_many(cls, attrs_list):
        ids = [attrs["id"] for attrs in attrs_list if attrs.get("id", "").isdigit()]
        public_ids = set(public_pages(Page.objects.filter(pk__in=ids)).values_list("pk", flat=True))
        tags = super().expand_db_attributes_many(attrs_list)
        return [
            tag if attrs.get("id", "").isdigit() and int(attrs["id"]) in public_ids else "<a>"
            for attrs, tag in zip(attrs_list, tags, strict=True)
        ]


class NoPictureHandler(EmbedHandler):
    """Pictures are blocks, which ask whether they may be shown. One in a text is nothing."""

    identifier = "image"

    @classmethod
    def expand_db_attributes(cls, attrs):
        return ""
