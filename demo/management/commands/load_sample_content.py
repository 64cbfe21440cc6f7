from django.core.management.base import BaseCommand
from django.db import transaction
from wagtail.models import Page, Site

from cms.plugins.registry import registry
from demo import site_content
from demo.builder import SampleSite


class Command(BaseCommand):
    help = (
        "Fills a new site with sample content: made-up pages that name no patient, and drawn pictures. "
        "A site that has pages of its own is left as it is."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--picture-width",
            type=int,
            help="draw all pictures this wide, in pixels: small ones load faster (default: up to 1200)",
        )

    def handle(self, *, picture_width=None, **options):
        site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
        welcome = site and _untouched_welcome_page(site)
        if not welcome:
            self.stdout.write("This site has content of its own. Nothing was changed.")
            return
        with transaction.atomic():
            # The new home page takes this slug.
            welcome.slug = "welcome-page-of-a-new-site"
            welcome.save(clean=False)
            sample = SampleSite(site, log=self._log, picture_width=picture_width)
            for plugin in registry:
                self._log(plugin.verbose_name)
                plugin.load_sample_content(sample)
            site_content.load(sample)
            self._log("Publishing")
            sample.finish()
            Page.objects.get(pk=welcome.pk).delete()
        self.stdout.write(self.style.SUCCESS("The sample content is loaded."))

    def _log(self, line):
        self.stdout.write(line)
        self.stdout.flush()


def _untouched_welcome_page(site):
    """Return the page that Wagtail puts into a new database, if there is nothing else and nobody edited it."""
    pages = Page.objects.filter(depth__gt=1)
    page = site.root_page
    is_new = (
        pages.count() == 1
        and page.specific_class is Page
        and page.title == "Welcome to your new Wagtail site!"
        and not page.revisions.exists()
    )
    return page if is_new else None
