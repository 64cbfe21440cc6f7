import logging

from django.apps import AppConfig, apps
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

        # Django sends post_migrate only for apps with models, so the sender is one of Wagtail.
        post_migrate.connect(update_schema_snapshot, sender=apps.get_app_config("wagtailcore"))
        for content_type in settings.CONTENT_TYPES.values():
            if content_type.state in ("not installed", "incompatible"):
                logger.warning(
                    "Content type “%s” does not run (%s). %s",
                    content_type.name,
                    content_type.state,
                    content_type.reason,
                )


def update_schema_snapshot(sender, using, **kwargs):
    """Update the snapshot for the content types that run, and keep it for those that do not."""
    if using != "default" or not settings.CONTENT_TYPES_SNAPSHOT:
        return
    stored = schema_snapshot.read(settings.CONTENT_TYPES_SNAPSHOT)
    current = stored | {plugin.label: schema_snapshot.describe(plugin) for plugin in registry}
    if current != stored:
        schema_snapshot.write(settings.CONTENT_TYPES_SNAPSHOT, current)
