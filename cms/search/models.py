"""The search indexes, the synonyms that staff keep, and the searches that found nothing.

There are two indexes of the same shape: the public one has one row for each published page, as it is published, and
that of staff one for each page, as it was last saved. Each has tables of its own, so that no text of a draft is in
the public index. The migration adds what Django's models cannot express: on SQLite, FTS5 tables that triggers keep in
step with entries and words; on PostgreSQL, generated `tsvector` columns.
"""

from typing import NamedTuple

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from cms.search.words import names_in


class Entry(models.Model):
    """The searchable text of a page. `cms.search.index` writes it."""

    wagtail_reference_index_ignore = True

    page = models.OneToOneField(
        Page, primary_key=True, on_delete=models.CASCADE, related_name="+", verbose_name=_("page")
    )
    # Small columns come first: SQLite reads a row up to the column that it needs.
    rank = models.FloatField(_("rank"))
    """The score of a match is multiplied by it: `search_rank` of the page type."""
    label = models.CharField(_("label"), max_length=120)
    """The category of the page, such as an area of the body: its `search_label`."""
    names = models.TextField(_("names"))
    """Title and “also called”, one a line."""
    lead = models.TextField(_("lead"))
    """Search fields with a boost of 2 or more, such as summary and tags."""
    text = models.TextField(_("text"))
    """Other search fields, such as the body."""
    notes = models.TextField(_("notes"))
    """Search fields with a boost below 1, such as cited works."""

    class Meta:
        abstract = True
        default_permissions = ()
        indexes = [models.Index(fields=["-rank", "page"], name="%(class)s_by_rank")]

    def __str__(self):
        return self.names.partition("\n")[0]


class Name(models.Model):
    """A name of a page, or its end from a word on, by which it is suggested. `cms.search.index` writes it."""

    wagtail_reference_index_ignore = True

    start = models.CharField(_("start"), max_length=255)
    """The folded name from one of its words on. Suggestions compare what was typed with its beginning."""
    key = models.CharField(_("key"), max_length=255)
    """`cms.search.words.key_of` the whole name, or "" if `start` is not the whole name."""
    name = models.CharField(_("name"), max_length=255)

    class Meta:
        abstract = True
        default_permissions = ()
        indexes = [
            models.Index(fields=["start"], name="%(class)s_by_start", opclasses=["varchar_pattern_ops"]),
            models.Index(fields=["key"], name="%(class)s_by_key"),
        ]

    def __str__(self):
        return self.name


class Word(models.Model):
    """A word of an index: the vocabulary by which misspelled words are corrected.

    Words stay until the index has been built anew. A correction is offered only if it finds a page.
    """

    wagtail_reference_index_ignore = True

    word = models.CharField(_("word"), max_length=40, unique=True)
    is_in_name = models.BooleanField(_("is in a name"), default=False)
    """Whether it was in the name of a page, which makes it likelier that it is meant."""
    is_outdated = models.BooleanField(_("is outdated"), default=False)
    """Whether no page has been indexed with it since the index began to be built anew."""

    class Meta:
        abstract = True
        default_permissions = ()

    def __str__(self):
        return self.word


class SearchEntry(Entry):
    """The text of a published page, as it is published."""

    class Meta(Entry.Meta):
        verbose_name = _("search entry")
        verbose_name_plural = _("search entries")


class SearchName(Name):
    entry = models.ForeignKey(SearchEntry, on_delete=models.CASCADE, related_name="+", verbose_name=_("search entry"))

    class Meta(Name.Meta):
        verbose_name = _("name of a page")
        verbose_name_plural = _("names of pages")


class SearchWord(Word):
    class Meta(Word.Meta):
        verbose_name = _("word of the index")
        verbose_name_plural = _("words of the index")


class StaffEntry(Entry):
    """The text of any page, as it was last saved."""

    class Meta(Entry.Meta):
        verbose_name = _("search entry of staff")
        verbose_name_plural = _("search entries of staff")


class StaffName(Name):
    entry = models.ForeignKey(
        StaffEntry, on_delete=models.CASCADE, related_name="+", verbose_name=_("search entry of staff")
    )

    class Meta(Name.Meta):
        verbose_name = _("name of a page, for staff")
        verbose_name_plural = _("names of pages, for staff")


class StaffWord(Word):
    class Meta(Word.Meta):
        verbose_name = _("word of the index of staff")
        verbose_name_plural = _("words of the index of staff")


class Index(NamedTuple):
    """An index: the models of its tables, and the beginning of the names of all its tables."""

    entries: type[Entry]
    names: type[Name]
    words: type[Word]
    prefix: str


PUBLIC = Index(SearchEntry, SearchName, SearchWord, "cms_search_search")
STAFF = Index(StaffEntry, StaffName, StaffWord, "cms_search_staff")


class IndexRun(models.Model):
    """The progress of `manage.py update_index`, which continues after an interruption. There is at most one row."""

    wagtail_reference_index_ignore = True

    last_page = models.BigIntegerField(_("last page"), default=0)

    class Meta:
        default_permissions = ()
        verbose_name = _("run of the index")
        verbose_name_plural = _("runs of the index")

    def __str__(self):
        return str(self.last_page)


class Synonyms(models.Model):
    """Words for the same thing. A search for one of them finds pages that use another."""

    words = models.TextField(
        max_length=1000,
        verbose_name=_("words"),
        help_text=_(
            "Words and phrases for the same thing, separated by commas: “price, cost, fee”. A search for one of them "
            "also finds the others. Names of a single page belong to that page, under “also called”."
        ),
    )

    panels = [FieldPanel("words")]

    class Meta:
        verbose_name = _("words for the same thing")
        verbose_name_plural = _("words for the same thing")
        ordering = ["words"]

    def __str__(self):
        return ", ".join(names_in(self.words))


class FailedSearch(models.Model):
    """Words that visitors searched for without a result, counted without persons: see `cms.search.failed`."""

    wagtail_reference_index_ignore = True

    words = models.CharField(max_length=80, unique=True, verbose_name=_("words"))
    count = models.PositiveIntegerField(verbose_name=_("searches"))
    first_on = models.DateField(verbose_name=_("first"))
    last_on = models.DateField(verbose_name=_("last"))

    class Meta:
        default_permissions = ()
        permissions = [("report_searches", _("Can view the report of searches without a result"))]
        verbose_name = _("search without a result")
        verbose_name_plural = _("searches without a result")
        ordering = ["-count", "words"]

    def __str__(self):
        return self.words
