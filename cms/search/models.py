"""The search index, the synonyms that staff keep, and the searches that found nothing.

The index has one row for each published page. The migration adds what Django's models cannot express: on SQLite, FTS5
tables that triggers keep in step with `SearchEntry` and `SearchWord`; on PostgreSQL, generated `tsvector` columns.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from cms.search.words import names_in


class SearchEntry(models.Model):
    """The searchable text of a published page. `cms.search.index` writes it."""

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
        default_permissions = ()
        indexes = [models.Index(fields=["-rank", "page"], name="search_entries_by_rank")]
        verbose_name = _("search entry")
        verbose_name_plural = _("search entries")

    def __str__(self):
        return self.names.partition("\n")[0]


class SearchName(models.Model):
    """A name of a page, or its end from a word on, by which it is suggested. `cms.search.index` writes it."""

    wagtail_reference_index_ignore = True

    entry = models.ForeignKey(SearchEntry, on_delete=models.CASCADE, related_name="+", verbose_name=_("search entry"))
    start = models.CharField(_("start"), max_length=255)
    """The folded name from one of its words on. Suggestions compare what was typed with its beginning."""
    key = models.CharField(_("key"), max_length=255)
    """`cms.search.words.key_of` the whole name, or "" if `start` is not the whole name."""
    name = models.CharField(_("name"), max_length=255)

    class Meta:
        default_permissions = ()
        verbose_name = _("name of a page")
        verbose_name_plural = _("names of pages")
        indexes = [
            models.Index(fields=["start"], name="search_names_by_start", opclasses=["varchar_pattern_ops"]),
            models.Index(fields=["key"], name="search_names_by_key"),
        ]

    def __str__(self):
        return self.name


class SearchWord(models.Model):
    """A word of the index: the vocabulary by which misspelled words are corrected.

    Words stay until the index is built anew. A correction is offered only if it finds a page that is public now.
    """

    wagtail_reference_index_ignore = True

    word = models.CharField(_("word"), max_length=40, unique=True)
    is_in_name = models.BooleanField(_("is in a name"), default=False)
    """Whether it was in the name of a page, which makes it likelier that it is meant."""

    class Meta:
        default_permissions = ()
        verbose_name = _("word of the index")
        verbose_name_plural = _("words of the index")

    def __str__(self):
        return self.word


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
