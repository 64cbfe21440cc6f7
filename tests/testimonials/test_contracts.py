"""What the content type and its page types promise."""

from cms.testing.contracts import ContentTypeContract
from tests.contracts import PageTypeContract
from tests.testimonials.factories import StoryIndexPageFactory, StoryPageFactory


class TestTestimonials(ContentTypeContract):
    label = "testimonials"


class TestStoryIndexPage(PageTypeContract):
    factory = StoryIndexPageFactory


class TestStoryPage(PageTypeContract):
    factory = StoryPageFactory
