"""The home page and plain pages."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.api import APIField
from wagtail.models import Page
from wagtail.search import index

from cms.plugins.api import ContentPage, ContentStreamField, ImageField, PageCardChooserBlock, cards_of
from home.blocks import CallOutBlock


class HomePage(ContentPage):
    """The first page of a site: presents the practice, and links to the other pages."""

    parent_page_types = ["wagtailcore.Page"]

    hero_title = models.CharField(
        max_length=120, help_text=_("What a visitor reads first."), verbose_name=_("hero title")
    )
    hero_text = models.TextField(max_length=400, blank=True, verbose_name=_("hero text"))
    hero_image = models.ForeignKey(
        "cms_images.ContentImage",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("hero image"),
    )
    call_outs = ContentStreamField(
        [("call_out", CallOutBlock(label=_("Call out")))], blank=True, max_num=3, verbose_name=_("call outs")
    )
    featured = ContentStreamField(
        [("page", PageCardChooserBlock(label=_("Page")))],
        blank=True,
        max_num=6,
        verbose_name=_("featured procedures"),
        help_text=_("Stand on the home page in this order."),
    )

    content_panels = [
        *Page.content_panels,
        MultiFieldPanel(
            [FieldPanel("hero_title"), FieldPanel("hero_text"), FieldPanel("hero_image")], heading=_("Hero")
        ),
        FieldPanel("summary"),
        FieldPanel("call_outs"),
        FieldPanel("featured"),
        FieldPanel("body"),
        FieldPanel("listing_image"),
    ]
    search_fields = [*ContentPage.search_fields, index.SearchField("hero_text")]
    api_fields = [
        *ContentPage.api_fields,
        APIField("hero_title"),
        APIField("hero_text"),
        APIField("hero_image", serializer=ImageField(source="hero_image_id")),
        APIField("call_outs"),
        APIField("featured"),
    ]

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")

    @property
    def featured_pages(self):
        """The pages in `featured` that are public."""
        return cards_of(child.value for child in self.featured)


class StandardPage(ContentPage):
    """A page of text: about the practice, privacy, a visit."""

    class Meta:
        verbose_name = _("standard page")
        verbose_name_plural = _("standard pages")
