"""The contact page: a form whose fields staff choose, and the messages that visitors send."""

import logging

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.mail import send_mail
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.admin.utils import get_admin_base_url
from wagtail.api import APIField
from wagtail.contrib.forms.models import AbstractFormSubmission, validate_to_address
from wagtail.contrib.forms.panels import FormSubmissionsPanel
from wagtail.fields import RichTextField

from cms.plugins.api import ContentPage, FormField, FormPageMixin

logger = logging.getLogger(__name__)


class ContactFormField(FormField):
    """A field of the form."""

    page = ParentalKey("ContactPage", on_delete=models.CASCADE, related_name="form_fields")

    class Meta(FormField.Meta):
        verbose_name = _("question")
        verbose_name_plural = _("questions")


class ContactSubmission(AbstractFormSubmission):
    """A message from a visitor, with the label of the checkbox as it read when they ticked it."""

    accepted_wording = models.TextField(editable=False)
    read_at = models.DateTimeField(null=True, editable=False, db_index=True, verbose_name=_("first read"))

    class Meta:
        verbose_name = _("contact message")
        verbose_name_plural = _("contact messages")
        permissions = [("read_contactsubmission", _("Can read contact messages"))]
        default_permissions = ()

    def get_data(self):
        read_at = self.read_at or gettext("new")
        return super().get_data() | {"accepted_wording": self.accepted_wording, "read_at": read_at}


class ContactPage(FormPageMixin, ContentPage):
    """A page with a contact form."""

    template = "home/contact_page.html"
    landing_page_template = "home/contact_page_landing.html"

    accept_label = models.TextField(
        max_length=800,
        verbose_name=_("wording of the box"),
        help_text=_("What a sender accepts by ticking the box. Each message keeps the wording that was accepted."),
    )
    submit_label = models.CharField(max_length=40, default="Send your message", verbose_name=_("submit label"))
    thank_you = RichTextField(
        help_text=_("What a sender reads once the message has arrived."), verbose_name=_("thank you")
    )
    notify = models.CharField(
        max_length=255,
        blank=True,
        validators=[validate_to_address],
        help_text=_(
            "E-mail addresses, separated by commas. They are told that there is a message, never what it says."
        ),
        verbose_name=_("notify"),
    )

    content_panels = [
        FormSubmissionsPanel(),
        *ContentPage.content_panels,
        InlinePanel("form_fields", label=_("Question"), heading=_("The form")),
        MultiFieldPanel(
            [
                FieldPanel("accept_label"),
                FieldPanel("submit_label"),
                FieldPanel("thank_you"),
                FieldPanel("notify"),
            ],
            heading=_("Sending"),
        ),
    ]
    api_fields = [
        *ContentPage.api_fields,
        APIField("form_fields"),
        APIField("accept_label"),
        APIField("submit_label"),
        APIField("thank_you"),
    ]

    class Meta:
        verbose_name = _("contact page")
        verbose_name_plural = _("contact pages")

    def get_submission_class(self):
        return ContactSubmission

    def get_data_fields(self):
        return [*super().get_data_fields(), ("accepted_wording", _("Accepted wording")), ("read_at", _("First read"))]

    def get_submissions_list_view_class(self):
        from home.messages import MessagesView

        return MessagesView

    def process_form_submission(self, form):
        submission = ContactSubmission.objects.create(
            page=self, form_data=form.answers(), accepted_wording=self.accept_label
        )
        if self.notify:
            try:
                self._tell_that_there_is_a_message()
            except OSError:  # smtplib's errors, and those of the network
                # The message is stored; its sender must not be told that it was lost.
                logger.exception("The notice of contact message %s could not be mailed.", submission.pk)
        return submission

    def _tell_that_there_is_a_message(self):
        """Send a link to the message, not its content, because e-mail is not encrypted."""
        path = reverse("wagtailforms:list_submissions", args=[self.pk])
        send_mail(
            gettext("A message has come by the website"),
            gettext("Someone has written to the practice. Read the message here:")
            + f"\n\n{get_admin_base_url()}{path}\n",
            [address.strip() for address in self.notify.split(",")],
        )
