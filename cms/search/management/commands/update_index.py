from django.core.management import call_command
from django.core.management.base import BaseCommand

from cms.search.index import rebuild


class Command(BaseCommand):
    help = (
        "Builds the search index of the site anew, then that of the admin, which is Wagtail's. Searches find what is "
        "indexed already meanwhile. Run again after an interruption, it continues."
    )

    def add_arguments(self, parser):
        parser.add_argument("--site-only", action="store_true", help="leave out the index of the admin")

    def handle(self, *, site_only, verbosity, **options):
        done = 0

        def progress(pages):
            nonlocal done
            done += pages
            if verbosity:
                self.stdout.write(f"{done} pages indexed")
                self.stdout.flush()

        rebuild(progress)
        if not site_only:
            call_command("wagtail_update_index", stdout=self.stdout, verbosity=verbosity)
