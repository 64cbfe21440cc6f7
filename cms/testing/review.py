"""Medical reviews for pages under test."""

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission

from cms.review.models import ReviewerProfile
from cms.review.signing import content_to_review, record


def make_reviewer(username="reviewer", credentials="MD", **values):
    """Return the profile of a new user who may sign."""
    user = get_user_model().objects.create_user(username, f"{username}@example.com", "password", is_staff=True)
    user.user_permissions.add(
        Permission.objects.get(content_type__app_label="cms_review", codename="sign"),
        Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin"),
    )
    values = {"name": "A Reviewer"} | values
    return ReviewerProfile.objects.create(user=user, credentials=credentials, **values)


def sign_off(page, reviewer=None, **values):
    """Let a reviewer sign the latest version of `page`, or its unsaved content if it has none. Return the `SignOff`.

    `values` are arguments of `cms.review.signing.record`, such as `next_review_due`.
    """
    reviewer = reviewer or ReviewerProfile.objects.exclude(credentials="").first() or make_reviewer()
    return record(content_to_review(page), reviewer, **values)
