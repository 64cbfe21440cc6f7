import logging
import sys
from pathlib import Path

from django.apps import AppConfig
from django.conf import settings
from django.db.models.signals import post_migrate

from cms.plugins import schema_snapshot
from cms.plugins.registry import registry

logger = logging.getLogger(__name__)


class ContentTypesConfig(AppConfig):
    name = "cms.plugins"
    label = "cms_plugins"
    verbose_name = "Content types"

    def ready(self):
        from cms.plugins import checks  # noqa: F401 - registers the checks

        post_migrate.connect(update_schema_snapshot, sender=self)
        for one in settings.CONTENT_TYPES.values():
            if one.state in ("not installed", "incompatible"):
                logger.warning("Content type “%s” does not run (%s). %s", one.name, one.state, one.reason)


def update_schema_snapshot(sender, using, stdout=None, **kwargs):
    """Record the tables of the content types that run, beside what is known of those that do not.

    The record in the database goes with its tables, so it comes before the one in the file, which may be lost.
    """
    path = settings.CONTENT_TYPES_SNAPSHOT
    if using != "default" or not path:
        return
    from cms.plugins.models import SchemaSnapshot

    stored = SchemaSnapshot.objects.read()
    in_file = schema_snapshot.read(path)
    now = (stored or in_file) | {plugin.label: schema_snapshot.describe(plugin) for plugin in registry}
    if now != stored:
        SchemaSnapshot.objects.replace(now)
    if now != in_file:
        restored = sorted(stored.keys() - {plugin.label for plugin in registry})
        if restored and not Path(path).exists():
            (stdout or sys.stdout).write(
                f"{path} was missing. It is restored from the database, with what it says of content types that do "
                f"not run: {', '.join(restored)}. Restart all servers.\n"
            )
        schema_snapshot.write(path, now)
