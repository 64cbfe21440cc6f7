from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from cms.consent import withdrawal
from cms.consent.models import Withdrawal
from cms.tasks.declaration import periodic


@periodic(every=timedelta(hours=1), verbose_name=_("Unpublish content whose consent has expired"))
def unpublish_expired():
    withdrawal.unpublish_expired()


@periodic(every=timedelta(hours=1), verbose_name=_("Finish interrupted withdrawals of consent"))
def finish_withdrawals():
    """Repeat the failed steps of withdrawals.

    A withdrawal stays unfinished while a content type that has content under the consent is not installed.
    """
    for receipt in Withdrawal.objects.filter(completed_at=None).select_related("consent", "by"):
        withdrawal.withdraw(receipt.consent, reason=receipt.reason, user=receipt.by)
