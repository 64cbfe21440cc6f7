"""The one rule: what a consent allows. Every list, page, answer and picture asks it, through `permitted`.

It is decided when something is read, by the date and by nothing that a job would have to set.
"""

from django.db.models import Q
from django.utils import timezone

from cms.context.channels import ANY_CHANNEL, PREVIEW
from cms.context.request import current_channel


def active(channel=None, at=None, prefix=""):
    """Return a Q for the consents that hold on `channel` at the moment `at`.

    `channel` is one of `Channel`, a tuple of which any will do, or None for the one of the answer under way.
    `at` is an aware datetime, now by default; the day is that of the practice's time zone. A consent holds from the
    day on which it was signed until the end of the day on which it expires; what was withdrawn holds at no time.
    `prefix` leads to the consent from the model that is queried, such as `consent__`.
    """
    at = at or timezone.now()
    channel = channel or current_channel()
    day = timezone.localdate(at)
    if channel == PREVIEW:
        channel = ANY_CHANNEL
    channels = [channel] if isinstance(channel, str) else channel

    def where(**conditions):
        return Q(**{f"{prefix}{name}": value for name, value in conditions.items()})

    anywhere = Q()
    for one in channels:
        anywhere |= where(**{f"on_{one}": True})
    return (
        anywhere
        & where(signed_on__lte=day)
        & (where(expires_on__isnull=True) | where(expires_on__gte=day))
        & where(withdrawn_at__isnull=True)
    )


def permitted(queryset, channel=None, at=None):
    """Return what consents allow of `queryset`, whose model is `ConsentRequired`."""
    if (channel or current_channel()) == PREVIEW:
        return queryset
    allowed = active(channel, at, prefix="consent__")
    no_patient = Q(consent__isnull=True)
    for coverage, needed in queryset.model.required_coverage.items():
        covered = Q(**{f"consent__covers_{coverage}": True})
        if needed is True:
            allowed &= covered
            no_patient = None
        else:
            empty = Q(**{needed: queryset.model._meta.get_field(needed).get_default()})
            allowed &= covered | empty
            no_patient = no_patient and no_patient & empty
    return queryset.filter(allowed | no_patient if no_patient else allowed)
