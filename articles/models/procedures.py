"""Procedures, and the page that lists them by area of the body."""

from itertools import groupby
from operator import itemgetter

from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.api import APIField
from wagtail.models import Page
from wagtail.search import index

from articles.models.citing import Citing
from articles.models.regulation import RegulatoryStatus
from articles.serializers import BodyAreaField, RegulatoryStatusField
from cms.plugins.api import (
    CardList,
    ClaimBlock,
    ContentPage,
    ContentStreamField,
    KeyFactBlock,
    ListFilter,
    MedicalReview,
    PageCardChooserBlock,
    add_list_dependency,
    cards_of,
    load_one,
    public_pages,
    shown_children,
)


class BodyArea(models.Model):
    """A part of the body, or of health, under which procedures are listed."""

    name = models.CharField(max_length=80, unique=True, verbose_name=_("name"))
    slug = models.SlugField(unique=True, verbose_name=_("slug"))
    sort_order = models.PositiveSmallIntegerField(
        default=0, help_text=_("Lower numbers are listed first."), verbose_name=_("sort order")
    )

    panels = [FieldPanel("name"), FieldPanel("slug"), FieldPanel("sort_order")]

    class Meta:
        verbose_name = _("body area")
        verbose_name_plural = _("body areas")
        ordering = ["sort_order", "name"]

    def __str__(self):
        return self.name


class ProcedureIndexPage(ContentPage):
    """Lists the procedures by body area."""

    subpage_types = ["articles.ProcedurePage"]

    class Meta:
        verbose_name = _("list of procedures")
        verbose_name_plural = _("lists of procedures")

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        procedures = (
            public_pages(ProcedurePage.objects.child_of(self))
            .order_by("body_area__sort_order", "body_area__name", "title")
            .values_list("pk", "body_area__name", "body_area__slug")
        )
        add_list_dependency(Page)
        areas = [
            {"name": name, "slug": slug, "ids": [pk for pk, _name, _slug in of_area]}
            for (name, slug), of_area in groupby(procedures, key=itemgetter(1, 2))
        ]
        options = [(area["slug"], area["name"]) for area in areas if area["slug"]]
        context["filter"] = chosen = ListFilter(request, "area", options, title=_("By body area"), all_label=_("All"))
        context["areas"] = [
            {"name": area["name"], "cards": CardList(area["ids"])}
            for area in areas
            if not chosen or area["slug"] == chosen.value
        ]
        return context


class ProcedurePage(Citing, MedicalReview, ContentPage):
    """A procedure, with outcome claims and regulatory status."""

    parent_page_types = ["articles.ProcedureIndexPage"]
    subpage_types = []
    joined_when_served = ["body_area"]
    not_clinical_fields = ["body_area", "related_pages"]
    search_rank = 3.0
    search_sources = (*Citing.search_sources, "articles.BodyArea")

    body_area = models.ForeignKey(
        BodyArea,
        null=True,  # in drafts
        on_delete=models.PROTECT,
        related_name="procedures",
        verbose_name=_("body area"),
    )
    at_a_glance = ContentStreamField(
        [("fact", KeyFactBlock(label=_("Fact")))], blank=True, verbose_name=_("at a glance")
    )
    outcomes = ContentStreamField(
        [("claim", ClaimBlock())],
        blank=True,
        verbose_name=_("outcome claims"),
        help_text=_("What is claimed for the procedure. A claim disappears by itself when it ends."),
    )
    regulatory_status = models.ForeignKey(
        RegulatoryStatus,
        null=True,  # in drafts
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("regulatory status"),
        help_text=_("Of the drug or device for this use. Off-label and investigational use is shown as a notice."),
    )
    related_pages = ContentStreamField(
        [
            (
                "page",
                PageCardChooserBlock(page_type=["articles.ProcedurePage", "articles.ArticlePage"], label=_("Page")),
            )
        ],
        blank=True,
        max_num=6,
        verbose_name=_("related procedures and articles"),
    )

    content_panels = [
        *ContentPage.lead_panels,
        *MedicalReview.review_panels,
        FieldPanel("body_area"),
        FieldPanel("regulatory_status"),
        FieldPanel("at_a_glance"),
        FieldPanel("outcomes"),
        FieldPanel("body"),
        FieldPanel("related_pages"),
    ]
    search_fields = [
        *ContentPage.search_fields,
        *Citing.citing_search_fields,
        index.SearchField("at_a_glance"),
        index.FilterField("body_area"),
    ]
    api_fields = [
        *ContentPage.api_fields,
        *Citing.citing_api_fields,
        APIField("body_area", serializer=BodyAreaField()),
        APIField("at_a_glance"),
        APIField("outcomes"),
        APIField("regulatory_status", serializer=RegulatoryStatusField(source="regulatory_status_id")),
        APIField("related_pages"),
        *MedicalReview.review_api_fields,
    ]

    class Meta:
        verbose_name = _("procedure")
        verbose_name_plural = _("procedures")

    @property
    def search_label(self):
        return self.body_area.name if self.body_area else ""

    @property
    def shown_regulatory_status(self):
        """Return the record of the regulatory status, as it is now."""
        return load_one(RegulatoryStatus, self.regulatory_status_id)

    @property
    def shown_outcomes(self):
        """Return the blocks of the outcome claims that are in force."""
        return shown_children(self.outcomes)

    @property
    def shows_already(self):
        return {chosen["value"] for chosen in self.related_pages.raw_data}

    @cached_property
    def chosen_pages(self):
        """Return cards of the related pages that staff chose and that are public."""
        return cards_of(child.value for child in self.related_pages)
