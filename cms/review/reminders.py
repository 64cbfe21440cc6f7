"""Mail overdue reviews to the people who signed them."""

from collections import defaultdict

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.mail import send_mail
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cms.review.due import overdue_pages
from cms.review.models import SIGN, ReviewerProfile

MOST_PAGES = 50
"""Number of pages that a mail names."""


def mail_overdue_reviews():
    """Send each reviewer, once a day, a mail with the overdue reviews of theirs and of those whose deputy they are.

    Pages that were signed by somebody who cannot sign any more are in the mails of all reviewers.
    """
    profiles = active_profiles()
    pages = defaultdict(list)
    for page in overdue_pages():
        for user_id in _recipients(page.last_signed_by, profiles):
            pages[user_id].append(page)
    today = timezone.localdate()
    for user_id, overdue in pages.items():
        # The mark comes first: a task that is repeated after a failure sends no second mail.
        waiting = ReviewerProfile.objects.filter(user=user_id).exclude(reminded_on=today)
        if waiting.update(reminded_on=today):
            _mail(profiles[user_id].user, overdue)


def active_profiles():
    """Return the profiles of all people who may sign and can be mailed, by the id of the user."""
    users = get_user_model().objects.filter(is_active=True).exclude(email="")
    profiles = ReviewerProfile.objects.filter(user__in=users).select_related("user")
    return {profile.user_id: profile for profile in profiles if profile.user.has_perm(SIGN)}


def _recipients(signed_by, profiles):
    signer = ReviewerProfile.objects.filter(user=signed_by).first() if signed_by else None
    found = {signed_by, signer and signer.deputy_id} & profiles.keys()
    return found or profiles.keys()


def _mail(user, pages):
    lines = [
        _("“{title}”: due on {date}, {url}").format(
            title=page.title,
            date=date_format(page.review_due, "F j, Y"),
            url=settings.WAGTAILADMIN_BASE_URL + reverse("cms_review:review", args=[page.pk]),
        )
        for page in pages[:MOST_PAGES]
    ]
    every = settings.WAGTAILADMIN_BASE_URL + reverse("cms_review:list")
    subject = ngettext("%d medical review is overdue", "%d medical reviews are overdue", len(pages)) % len(pages)
    closing = _("All medical reviews: {url}").format(url=every)
    send_mail(subject, "\n".join([*lines, "", closing]), None, [user.email])
