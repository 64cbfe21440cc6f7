import sys

from django.core.management.base import BaseCommand

from cms.health.checks import State
from cms.health.running import current_results


class Command(BaseCommand):
    help = (
        "Checks the system, and prints a line for each part. The exit status is 1 if a part does not work, "
        "and 0 if all work or need attention only."
    )
    requires_system_checks = []

    def handle(self, **options):
        results = current_results()
        for check, result in results.items():
            words = [result.summary, result.effect, result.advice]
            self.stdout.write(f"{check.name}: {result.state}. {' '.join(str(text) for text in words if text)}")
        if any(result.state == State.BROKEN for result in results.values()):
            sys.exit(1)
