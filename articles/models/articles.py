"""Articles, and the page that lists them by date."""

import math

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel
from wagtail.api import APIField
from wagtail.models import Page
from wagtail.rich_text import get_text_for_indexing
from wagtail.search import index

from articles.models.citing import Citing
from cms.plugins.api import (
    ContentPage,
    ContentStreamField,
    FeedMixin,
    MedicalReview,
    compute_once,
    page_of_cards,
    public_by_row,
    public_pages,
    tag_filter,
    tagged_with,
)

ARTICLES_PER_PAGE = 12
WORDS_PER_MINUTE = 220
"""Silent reading speed of adults. Brysbaert, J Mem Lang 2019, found 238."""


def today():
    return timezone.localdate()


class ArticleIndexPage(FeedMixin, ContentPage):
    """Lists the articles, newest first."""

    subpage_types = ["articles.ArticlePage"]

    class Meta:
        verbose_name = _("list of articles")
        verbose_name_plural = _("lists of articles")

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        context["filter"] = chosen = tag_filter(request, self, public_pages(Page.objects.child_of(self)))
        articles = self.feed_pages()
        if chosen:
            articles = tagged_with(articles, chosen.value)
        context["page_obj"], context["cards"] = page_of_cards(articles, request, ARTICLES_PER_PAGE)
        return context

    def feed_pages(self):
        return public_by_row(ArticlePage.objects.order_by("-date", "-pk"), among=Page.objects.child_of(self))


class ArticlePage(Citing, MedicalReview, ContentPage):
    """An article for patients."""

    parent_page_types = ["articles.ArticleIndexPage"]
    subpage_types = []
    card_date_field = "date"
    not_clinical_fields = ["reading_time"]

    authors = ContentStreamField(
        [("author", blocks.CharBlock(max_length=120, label=_("Author")))], blank=True, verbose_name=_("authors")
    )
    date = models.DateField(default=today, verbose_name=_("date"))

    content_panels = [
        *ContentPage.lead_panels,
        *MedicalReview.review_panels,
        FieldPanel("authors"),
        FieldPanel("date"),
        FieldPanel("about"),
        FieldPanel("body"),
    ]
    search_fields = [
        *ContentPage.search_fields,
        *Citing.citing_search_fields,
        index.SearchField("authors"),
        index.FilterField("date"),
    ]
    api_fields = [
        *ContentPage.api_fields,
        *Citing.citing_api_fields,
        APIField("authors"),
        APIField("date"),
        APIField("reading_time"),
        *MedicalReview.review_api_fields,
    ]

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        indexes = [
            models.Index(fields=["date", "page_ptr"], name="articles_by_date"),
            models.Index(fields=["about", "date", "page_ptr"], name="articles_about_by_date"),
        ]

    @property
    def reading_time(self) -> int:
        """Minutes that reading takes, at least one."""
        return max(1, math.ceil(compute_once(count_words, self.body) / WORDS_PER_MINUTE))


def count_words(body):
    """Return the number of words in `body`, a stream."""
    return sum(len(get_text_for_indexing(text).split()) for text in body.stream_block.get_searchable_content(body))
