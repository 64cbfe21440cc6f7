from datetime import timedelta

from django.core.management import call_command
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.tasks import queue
from cms.tasks.declaration import periodic
from cms.tasks.models import WorkerProcess

KEPT_FOR = timedelta(days=1)
"""How long tasks that succeeded, and workers that were killed, are kept."""


@periodic(every=timedelta(hours=1), verbose_name=_("Tidy up the background tasks"))
def remove_finished_tasks():
    until = timezone.now() - KEPT_FOR
    queue.tasks().filter(status=queue.SUCCESSFUL, finished_at__lt=until).delete()
    WorkerProcess.objects.filter(seen_at__lt=until).delete()


@periodic(every=timedelta(days=1), verbose_name=_("Remove expired sign-ins"))
def remove_expired_sessions():
    call_command("clearsessions")
