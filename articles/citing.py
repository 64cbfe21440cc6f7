"""Number the citations in the text of a page.

In the database a citation is `<a linktype="citation" id="5">[Pacik 2009]</a>` in some rich text. The numbers are
not stored: they follow from the order of the citations in the text, so that text and list always agree.

- `articles.rich_text` inserts a citation in the editor, `articles.link_handlers` expands it to a link.
- The template tag `cited` and the API field `NumberedBodyField` replace the link by the number.
- `articles.models.citing` gives a page type its `Numbering`. `articles.models.citations` is the cited work.
"""

import re
from collections import Counter
from functools import cached_property

from django.apps import apps
from django.utils.html import escape
from django.utils.translation import gettext as _

from cms.plugins.api import load_many

EXPANDED = re.compile(r'<a class="citation" data-citation="(\d*)"[^>]*>.*?</a>', re.DOTALL)


class Numbering:
    """The citations of one page, numbered in the order in which its text names them.

    `references` are pairs of model and id of what the text refers to, in the order in which the page shows it.
    """

    def __init__(self, references):
        self._references = references
        self._places = Counter()

    @cached_property
    def citations(self):
        """The works cited, in order. A work that has been deleted has no number."""
        found = load_many(apps.get_model("articles.Citation"), self.cited_ids)
        return [found[pk] for pk in self.cited_ids if pk in found]

    @cached_property
    def cited_ids(self):
        """The ids of the works that the text names, in order, whether they have been deleted or not."""
        citation = apps.get_model("articles.Citation")
        return list(dict.fromkeys(pk for model, pk in self._references if model is citation))

    @cached_property
    def numbers(self):
        return {citation.pk: number for number, citation in enumerate(self.citations, start=1)}

    def apply(self, html):
        """Replace each citation in expanded `html` by its number, linked to the list of references."""
        return EXPANDED.sub(self._number, html)

    def apply_with_places(self, html):
        """Like `apply`, and give each place an id, to which the list of references leads back: see `listed`."""
        self._places = Counter()
        return EXPANDED.sub(self._number_with_place, html)

    @property
    def listed(self):
        """The works cited, in order, each with the ids of its places in the text that was rendered last."""
        return [
            (work, [f"cited-{number}-{place}" for place in range(1, self._places[number] + 1)])
            for number, work in enumerate(self.citations, start=1)
        ]

    def apply_all(self, value):
        """Apply `apply` to each string in the JSON-like `value`."""
        if not self.cited_ids:
            return value
        if isinstance(value, str):
            return self.apply(value)
        if isinstance(value, dict):
            return {key: self.apply_all(child) for key, child in value.items()}
        if isinstance(value, list):
            return [self.apply_all(child) for child in value]
        return value

    def _number_with_place(self, match):
        number = self.numbers.get(int(match[1] or 0))
        self._places[number] += 1
        return self._number(match, f' id="cited-{number}-{self._places[number]}"')

    def _number(self, match, attributes=""):
        number = self.numbers.get(int(match[1] or 0))
        if number is None:
            return ""  # the work has been deleted
        label = escape(_("Reference %(number)s") % {"number": number})
        return (
            f'<sup class="citation"{attributes}><a href="#citation-{number}" data-citation="{match[1]}" '
            f'aria-label="{label}">{number}</a></sup>'
        )
