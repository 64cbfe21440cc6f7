"""The queryset of consents, by coverage and by state."""

from datetime import timedelta

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.consent.policy import active

EXPIRING_DAYS = 30
"""Number of days before the expiry of a consent during which its state is `EXPIRING`."""


class Coverage(models.TextChoices):
    """Types of content that a consent can cover. Each has a field `covers_<value>` on `Consent`."""

    PHOTOGRAPHS = "photographs", _("photographs")
    FACE = "face", _("photographs in which the face can be recognized")
    STORY = "story", _("the story")
    NAME = "name", _("the first name or initials")


class State(models.TextChoices):
    IN_FORCE = "active", _("In force")
    EXPIRING = "expiring", _("Expiring soon")
    EXPIRED = "expired", _("Expired")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class ConsentQuerySet(models.QuerySet):
    def active(self, channel=None, at=None):
        """Return the consents that are active on `channel` at the time `at`: see `cms.consent.policy.active`."""
        return self.filter(active(channel, at))

    def covering(self, required_coverage):
        """Return the consents that cover what `required_coverage` of a `ConsentRequired` model requires in any case.

        If all of it depends on fields, the consents that cover some of it.
        """
        always = [coverage for coverage, condition in required_coverage.items() if condition is True]
        if always:
            return self.filter(**{f"covers_{coverage}": True for coverage in always})
        some = models.Q()
        for coverage in required_coverage:
            some |= models.Q(**{f"covers_{coverage}": True})
        return self.filter(some)

    def in_state(self, state, at=None):
        """Return the consents whose `get_state(at)` is `state`."""
        day = timezone.localdate(at)
        if state == State.WITHDRAWN:
            return self.filter(withdrawn_at__isnull=False)
        not_withdrawn = self.filter(withdrawn_at__isnull=True)
        if state == State.EXPIRED:
            return not_withdrawn.filter(expires_on__lt=day)
        expiring = models.Q(expires_on__gte=day, expires_on__lte=day + timedelta(days=EXPIRING_DAYS))
        if state == State.EXPIRING:
            return not_withdrawn.filter(expiring)
        not_expired = models.Q(expires_on__isnull=True) | models.Q(expires_on__gte=day)
        return not_withdrawn.filter(not_expired).exclude(expiring)
