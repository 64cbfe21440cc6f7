import logging

from django.apps import AppConfig, apps
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

        # Django tells only apps that have models of their own.
        post_migrate.connect(update_schema_snapshot, sender=apps.get_app_config("wagtailcore"))
        for one in settings.CONTENT_TYPES.values():
            if one.state in ("not installed", "incompatible"):
                logger.warning("Content type “%s” does not run (%s). %s", one.name, one.state, one.reason)


def update_schema_snapshot(sender, using, **kwargs):
    """Record the tables of the content types that run, beside what is known of those that do not."""
    if using != "default" or not settings.CONTENT_TYPES_SNAPSHOT:
        return
    known = schema_snapshot.read(settings.CONTENT_TYPES_SNAPSHOT)
    now = known | {plugin.label: schema_snapshot.describe(plugin) for plugin in registry}
    if now != known:
        schema_snapshot.write(settings.CONTENT_TYPES_SNAPSHOT, now)
