"""The contract of page types, beside all the content types of this project."""

from cms.testing import contracts
from cms.testing.factories import ImageFactory
from tests.cms.bodies import every_block
from tests.gallery.factories import GalleryPageFactory
from tests.testimonials.factories import StoryPageFactory, TestimonialFactory


class PageTypeContract(contracts.PageTypeContract):
    """With the blocks that our content types add to the body of every page, and with what they say about a page."""

    def body(self, page, times=1):
        return every_block(page, times)

    def surround(self, page):
        for other in (GalleryPageFactory, StoryPageFactory):
            other(parent=page.get_site().root_page.specific, about=page, listing_image=ImageFactory())
        TestimonialFactory(about=page)
