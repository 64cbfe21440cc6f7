"""Bodies for pages under test, with the blocks of all our content types."""

from wagtail.models import Page

from cms.testing import bodies
from cms.testing.factories import ImageFactory
from tests.articles.factories import RegulatoryStatusFactory
from tests.home.factories import StandardPageFactory
from tests.testimonials.factories import TestimonialFactory


def every_block(page, times=1):
    """Return a body that has each block `times` times, each with its own image, document and linked page."""
    home = Page.objects.get(pk=page.get_site().root_page_id)
    linked = [StandardPageFactory(parent=home, listing_image=ImageFactory()) for _ in range(times)]
    page.refresh_from_db(fields=["numchild"])  # the linked pages may be its children
    ours = [("testimonials", {"title": "", "testimonials": [TestimonialFactory().pk]}) for _ in range(times)]
    ours += [("regulatory_status", RegulatoryStatusFactory().pk) for _ in range(times)]
    return [*bodies.every_block(linked), *bodies.stored(ours)]
