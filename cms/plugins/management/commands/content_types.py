from django.apps import apps
from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import DatabaseError
from wagtail.models import Page


class Command(BaseCommand):
    help = "Lists the content types: what is enabled, closed, offered, disabled, missing or refused, and why."

    def handle(self, **options):
        for one in settings.CONTENT_TYPES.values():
            plugin = one.plugin or (apps.get_app_config(one.name) if one.has_orphaned_data else None)
            title = f"  {plugin.verbose_name}: {plugin.summary}" if one.plugin else ""
            counts = _pages_by_type(one)
            pages = "" if counts is None else f" ({_in_words(sum(counts.values()))})"
            self.stdout.write(f"{one.name} {one.version}  [{one.state}]{title}{pages}".replace("  [enabled]", ""))
            if one.reason:
                self.stdout.write(f"    {one.reason}")
            for name, count in (counts or {}).items():
                self.stdout.write(f"    {name:<24}{count:>6}")


def _pages_by_type(one):
    """Return how many pages there are of each page type of a content type, or None where there are no tables."""
    if not (one.runs or one.has_orphaned_data):
        return None
    models = [model for model in apps.get_app_config(one.name).get_models() if issubclass(model, Page)]
    try:
        return {model.__name__: model.objects.count() for model in models}
    except DatabaseError:  # not migrated yet
        return None


def _in_words(count):
    return f"{count} page{'' if count == 1 else 's'}"
