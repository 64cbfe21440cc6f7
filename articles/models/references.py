"""Pages that list literature."""

from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.api import APIField
from wagtail.models import Orderable
from wagtail.search import index

from articles.models.citations import Citation
from articles.models.citing import Citing
from articles.serializers import ReferenceEntriesField
from cms.plugins.api import ContentPage, MedicalReview, load_many


class ReferencePage(Citing, MedicalReview, ContentPage):
    """Page that lists works on a subject, in an order that staff choose and with a note on each."""

    subpage_types = []

    content_panels = [
        *ContentPage.lead_panels,
        *MedicalReview.review_panels,
        FieldPanel("body"),
        FieldPanel("about"),
        InlinePanel("entries", label=_("Work"), heading=_("Works")),
    ]
    search_fields = [
        *ContentPage.search_fields,
        *Citing.citing_search_fields,
        index.RelatedFields("entries", [index.SearchField("note"), index.SearchField("cited_work", boost=0.5)]),
    ]
    api_fields = [
        *ContentPage.api_fields,
        *Citing.citing_api_fields,
        APIField("entries", serializer=ReferenceEntriesField(source="*")),
        *MedicalReview.review_api_fields,
    ]

    class Meta:
        verbose_name = _("reference page")
        verbose_name_plural = _("reference pages")

    @classmethod
    def prefetch_for_api(cls, pages, names):
        pages = super().prefetch_for_api(pages, names)
        return pages.prefetch_related("entries") if "entries" in names else pages

    def api_references(self, names):
        yield from super().api_references(names)
        if "entries" in names:
            for entry in self.listed_entries:
                yield Citation, entry.citation_id

    @cached_property
    def listed_entries(self):
        """Return the entries in their order."""
        return list(self.entries.all())

    def entries_with_citations(self):
        """Return the entries with their citations, which are fetched together."""
        found = load_many(Citation, [entry.citation_id for entry in self.listed_entries])
        for entry in self.listed_entries:
            entry.citation = found[entry.citation_id]
        return self.listed_entries


class ReferenceEntry(Orderable):
    """A work on a reference page, and what it adds."""

    page = ParentalKey(ReferencePage, on_delete=models.CASCADE, related_name="entries")
    citation = models.ForeignKey(
        Citation, on_delete=models.PROTECT, related_name="entries", verbose_name=_("citation")
    )
    note = models.TextField(max_length=400, blank=True, verbose_name=_("note"))

    panels = [FieldPanel("citation"), FieldPanel("note")]

    class Meta(Orderable.Meta):
        verbose_name = _("reference entry")
        verbose_name_plural = _("reference entries")
        constraints = [models.UniqueConstraint(fields=["page", "citation"], name="one_entry_per_citation")]

    def cited_work(self):
        """Return the work as a text, for the search."""
        return self.citation.search_text
