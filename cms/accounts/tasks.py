from datetime import timedelta

from axes.models import AccessAttempt, AccessFailureLog
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.accounts.models import StaffSession
from cms.tasks.declaration import periodic

FAILURES_KEPT_FOR = timedelta(days=90)
"""How long failed logins are kept. They hold names and addresses of persons."""


@periodic(every=timedelta(days=1), verbose_name=_("Remove old records of logins"))
def remove_old_logins():
    now = timezone.now()
    AccessFailureLog.objects.filter(attempt_time__lt=now - FAILURES_KEPT_FOR).delete()
    AccessAttempt.objects.filter(attempt_time__lt=now - FAILURES_KEPT_FOR).delete()
    StaffSession.objects.filter(started_at__lt=now - timedelta(hours=settings.SESSION_HOURS)).delete()
