"""What the content type and its page types promise."""

from cms.testing.contracts import ContentTypeContract, SnippetContract
from tests.contracts import PageTypeContract
from tests.testimonials.factories import StoryIndexPageFactory, StoryPageFactory, TestimonialFactory


class TestTestimonials(ContentTypeContract):
    label = "testimonials"


class TestStoryIndexPage(PageTypeContract):
    factory = StoryIndexPageFactory


class TestStoryPage(PageTypeContract):
    factory = StoryPageFactory


class TestTestimonial(SnippetContract):
    factory = TestimonialFactory
    endpoint = "testimonials"
