import logging
import sys
from pathlib import Path

from django.apps import AppConfig
from django.conf import settings
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _

from cms.plugins import schema_snapshot
from cms.plugins.registry import registry

logger = logging.getLogger(__name__)


class ContentTypesConfig(AppConfig):
    name = "cms.plugins"
    label = "cms_plugins"
    verbose_name = _("Content types")

    def ready(self):
        from cms.plugins import checks  # noqa: F401 - registers the checks

        post_migrate.connect(update_schema_snapshot, sender=self)
        for content_type in settings.CONTENT_TYPES.values():
            if content_type.state in ("not installed", "incompatible"):
                logger.warning(
                    "Content type “%s” does not run (%s). %s",
                    content_type.name,
                    content_type.state,
                    content_type.reason,
                )


def update_schema_snapshot(sender, using, stdout=None, **kwargs):
    """Update the snapshot for the content types that run, and keep it for those that do not.

    The copy in the database is read first: it is lost with the tables alone, while the file can be lost by itself.
    """
    path = settings.CONTENT_TYPES_SNAPSHOT
    if using != "default" or not path:
        return
    from cms.plugins.models import SchemaSnapshot

    stored = SchemaSnapshot.objects.read()
    in_file = schema_snapshot.read(path)
    current = (stored or in_file) | {plugin.label: schema_snapshot.describe(plugin) for plugin in registry}
    if current != stored:
        SchemaSnapshot.objects.replace(current)
    if current != in_file:
        restored = sorted(stored.keys() - {plugin.label for plugin in registry})
        if restored and not Path(path).exists():
            (stdout or sys.stdout).write(
                f"{path} was missing. It is restored from the database, with the content types that do not run: "
                f"{', '.join(restored)}. Restart all servers.\n"
            )
        schema_snapshot.write(path, current)
