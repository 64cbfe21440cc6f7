from django.conf import settings
from django.core.management.base import CommandError
from django.core.management.commands import migrate


class Command(migrate.Command):
    """Django's, which says whose migration failed, and how to go on without it."""

    def handle(self, *args, **options):
        self._under_way = None
        try:
            return super().handle(*args, **options)
        except CommandError:
            raise
        except Exception as error:
            label = self._under_way and self._under_way.app_label
            if label not in settings.CONTENT_TYPES:
                raise
            raise CommandError(
                f"Content type “{label}”: its migration {self._under_way.name} failed: {error!r}."
                "\nThe migrations before it are applied. Install a version that has it mended, or go on without it: "
                f"CMS_DISABLED_CONTENT_TYPES={label}. What was made of it is kept."
            ) from error

    def migration_progress_callback(self, action, migration=None, fake=False):
        if action in ("apply_start", "unapply_start"):
            self._under_way = migration
        elif migration:
            self._under_way = None
        super().migration_progress_callback(action, migration, fake)
