from django.core.management.base import BaseCommand
from wagtail.models import Page

from cms.content_types.registry import registry


class Command(BaseCommand):
    help = "Lists the content types of this site, with their versions and how many pages each has."

    def handle(self, **options):
        for plugin in registry:
            page_models = [model for model in plugin.get_models() if issubclass(model, Page)]
            counts = {model.__name__: model.objects.count() for model in page_models}
            total = sum(counts.values())
            self.stdout.write(
                f"{plugin.label} {plugin.version}  {plugin.verbose_name}: {plugin.summary} "
                f"({total} page{'' if total == 1 else 's'})"
            )
            for name, count in counts.items():
                self.stdout.write(f"    {name:<24}{count:>6}")
