from wagtail.search.management.commands import wagtail_update_index

from cms.search.index import rebuild


class Command(wagtail_update_index.Command):
    help = (
        "Builds the search index of the site anew, then that of the admin, which is Wagtail's. Searches find what is "
        "indexed already meanwhile. Run again after an interruption, it continues."
    )

    def add_arguments(self, parser):
        super().add_arguments(parser)
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
            super().handle(verbosity=verbosity, **options)
