"""Mail the reviewers when a page is submitted for a medical review."""

from django.conf import settings
from django.core.mail import send_mail
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.models import TaskState
from wagtail.users.models import UserProfile

from cms.review.reminders import active_profiles


def mail_reviewers(task_state_id):
    """Send all reviewers, except who submitted the page, a link to the review.

    Mails are not encrypted, so they say the type of the page and not its title.
    """
    waiting = TaskState.objects.filter(pk=task_state_id, status=TaskState.STATUS_IN_PROGRESS)
    for state in waiting.select_related("workflow_state"):
        page = state.workflow_state.content_object
        url = settings.WAGTAILADMIN_BASE_URL + reverse("cms_review:review", args=[page.pk])
        for user_id, profile in active_profiles().items():
            preferences = UserProfile.get_for_user(profile.user)
            if user_id == state.workflow_state.requested_by_id or not preferences.submitted_notifications:
                continue
            with override(preferences.get_preferred_language()):
                subject = _("A page waits for your medical review")
                message = _("Type of the page: {type}\nReview and sign it: {url}").format(
                    type=page.specific_class._meta.verbose_name, url=url
                )
            send_mail(subject, message, None, [profile.user.email])
