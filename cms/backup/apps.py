from django.apps import AppConfig
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _


class BackupConfig(AppConfig):
    name = "cms.backup"
    label = "cms_backup"
    verbose_name = _("Backup")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from cms.backup import recording
        from cms.backup.restoring import MARKER

        marker = settings.DATA_DIR / MARKER
        if marker.exists():
            # A database that was restored in part may show content that was withdrawn since the backup.
            raise ImproperlyConfigured(
                f"A restore is running, or was interrupted: {marker} exists. If none is running, empty the "
                f"database and the storage of uploads, delete {marker}, and restore again."
            )
        recording.watch()
