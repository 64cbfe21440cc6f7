"""The check of withdrawals of consent: interrupted ones."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from cms.consent.models import Withdrawal
from cms.health.checks import Result, health_check

GRACE = timedelta(minutes=5)
"""A withdrawal that is not complete after this time was interrupted. It takes seconds."""


@health_check("withdrawals", _("Withdrawals of consent"))
def check_withdrawals():
    number = Withdrawal.objects.filter(completed_at=None, at__lt=timezone.now() - GRACE).count()
    if not number:
        return Result.well(_("All withdrawals are complete."))
    return Result.warning(
        ngettext_lazy(
            "%d withdrawal of consent is not complete.", "%d withdrawals of consent are not complete.", number
        )
        % number,
        effect=_("What they cover is hidden from visitors. Files of it may still be stored, or be in other caches."),
        advice=_(
            "It is tried again every hour. If it is not complete tomorrow, tell the operators of the site and the "
            "privacy officer, whose receipt says what is left."
        ),
    )
