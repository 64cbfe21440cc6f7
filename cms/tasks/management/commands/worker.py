import sys

from django.core.management.base import BaseCommand

from cms.tasks.worker import Worker, run_due_tasks


class Command(BaseCommand):
    help = (
        "Runs background tasks and regular jobs, such as scheduled publishing, until it is stopped by SIGTERM or "
        "Ctrl+C. Several can run at the same time."
    )

    def add_arguments(self, parser):
        parser.add_argument("--once", action="store_true", help="Run what is due now, and end.")
        parser.add_argument("--parent", type=int, help="Stop when this process, which started the worker, has ended.")

    def handle(self, *, once, parent, **options):
        if once:
            run_due_tasks()
        elif not Worker(parent_id=parent).run():
            sys.exit(1)
