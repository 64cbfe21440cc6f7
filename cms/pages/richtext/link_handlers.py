"""Links and pictures in rich text."""

from django.utils.html import escape
from wagtail.documents.rich_text import DocumentLinkHandler
from wagtail.rich_text import EmbedHandler
from wagtail.rich_text.pages import PageLinkHandler

from cms.context.request import current_context
from cms.loader import load_many


class ShownLinkHandler:
    """Render a link without its URL if its target is not public, since the URL may reveal the title."""

    @classmethod
    def load_many(cls, attrs_list):
        ids = [int(attrs["id"]) if attrs.get("id", "").isdecimal() else None for attrs in attrs_list]
        found = load_many(cls.get_model(), [pk for pk in ids if pk is not None])
        return [found.get(pk) for pk in ids]


class PublicPageLinkHandler(ShownLinkHandler, PageLinkHandler):
    """A link to a page. Apps receive its absolute URL, and its id for URLs of their own."""

    @classmethod
    def expand_db_attributes_many(cls, attrs_list):
        return [cls._tag(page) if page else "<a>" for page in cls.load_many(attrs_list)]

    @staticmethod
    def _tag(page):
        if current_context().for_apps:
            return f'<a href="{escape(page.full_url)}" data-page-id="{page.pk}">'
        return f'<a href="{escape(page.url)}">'


class PublicDocumentLinkHandler(ShownLinkHandler, DocumentLinkHandler):
    """A link to a document, with the type and size of its file in `data-file`, which the style sheet shows after it.

    If the document is not public, nothing of it is shown.
    """

    @classmethod
    def expand_db_attributes_many(cls, attrs_list):
        return [
            f'<a href="{escape(document.url)}" data-file="{escape(document.kind_and_size)}">' if document else "<a>"
            for document in cls.load_many(attrs_list)
        ]


class ShownEmbedHandler(ShownLinkHandler, EmbedHandler):
    """Render an object in a text: `<embed embedtype="claim" id="5"/>`. Nothing is rendered if it is not public.

    The text is that of the object at this moment. No words of it are stored with the rich text, or found by a search.
    """

    shows_object = True

    @classmethod
    def as_html(cls, instance):
        """Return `instance` as HTML within a paragraph, or ""."""
        raise NotImplementedError

    @classmethod
    def as_text(cls, instance):
        """Return `instance` as plain text, for formats other than HTML, or ""."""
        raise NotImplementedError

    @classmethod
    def expand_db_attributes(cls, attrs):
        return cls.expand_db_attributes_many([attrs])[0]

    @classmethod
    def expand_db_attributes_many(cls, attrs_list):
        return [cls.as_html(instance) if instance else "" for instance in cls.load_many(attrs_list)]

    @classmethod
    def extract_references(cls, attrs):
        # For Wagtail's reference index, which lists the pages that show an object.
        yield cls.get_model(), attrs["id"], "", ""


class NoImageHandler(EmbedHandler):
    """Render nothing for an image in a text. Images are blocks, which check their visibility."""

    identifier = "image"

    @classmethod
    def expand_db_attributes(cls, attrs):
        return ""
