from django.conf import settings
from django.core.management.base import CommandError
from django.core.management.commands import migrate
from django.db.migrations.exceptions import NodeNotFoundError

from cms.plugins.plugin import PluginError
from cms.plugins.registry import registry


class Command(migrate.Command):
    """Django's, which says whose migration failed, and how to go on without it."""

    def handle(self, *args, **options):
        self._under_way = None
        try:
            self._look_ahead()
            return super().handle(*args, **options)
        except CommandError:
            raise
        except PluginError as error:
            raise CommandError(str(error)) from error
        except NodeNotFoundError as error:
            label = getattr(error.origin, "app_label", None)
            if label not in settings.CONTENT_TYPES:
                raise
            raise CommandError(
                f"Content type “{label}”: {error}. Nothing was migrated. Install what it depends on, or go on "
                f"without it: CMS_DISABLED_CONTENT_TYPES={label}. What was made of it is kept."
            ) from error
        except Exception as error:
            label = self._under_way and self._under_way.app_label
            if label not in settings.CONTENT_TYPES:
                raise
            raise CommandError(
                f"Content type “{label}”: its migration {self._under_way.name} failed: {error!r}."
                "\nThe migrations before it are applied. Install a version that has it mended, or go on without it: "
                f"CMS_DISABLED_CONTENT_TYPES={label}. What was made of it is kept."
            ) from error

    def _look_ahead(self):
        """Raise an error for what would end in one of Django's that does not say whose migrations those are."""
        for plugin in registry:
            plugin.load_migrations()
            if plugin.lacks_migrations:
                raise CommandError(
                    f"Content type “{plugin.label}” has models and no migrations. Nothing was migrated. Install a "
                    f"version that has them, or go on without it: CMS_DISABLED_CONTENT_TYPES={plugin.label}."
                )

    def migration_progress_callback(self, action, migration=None, fake=False):
        if action in ("apply_start", "unapply_start"):
            self._under_way = migration
        elif migration:
            self._under_way = None
        super().migration_progress_callback(action, migration, fake)
