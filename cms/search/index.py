"""Write the index of published pages.

The text of an entry depends on nothing but the page and its `search_sources`: blocks that refer to images, claims,
snippets, documents or other pages contribute nothing (their `get_searchable_content`), and captions go with their
images. What a consent or a date may hide later is therefore in no entry. Whether a page may be found is asked when
the index is read: see `cms.search.engine`.
"""

import re

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from taggit.models import Tag
from wagtail.models import Page, ReferenceIndex
from wagtail.search import index

from cms.pages.models import PageTag
from cms.plugins.placeholders.models import Placeholder
from cms.search.models import IndexRun, SearchEntry, SearchName, SearchWord
from cms.search.words import key_of, names_in, words_of

CHUNK = 200
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f]")
MAX_TEXT = 200_000
"""Maximum number of characters of a column. PostgreSQL refuses texts with more than 1 MB of distinct words."""
MAX_STARTS = 6
"""From how many of its words a name is suggested."""
WORD_LENGTHS = range(3, 41)
"""Lengths of the words of the vocabulary. Shorter ones cannot be corrected; longer ones are no words."""
NAMES = {"title", "also_called"}


def index_pages(pages):
    """Write the entries of `pages`, specific instances as stored. Remove those of pages that are not live."""
    indexed = [page for page in pages if page.live and page.depth > 1 and not isinstance(page, Placeholder)]
    with transaction.atomic():
        remove_entries({page.pk for page in pages} - {page.pk for page in indexed})
        entries = [_entry(page) for page in indexed]
        columns = [field.name for field in SearchEntry._meta.concrete_fields if not field.primary_key]
        SearchEntry.objects.bulk_create(
            entries, update_conflicts=True, unique_fields=["page"], update_fields=columns, batch_size=CHUNK
        )
        _write_names(entries)
        _write_words(entries)


def remove_entries(page_ids):
    """Remove the entries of the pages with these ids."""
    if page_ids:
        SearchName.objects.filter(entry__in=page_ids).delete()
        SearchEntry.objects.filter(pk__in=page_ids).delete()


def rebuild(on_progress=lambda pages: None):
    """Write the entries of all pages, chunk by chunk, and remove what belongs to none.

    Readers keep the old entries meanwhile. A run that was interrupted is continued.
    """
    run, _created = IndexRun.objects.get_or_create(pk=1)
    if not run.last_page:
        SearchWord.objects.all().delete()
    while ids := list(_searchable(run.last_page).values_list("pk", flat=True)[:CHUNK]):
        with transaction.atomic():
            index_pages(Page.objects.filter(pk__in=ids).specific().prefetch_related("tagged_items__tag"))
            run.last_page = ids[-1]
            run.save()
        on_progress(len(ids))
    remove_entries(set(SearchEntry.objects.exclude(page__live=True).values_list("pk", flat=True)))
    run.delete()


def referring_page_ids(model, pk):
    """Return the ids of the pages that refer to the object of `model` with this key.

    Wagtail's reference index knows them, except those with a tag.
    """
    if model is Tag:
        return sorted(PageTag.objects.filter(tag=pk).values_list("content_object_id", flat=True))
    references = ReferenceIndex.get_references_to(model(pk=pk))
    pages = references.filter(base_content_type=ContentType.objects.get_for_model(Page))
    return sorted({int(pk) for pk in pages.values_list("object_id", flat=True)})


def index_by_ids(ids):
    """Write the entries of the pages with these ids."""
    for start in range(0, len(ids), CHUNK):
        index_pages(Page.objects.filter(pk__in=ids[start : start + CHUNK]).specific())


def _searchable(after):
    return Page.objects.filter(live=True, depth__gt=1, pk__gt=after).order_by("pk")


def _entry(page):
    columns = {"lead": [], "text": [], "notes": []}
    for field in page.get_search_fields():
        if isinstance(field, index.SearchField | index.RelatedFields) and field.field_name not in NAMES:
            _collect(page, field, columns)
    return SearchEntry(
        page_id=page.pk,
        rank=getattr(page, "search_rank", 1.0),
        label=str(getattr(page, "search_label", ""))[:120],
        names=_clean("\n".join(_names(page))),
        **{name: _clean("\n".join(texts)) for name, texts in columns.items()},
    )


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


def _write_names(entries):
    SearchName.objects.filter(entry__in=[entry.pk for entry in entries]).delete()
    SearchName.objects.bulk_create(
        [
            SearchName(entry_id=entry.pk, name=name[:255], start=start[:255], key="" if number else key_of(words))
            for entry in entries
            for name in entry.names.split("\n")
            for words in [words_of(name)]
            for number in range(min(len(words), MAX_STARTS))
            for start in [" ".join(words[number:])]
        ],
        batch_size=CHUNK * 2,
    )


def _write_words(entries):
    """Add the words of the entries to the vocabulary, sorted, so that transactions do not deadlock."""
    of_names = _vocabulary(entry.names for entry in entries)
    words = of_names | _vocabulary(text for entry in entries for text in (entry.lead, entry.text, entry.notes))
    known = dict(SearchWord.objects.filter(word__in=words).values_list("word", "is_in_name"))
    new = [SearchWord(word=word, is_in_name=word in of_names) for word in sorted(words - known.keys())]
    SearchWord.objects.bulk_create(new, ignore_conflicts=True, batch_size=500)
    if raised := sorted(word for word in of_names if known.get(word) is False):
        SearchWord.objects.filter(word__in=raised).update(is_in_name=True)


def _vocabulary(texts):
    return {word for text in texts for word in words_of(text) if len(word) in WORD_LENGTHS and not word.isdigit()}
