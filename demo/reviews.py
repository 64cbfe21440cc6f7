"""Sample medical reviews, by a reviewer who is named as a sample."""

from django.contrib.auth import get_user_model
from django.db import transaction

from cms.review.due import reviewed_types
from cms.review.models import ReviewerProfile, SignOff, is_reviewed
from cms.review.signing import record

NAME, CREDENTIALS = "Sample Reviewer", "MD"
USERNAME = "sample-reviewer"
CHUNK = 500
"""Number of pages that are signed in one transaction."""


def sample_reviewer():
    """Return the profile of the sample reviewer. Nobody can log in with its account."""
    user, is_new = get_user_model().objects.get_or_create(username=USERNAME, defaults={"is_active": False})
    if is_new:
        user.set_unusable_password()
        user.save()
    return make_reviewer(user)


def make_reviewer(user):
    """Return the profile of `user`, which has the name of the sample reviewer if it is new."""
    values = {"name": NAME, "credentials": CREDENTIALS}
    return ReviewerProfile.objects.get_or_create(user=user, defaults=values)[0]


def sign(page, reviewer):
    """Let `reviewer` sign `page` if its type needs that."""
    if is_reviewed(page):
        record(page, reviewer)


def sign_unsigned(on_progress):
    """Let the sample reviewer sign all published pages that nobody has signed. `on_progress` gets their number."""
    reviewer, number = sample_reviewer(), 0
    for model in reviewed_types():
        unsigned = model.objects.live().filter(alias_of=None).exclude(pk__in=SignOff.objects.values("page"))
        pks = list(unsigned.values_list("pk", flat=True))
        for start in range(0, len(pks), CHUNK):
            with transaction.atomic():
                for page in model.objects.filter(pk__in=pks[start : start + CHUNK]):
                    record(page, reviewer)
                    number += 1
            on_progress(number)
