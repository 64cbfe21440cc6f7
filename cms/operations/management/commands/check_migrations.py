from django.core.management.base import BaseCommand, CommandError

from cms.operations.migration_rules import find_problems


class Command(BaseCommand):
    help = (
        "Refuses migrations that break the release before, which still runs while a new one is started: see "
        "docs/deploy.md."
    )

    def handle(self, **options):
        if problems := find_problems():
            raise CommandError("\n".join(map(str, problems)))
