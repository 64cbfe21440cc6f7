"""What an index has of a page.

It depends on nothing but the page and its `search_sources`: blocks that refer to images, claims, snippets, documents
or other pages contribute nothing (their `get_searchable_content`), and captions go with their images. What a consent
or a date may hide later is therefore in no entry.
"""

import re
from functools import cached_property

from wagtail.search import index

from cms.search.words import key_of, names_in, words_of

CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f]")
MAX_TEXT = 200_000
"""Maximum number of characters of a column. PostgreSQL refuses texts with more than 1 MB of distinct words."""
MAX_STARTS = 6
"""From how many of its words a name is suggested."""
WORD_LENGTHS = range(3, 41)
"""Lengths of the words of the vocabulary. Shorter ones cannot be corrected; longer ones are no words."""
NAMES = {"title", "also_called"}


class Content:
    """The columns, names and words of a specific page."""

    def __init__(self, page):
        texts = {"lead": [], "text": [], "notes": []}
        for field in page.get_search_fields():
            if isinstance(field, index.SearchField | index.RelatedFields) and field.field_name not in NAMES:
                _collect(page, field, texts)
        self.page_id = page.pk
        self.columns = {
            "rank": getattr(page, "search_rank", 1.0),
            "label": str(getattr(page, "search_label", ""))[:120],
            "names": _clean("\n".join(_names(page))),
            **{column: _clean("\n".join(lines)) for column, lines in texts.items()},
        }

    @cached_property
    def names(self):
        """The names of the page, and their ends from a word on, as values of the model `Name`."""
        return [
            {"name": name[:255], "start": " ".join(words[number:])[:255], "key": "" if number else key_of(words)}
            for name in self.columns["names"].split("\n")
            for words in [words_of(name)]
            for number in range(min(len(words), MAX_STARTS))
        ]

    @cached_property
    def words_of_names(self):
        return _vocabulary(self.columns["names"])

    @cached_property
    def words(self):
        return self.words_of_names | _vocabulary(*(self.columns[column] for column in ("lead", "text", "notes")))


def _names(page):
    return [" ".join(page.title.split()), *names_in(getattr(page, "also_called", ""))]


def _clean(text):
    """Return `text` without control characters, which mark matches in snippets, or which PostgreSQL refuses."""
    return CONTROL.sub("", text)[:MAX_TEXT]


def _collect(instance, field, columns):
    """Add the texts of a search field of `instance` to the columns. Its boost decides to which."""
    if isinstance(field, index.SearchField):
        boost = field.boost or 1
        column = "lead" if boost >= 2 else "text" if boost >= 1 else "notes"
        columns[column] += _texts(field.get_value(instance))
        return
    related = getattr(instance, field.field_name)
    related = related.all() if hasattr(related, "all") else [related]
    for other in related:
        for inner in field.fields if other is not None else ():
            if isinstance(inner, index.SearchField | index.RelatedFields):
                _collect(other, inner, columns)


def _texts(value):
    """Return the value of a search field as texts. Fields with HTML or blocks return a list of plain texts."""
    values = value if isinstance(value, list | tuple) else [value]
    return [text for item in values if item and (text := str(item).strip())]


def _vocabulary(*texts):
    return {word for text in texts for word in words_of(text) if len(word) in WORD_LENGTHS and not word.isdigit()}
