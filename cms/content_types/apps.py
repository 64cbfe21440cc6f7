import logging

from django.apps import AppConfig, apps
from django.conf import settings
from django.db.models.signals import post_migrate

from . import record
from .registry import registry

logger = logging.getLogger(__name__)


class ContentTypesConfig(AppConfig):
    name = "cms.content_types"
    label = "cms_content_types"
    verbose_name = "Content types"

    def ready(self):
        from . import checks  # noqa: F401 - registers the checks

        # Django tells only apps that have models of their own.
        post_migrate.connect(record_tables, sender=apps.get_app_config("wagtailcore"))
        for one in settings.CONTENT_TYPES.values():
            if one.state in ("missing", "refused"):
                logger.warning("Content type “%s” does not run (%s). %s", one.name, one.state, one.reason)


def record_tables(sender, using, **kwargs):
    """Record the tables of the content types that run, beside what is known of those that do not."""
    if using != "default" or not settings.CONTENT_TYPES_RECORD:
        return
    known = record.read(settings.CONTENT_TYPES_RECORD)
    now = known | {plugin.label: record.describe(plugin) for plugin in registry}
    if now != known:
        record.write(settings.CONTENT_TYPES_RECORD, now)
