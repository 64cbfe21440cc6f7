from django.apps import apps
from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import DatabaseError
from wagtail.models import Page


class Command(BaseCommand):
    help = "Lists all content types with their state, the reason if they do not run, and their numbers of pages."

    def handle(self, **options):
        for content_type in settings.CONTENT_TYPES.values():
            plugin = content_type.plugin
            title = f"  {plugin.verbose_name}: {plugin.summary}" if plugin else ""
            state = "" if content_type.state == "enabled" else f"  [{content_type.state}]"
            counts = _pages_by_type(content_type)
            pages = "" if counts is None else f" ({_number_of_pages(sum(counts.values()))})"
            self.stdout.write(f"{content_type.name} {content_type.version}{state}{title}{pages}")
            if content_type.reason:
                self.stdout.write(f"    {content_type.reason}")
            for name, count in (counts or {}).items():
                self.stdout.write(f"    {name:<24}{count:>6}")


def _pages_by_type(content_type):
    """Return the number of pages by page type, or None if the tables do not exist."""
    if not (content_type.runs or content_type.has_orphaned_data):
        return None
    models = [model for model in apps.get_app_config(content_type.name).get_models() if issubclass(model, Page)]
    try:
        return {model.__name__: model.objects.count() for model in models}
    except DatabaseError:  # not migrated yet
        return None


def _number_of_pages(count):
    return f"{count} page{'' if count == 1 else 's'}"
