"""Stories of patients and people close to them, and short testimonials."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.api import APIField
from wagtail.models import DraftStateMixin, Page, PreviewableMixin, RevisionMixin
from wagtail.search import index

from cms.plugins.api import (
    PREVIEW,
    ConsentRequired,
    ContentPage,
    ContentStreamField,
    FeedMixin,
    MedicalReview,
    Neighbors,
    PublishingForm,
    page_of_cards,
    public_objects,
    public_pages,
    tag_filter,
    tagged_with,
    use_context,
)

STORIES_PER_PAGE = 12
STORY_ORDER = ["-first_published_at", "-pk"]


class StoryIndexPage(FeedMixin, ContentPage):
    """Lists the stories, newest first."""

    subpage_types = ["testimonials.StoryPage"]

    class Meta:
        verbose_name = _("list of stories")
        verbose_name_plural = _("lists of stories")

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        stories = self.feed_pages()
        context["filter"] = chosen = tag_filter(request, self, stories)
        if chosen:
            stories = tagged_with(stories, chosen.value)
        context["page_obj"], context["cards"] = page_of_cards(stories, request, STORIES_PER_PAGE)
        return context

    def feed_pages(self):
        return public_pages(StoryPage.objects.child_of(self)).order_by(*STORY_ORDER)


class StoryPage(ConsentRequired, MedicalReview, ContentPage):
    """A story. It requires the consent of the patient, also if somebody else tells it."""

    class Relation(models.TextChoices):
        PATIENT = "patient", _("A patient")
        PARTNER = "partner", _("A patient’s partner")
        FAMILY = "family", _("A member of a patient’s family")

    parent_page_types = ["testimonials.StoryIndexPage"]
    subpage_types = []
    required_coverage = {"story": True, "name": "teller"}
    card_notes_field = "content_notes"

    quick_exit = models.BooleanField(
        default=True,
        help_text=ContentPage._meta.get_field("quick_exit").help_text,
        verbose_name=ContentPage._meta.get_field("quick_exit").verbose_name,
    )
    relation = models.CharField(max_length=10, choices=Relation, default=Relation.PATIENT, verbose_name=_("told by"))
    teller = models.CharField(
        max_length=40,
        blank=True,
        verbose_name=_("first name or initials"),
        help_text=_("Only if the consent covers it. Never a full name."),
    )
    content_notes = ContentStreamField(
        [("note", blocks.CharBlock(max_length=120, label=_("Note")))],
        blank=True,
        help_text=_(
            "What may distress a reader, such as “Describes pain during examinations”. Shown before the story."
        ),
        verbose_name=_("content notes"),
    )
    # https://www.ecfr.gov/current/title-16/section-255.2: a story of a result goes with what is generally expected.
    expected_result = models.TextField(
        max_length=600,
        help_text=_("What result is to be expected in general. Stands beside the story."),
        verbose_name=_("expected result"),
    )
    expected_result_basis = models.CharField(
        max_length=250,
        verbose_name=_("basis"),
        help_text=_("On what ground this is expected: a study, or own records."),
    )

    content_panels = [
        *ContentPage.lead_panels,
        *MedicalReview.review_panels,
        FieldPanel("consent"),
        MultiFieldPanel([FieldPanel("relation"), FieldPanel("teller")], heading=_("Who tells it")),
        FieldPanel("about"),
        FieldPanel("content_notes"),
        FieldPanel("body"),
        MultiFieldPanel(
            [FieldPanel("expected_result"), FieldPanel("expected_result_basis")],
            heading=_("What to expect in general"),
        ),
    ]
    search_fields = [*ContentPage.search_fields, index.SearchField("expected_result")]
    api_fields = [
        *ContentPage.api_fields,
        APIField("relation"),
        APIField("teller"),
        APIField("content_notes"),
        APIField("expected_result"),
        APIField("expected_result_basis"),
        *MedicalReview.review_api_fields,
    ]

    class Meta:
        verbose_name = _("story")
        verbose_name_plural = _("stories")

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        stories = public_pages(StoryPage.objects.sibling_of(self))
        return context | {"neighbors": Neighbors.among(stories, self, STORY_ORDER)}


class TestimonialQuerySet(models.QuerySet):
    def shown(self):
        """Return the published testimonials that consents allow on the channel of the current request."""
        return public_objects(self)


class Testimonial(ConsentRequired, PreviewableMixin, DraftStateMixin, RevisionMixin, index.Indexed, models.Model):
    """A sentence or two in a patient's words, which any page can show."""

    quote = models.TextField(max_length=400, verbose_name=_("quote"))
    attribution = models.CharField(
        max_length=40,
        blank=True,
        verbose_name=_("first name or initials"),
        help_text=_("Only if the consent covers it. Never a full name."),
    )
    about = models.ForeignKey(
        Page,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("procedure"),
        help_text=_("The page of the procedure. It shows this testimonial."),
    )

    objects = TestimonialQuerySet.as_manager()

    required_coverage = {"story": True, "name": "attribution"}
    base_form_class = PublishingForm
    panels = [FieldPanel("quote"), FieldPanel("attribution"), FieldPanel("consent"), FieldPanel("about")]
    search_fields = [
        index.SearchField("quote"),
        index.AutocompleteField("quote"),
        *(index.FilterField(name) for name in ("live", "quote")),
    ]
    api_fields = [APIField("quote"), APIField("attribution"), APIField("about")]

    class Meta:
        verbose_name = _("testimonial")
        verbose_name_plural = _("testimonials")
        ordering = ["-first_published_at", "pk"]

    def __str__(self):
        return self.quote if len(self.quote) <= 60 else f"{self.quote[:59].rstrip()}…"

    def get_preview_template(self, request, mode_name):
        return "testimonials/testimonial_preview.html"

    def serve_preview(self, request, mode_name):
        with use_context(PREVIEW):
            return super().serve_preview(request, mode_name).render()
