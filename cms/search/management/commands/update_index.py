from wagtail.models import Page
from wagtail.search.management.commands import wagtail_update_index

from cms.search.index import rebuild


class Command(wagtail_update_index.Command):
    help = (
        "Builds the search indexes of pages anew, then Wagtail's, which has everything else. Searches find what is "
        "indexed already meanwhile. Run again after an interruption, it continues."
    )

    def add_arguments(self, parser):
        super().add_arguments(parser)
        parser.add_argument("--pages-only", action="store_true", help="leave out Wagtail's index")

    def handle(self, *, pages_only, verbosity, **options):
        done = 0

        def progress(pages):
            nonlocal done
            done += pages
            if verbosity:
                self.stdout.write(f"{done} pages indexed")
                self.stdout.flush()

        rebuild(progress)
        if not pages_only:
            super().handle(verbosity=verbosity, **options)

    def queryset_chunks(self, qs, *args):
        """Return no chunks of pages, which Wagtail's index does not have."""
        return [] if issubclass(qs.model, Page) else super().queryset_chunks(qs, *args)
