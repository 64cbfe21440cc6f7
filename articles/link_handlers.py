"""Link handler of citations in rich text."""

from django.utils.html import escape
from wagtail.rich_text import LinkHandler

from articles.models import Citation
from cms.plugins.api import ShownLinkHandler


class CitationLinkHandler(ShownLinkHandler, LinkHandler):
    """Expands a stored citation to a link to the work, which is meaningful on any page.

    On a page that lists its literature, `Numbering` replaces this link by a number.
    """

    identifier = "citation"

    @staticmethod
    def get_model():
        return Citation

    @classmethod
    def expand_db_attributes(cls, attrs):
        return cls.expand_db_attributes_many([attrs])[0]

    @classmethod
    def expand_db_attributes_many(cls, attrs_list):
        return [
            f'<a class="citation" data-citation="{citation.pk}"'
            + (f' href="{escape(citation.link)}"' if citation.link else "")
            + ">"
            if citation
            else '<a class="citation" data-citation="">'
            for citation in cls.load_many(attrs_list)
        ]

    @classmethod
    def extract_references(cls, attrs):
        # For Wagtail's reference index, which lists the pages that use a citation.
        yield cls.get_model(), attrs["id"], "", ""
