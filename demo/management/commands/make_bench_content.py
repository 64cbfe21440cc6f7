from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from wagtail.models import Page

from demo.copies import copy_pages
from demo.reviews import sign_unsigned

TYPES = [
    "articles.ArticlePage",
    "articles.ProcedurePage",
    "gallery.CasePage",
    "home.StandardPage",
    "testimonials.StoryPage",
]


class Command(BaseCommand):
    help = (
        "Fills a site for measurements: the sample content, and copies of its pages until there are so many. "
        "Run again, it adds what is missing."
    )

    def add_arguments(self, parser):
        parser.add_argument("--pages", type=int, required=True, help="how many pages the site has in the end")
        parser.add_argument("--picture-width", type=int, default=960, help="see load_sample_content")

    def handle(self, *, pages, picture_width, **options):
        if not Page.objects.filter(slug="facelift").exists():
            call_command("load_sample_content", picture_width=picture_width, stdout=self.stdout)
        sources = Page.objects.live().filter(numchild=0, depth__gt=2).exclude(slug__regex=r"-\d{3,}$")
        sources = [page for page in sources.order_by("path").specific() if page._meta.label in TYPES]
        if not sources:
            raise CommandError("This site has content of its own. Make the pages in an empty database.")
        there = Page.objects.count()
        if there > pages:
            raise CommandError(f"There are {there} pages already. Choose more, or another DATA_DIR.")
        copy_pages(sources, pages - there, on_progress=lambda made: self._say(f"{there + made} of {pages} pages"))
        sign_unsigned(on_progress=lambda signed: self._say(f"{signed} pages signed"))
        self.stdout.write(self.style.SUCCESS(f"The site has {pages} pages."))

    def _say(self, line):
        self.stdout.write(line)
        self.stdout.flush()
