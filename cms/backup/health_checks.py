"""The checks of backups: how old the newest one is, and whether the list of tombstones can be written."""

from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from cms.backup.errors import BackupError
from cms.backup.making import newest_archive
from cms.backup.models import PendingTombstone
from cms.health.checks import Result, health_check

OLDEST = timedelta(days=2)
"""A daily backup that was left out once is not older."""
GRACE = timedelta(minutes=10)
"""For how long an entry may wait to be written to the list. It is tried every 5 minutes."""
EFFECT = _("If this machine fails, what was written since the last backup is lost.")
ADVICE = _("Tell the operators of the site. Their handbook has a page on backups.")


@health_check("backup", _("Backup"), uses_database=False)
def check_backup():
    if not settings.BACKUP_RECIPIENTS:
        return Result.warning(_("No backups are set up."), effect=EFFECT, advice=ADVICE)
    try:
        made_at = datetime.fromtimestamp(newest_archive().stat().st_mtime, UTC)
    except (BackupError, OSError):
        return Result.broken(_("There is no backup."), effect=EFFECT, advice=ADVICE)
    days = (age := timezone.now() - made_at).days
    found = ngettext_lazy("The last backup is %d day old.", "The last backup is %d days old.", days) % days
    if age > OLDEST:
        return Result.broken(found, effect=EFFECT, advice=ADVICE)
    return Result.well(found if days else _("The last backup is less than a day old."))


@health_check("tombstones", _("List of withdrawals and deletions"))
def check_tombstones():
    number = PendingTombstone.objects.filter(at__lt=timezone.now() - GRACE).count()
    if not number:
        return Result.well(_("It is complete."))
    return Result.broken(
        ngettext_lazy("%d entry could not be written.", "%d entries could not be written.", number) % number,
        effect=_("After a restore, what was withdrawn or deleted could be shown again."),
        advice=_("Tell the operators of the site: the disk may be full, or the file may not be writable."),
    )
