"""Write the public index and that of staff. `cms.search.content` says what an entry has.

Whether a page may be found is asked when an index is read: see `cms.search.engine`.
"""

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Case, When
from taggit.models import Tag
from wagtail.models import Page, ReferenceIndex

from cms.pages.models import PageTag
from cms.plugins.placeholders.models import Placeholder
from cms.search.content import Content
from cms.search.models import PUBLIC, STAFF, IndexRun

CHUNK = 200


def index_pages(pages):
    """Write the entries of `pages`, specific instances as stored. Only pages that are live have a public one."""
    pages = [page for page in pages if page.depth > 1]
    stored = {page.pk: Content(page) for page in pages if not _has_draft(page) or _is_published(page)}
    public = [stored[page.pk] for page in pages if _is_published(page)]
    staff = [Content(page.get_latest_revision_as_object()) if _has_draft(page) else stored[page.pk] for page in pages]
    with transaction.atomic():
        remove_entries(PUBLIC, {page.pk for page in pages if not _is_published(page)})
        _write(PUBLIC, public)
        _write(STAFF, staff)


def index_draft(page):
    """Write the entry that staff search of `page`, a specific instance as its latest revision has it."""
    with transaction.atomic():
        _write(STAFF, [Content(page)])


def _is_published(page):
    return page.live and not isinstance(page, Placeholder)


def _has_draft(page):
    return page.has_unpublished_changes and page.latest_revision_id and not isinstance(page, Placeholder)


def remove_entries(index, page_ids):
    """Remove the entries of the pages with these ids from `index`."""
    if page_ids:
        index.names.objects.filter(entry__in=page_ids).delete()
        index.entries.objects.filter(pk__in=page_ids).delete()


def rebuild(on_progress=lambda pages: None):
    """Write the entries of all pages, chunk by chunk, and remove what belongs to none.

    Readers keep the old entries and words meanwhile. A run that was interrupted is continued.
    """
    run, _created = IndexRun.objects.get_or_create(pk=1)
    if not run.last_page:
        for index in (PUBLIC, STAFF):
            index.words.objects.update(is_outdated=True)
    while ids := list(_pages_after(run.last_page).values_list("pk", flat=True)[:CHUNK]):
        with transaction.atomic():
            index_pages(Page.objects.filter(pk__in=ids).specific().prefetch_related("tagged_items__tag"))
            run.last_page = ids[-1]
            run.save()
        on_progress(len(ids))
    remove_entries(PUBLIC, set(PUBLIC.entries.objects.exclude(page__live=True).values_list("pk", flat=True)))
    for index in (PUBLIC, STAFF):
        index.words.objects.filter(is_outdated=True).delete()
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


def _pages_after(last):
    return Page.objects.filter(depth__gt=1, pk__gt=last).order_by("pk")


def _write(index, contents):
    """Write entries, names and words to `index`."""
    columns = [field.name for field in index.entries._meta.concrete_fields if not field.primary_key]
    index.entries.objects.bulk_create(
        [index.entries(page_id=content.page_id, **content.columns) for content in contents],
        update_conflicts=True,
        unique_fields=["page"],
        update_fields=columns,
        batch_size=CHUNK,
    )
    index.names.objects.filter(entry__in=[content.page_id for content in contents]).delete()
    index.names.objects.bulk_create(
        [index.names(entry_id=content.page_id, **values) for content in contents for values in content.names],
        batch_size=CHUNK * 2,
    )
    _write_words(index.words.objects, contents)


def _write_words(vocabulary, contents):
    """Add the words of the contents to the vocabulary, sorted, so that transactions do not deadlock."""
    of_names = set().union(*(content.words_of_names for content in contents))
    words = set().union(*(content.words for content in contents))
    known = {row.word: row for row in vocabulary.filter(word__in=words)}
    new = [vocabulary.model(word=word, is_in_name=word in of_names) for word in sorted(words - known.keys())]
    vocabulary.bulk_create(new, ignore_conflicts=True, batch_size=500)
    changed = sorted(
        word for word, row in known.items() if row.is_outdated or (word in of_names and not row.is_in_name)
    )
    if changed:
        is_met = When(word__in=of_names.intersection(changed), then=True)
        in_names = Case(is_met, When(is_outdated=True, then=False), default="is_in_name")
        vocabulary.filter(word__in=changed).update(is_in_name=in_names, is_outdated=False)
