"""Members of the team, what they have learned, and where."""

from django.conf import settings
from django.db import models
from django.utils.functional import cached_property
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.api import APIField
from wagtail.documents import get_document_model_string
from wagtail.models import Orderable
from wagtail.search import index

from cms.plugins.api import ContentPage, page_of_cards, public_pages


class TeamPage(ContentPage):
    """Lists the members of the team."""

    subpage_types = ["team.MemberPage"]

    class Meta:
        verbose_name = "team"

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        members = public_pages(MemberPage.objects.child_of(self)).order_by("path")
        context["page_obj"], context["cards"] = page_of_cards(members, request, settings.TEAM_MEMBERS_PER_PAGE)
        return context


class Specialty(models.Model):
    """A field of medicine, such as “Plastic surgery”."""

    name = models.CharField(max_length=80, unique=True)

    api_fields = [APIField("name")]

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "specialties"

    def __str__(self):
        return self.name


class MemberPage(ContentPage):
    """Somebody who works here. The picture is the portrait, the summary says in a sentence who they are."""

    class Role(models.TextChoices):
        PHYSICIAN = "physician", "Physician"
        STAFF = "staff", "Member of staff"

    parent_page_types = ["team.TeamPage"]
    subpage_types = []

    role = models.CharField(max_length=10, choices=Role, default=Role.PHYSICIAN)
    post = models.CharField(max_length=120, blank=True, help_text="What they do here, such as “Surgeon”.")
    joined_on = models.DateField(null=True, blank=True, verbose_name="here since")
    specialties = ParentalManyToManyField(Specialty, blank=True, related_name="members")

    content_panels = [
        *ContentPage.lead_panels,
        FieldPanel("role"),
        FieldPanel("post"),
        FieldPanel("joined_on"),
        FieldPanel("specialties"),
        InlinePanel("credentials", heading="Credentials", label="Credential"),
        FieldPanel("about", heading="The procedure that they perform"),
        FieldPanel("body"),
    ]
    search_fields = [*ContentPage.search_fields, index.SearchField("post")]
    api_fields = [
        *ContentPage.api_fields,
        APIField("role"),
        APIField("post"),
        APIField("joined_on"),
        APIField("specialties"),
        APIField("credentials"),
    ]

    class Meta:
        verbose_name = "member of the team"

    @cached_property
    def shown_credentials(self):
        """Return the credentials, which the page and its structured data show."""
        return list(self.credentials.all())


class Credential(Orderable):
    """A degree, a certificate, a membership."""

    page = ParentalKey(MemberPage, on_delete=models.CASCADE, related_name="credentials")
    name = models.CharField(max_length=160, help_text="Such as “Board certified in plastic surgery”.")
    awarded_by = models.CharField(max_length=160, blank=True)
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    proof = models.ForeignKey(
        get_document_model_string(), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    panels = [FieldPanel("name"), FieldPanel("awarded_by"), FieldPanel("year"), FieldPanel("proof")]
    api_fields = [APIField("name"), APIField("awarded_by"), APIField("year")]
