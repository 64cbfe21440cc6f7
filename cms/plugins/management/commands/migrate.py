from django.conf import settings
from django.core.management.base import CommandError
from django.core.management.commands import migrate
from django.db.migrations.exceptions import NodeNotFoundError

from cms.plugins.plugin import PluginError
from cms.plugins.registry import registry


class Command(migrate.Command):
    """Django's `migrate`, with errors that name the plugin whose migration failed and how to start without it."""

    def handle(self, *args, **options):
        self._running = None
        try:
            self._check_plugins()
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
                f"Content type “{label}”: {error}. Nothing was migrated. Install its dependencies, or continue "
                f"without it: CMS_DISABLED_CONTENT_TYPES={label}. Its content is kept."
            ) from error
        except Exception as error:
            label = self._running and self._running.app_label
            if label not in settings.CONTENT_TYPES:
                raise
            raise CommandError(
                f"Content type “{label}”: its migration {self._running.name} failed: {error!r}."
                "\nThe migrations before it are applied. Install a version that fixes it, or continue without it: "
                f"CMS_DISABLED_CONTENT_TYPES={label}. Its content is kept."
            ) from error

    def _check_plugins(self):
        """Raise CommandError or PluginError for migrations that are missing or cannot be loaded."""
        for plugin in registry:
            plugin.load_migrations()
            if plugin.lacks_migrations:
                raise CommandError(
                    f"Content type “{plugin.label}” has models and no migrations. Nothing was migrated. Install a "
                    f"version that has them, or continue without it: CMS_DISABLED_CONTENT_TYPES={plugin.label}."
                )

    def migration_progress_callback(self, action, migration=None, fake=False):
        if action in ("apply_start", "unapply_start"):
            self._running = migration
        elif migration:
            self._running = None
        super().migration_progress_callback(action, migration, fake)
