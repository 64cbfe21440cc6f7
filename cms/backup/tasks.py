from datetime import timedelta

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from cms.backup import tombstones
from cms.backup.making import newest_archive
from cms.backup.rehearsal import rehearse
from cms.tasks.declaration import periodic


@periodic(every=timedelta(minutes=5), verbose_name=_("Complete the list of withdrawals and deletions"))
def write_tombstones():
    """Write entries that could not be written. While that fails, staff see the task among the failed ones."""
    tombstones.write_pending()


if settings.BACKUP_REHEARSAL_IDENTITY:

    @periodic(every=timedelta(days=7), verbose_name=_("Rehearse the restore of the newest backup"))
    def rehearse_restore():
        """Rehearse. A rehearsal that fails raises an error, so that staff see the task among the failed ones."""
        rehearse(newest_archive(), settings.BACKUP_REHEARSAL_IDENTITY, settings.TOMBSTONES, lambda sentence: None)
