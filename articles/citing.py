"""Citations in the text of a page: where they stand, and the numbers that they get.

In the database a citation is `<a linktype="citation" id="5">[Pacik 2009]</a>` in some rich text. The numbers are
not stored: they follow from the order in which the text cites, so text and list cannot disagree.
"""

import re
from functools import cached_property

from django.apps import apps
from django.utils.html import escape
from wagtail.rich_text import LinkHandler

STORED = re.compile(r'<a\b[^>]*\blinktype="citation"[^>]*>')
ID = re.compile(r'\bid="(\d+)"')
EXPANDED = re.compile(r'<a class="citation" data-citation="(\d*)"[^>]*>.*?</a>', re.DOTALL)


class CitationLinkHandler(LinkHandler):
    """Turns a stored citation into a link to the work, which makes sense wherever the text ends up.

    On a page that lists its literature, `Numbering` then makes it a number.
    """

    identifier = "citation"

    @staticmethod
    def get_model():
        return apps.get_model("articles.Citation")

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
            for citation in cls.get_many(attrs_list)
        ]

    @classmethod
    def extract_references(cls, attrs):
        # Wagtail's reference index: this is how a citation knows which pages use it.
        yield cls.get_model(), attrs["id"], "", ""


class Numbering:
    """The citations of one page, numbered in the order in which its text names them.

    `sources` are the rich texts that cite, as they are stored, in the order in which the page shows them.
    """

    def __init__(self, sources):
        self._sources = sources

    @cached_property
    def citations(self):
        """The works cited, in order. A work that has been deleted has no number."""
        ids = dict.fromkeys(int(pk) for pk in self._cited_ids())
        found = apps.get_model("articles.Citation").objects.in_bulk(list(ids)) if ids else {}
        return [found[pk] for pk in ids if pk in found]

    @cached_property
    def numbers(self):
        return {citation.pk: number for number, citation in enumerate(self.citations, start=1)}

    def apply(self, html):
        """Return expanded `html` with a number in place of each citation, linked to its place in the list."""
        return EXPANDED.sub(self._number, html)

    def apply_all(self, value):
        """Return JSON-like `value` with `apply` done to each string in it."""
        if isinstance(value, str):
            return self.apply(value)
        if isinstance(value, dict):
            return {key: self.apply_all(one) for key, one in value.items()}
        if isinstance(value, list):
            return [self.apply_all(one) for one in value]
        return value

    def _number(self, match):
        number = self.numbers.get(int(match[1] or 0))
        if number is None:
            return ""  # the work has been deleted
        return (
            f'<sup class="citation"><a href="#citation-{number}" data-citation="{match[1]}" '
            f'aria-label="Reference {number}">{number}</a></sup>'
        )

    def _cited_ids(self):
        for source in self._sources:
            for tag in STORED.findall(source):
                yield from ID.findall(tag)
