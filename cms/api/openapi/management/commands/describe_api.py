import json

from django.core.management.base import BaseCommand

from cms.api.openapi.description import description


class Command(BaseCommand):
    help = "Print the OpenAPI description of the API as JSON."

    def handle(self, **options):
        self.stdout.write(json.dumps(description(), indent=1, ensure_ascii=False, sort_keys=True))
