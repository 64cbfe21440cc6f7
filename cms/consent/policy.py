"""The consent policy: which content may be shown on which channel. All querysets of patient content use `permitted`.

It is evaluated when content is read and depends on the current date, so that no scheduled job has to run.
"""

from django.db.models import Q
from django.utils import timezone

from cms.context.channels import ANY_CHANNEL, PREVIEW
from cms.context.request import current_channel


def active(channel=None, at=None, prefix=""):
    """Return a Q for the consents that are active on `channel` at the time `at`.

    A consent is active from the day on which it was signed until the end of the day on which it expires. A withdrawn
    consent is never active.

    Args:
        channel: one of `Channel`, a tuple of channels of which any suffices, or None for that of the current request.
        at: an aware datetime (default: now). Days are those of the practice's time zone.
        prefix: lookup from the queried model to the consent, such as `consent__`.
    """
    at = at or timezone.now()
    channel = channel or current_channel()
    day = timezone.localdate(at)
    if channel == PREVIEW:
        channel = ANY_CHANNEL
    channels = [channel] if isinstance(channel, str) else channel

    def where(**conditions):
        return Q(**{f"{prefix}{name}": value for name, value in conditions.items()})

    on_any_channel = Q()
    for name in channels:
        on_any_channel |= where(**{f"on_{name}": True})
    return (
        on_any_channel
        & where(signed_on__lte=day)
        & (where(expires_on__isnull=True) | where(expires_on__gte=day))
        & where(withdrawn_at__isnull=True)
    )


def permitted(queryset, channel=None, at=None):
    """Return the objects of `queryset` that consents allow to be shown. Its model is a `ConsentRequired`.

    `channel` and `at` are those of `active`. Previews are not restricted.
    """
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
