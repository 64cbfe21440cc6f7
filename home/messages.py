"""Messages of visitors in the admin: which ones nobody has read, and the list of them."""

from django.db.models import Count
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.log_actions import log

from cms.plugins.api import Entry, FormSubmissionsView, Section
from home.models import ContactSubmission

READ = "home.read_messages"
"""The log action of reading messages for the first time."""


class MessagesView(FormSubmissionsView):
    """List the messages of a contact page. The messages that it shows count as read from then on."""

    def render_to_response(self, context, **response_kwargs):
        if not self.is_export:
            self._mark_as_read([message.pk for message in context["submissions"] if not message.read_at])
        return super().render_to_response(context, **response_kwargs)

    def _mark_as_read(self, ids):
        if ContactSubmission.objects.filter(pk__in=ids, read_at=None).update(read_at=timezone.now()):
            log(self.form_page, READ, user=self.request.user, data={"messages": ids})


def messages_section(request):
    """Return the section of the first page for unread messages. It does not show what they say."""
    if not request.user.has_perm("home.read_contactsubmission"):
        return None
    unread = ContactSubmission.objects.filter(read_at=None)
    pages = list(unread.values_list("page", "page__title").annotate(Count("pk")).order_by("page__title"))
    entries = [
        Entry(
            title,
            reverse("wagtailforms:list_submissions", args=[pk]),
            ngettext("%d unread message", "%d unread messages", number) % number,
        )
        for pk, title, number in pages
    ]
    number = sum(number for _pk, _title, number in pages)
    return Section("messages", _("Unread messages"), number, entries, icon="mail")
