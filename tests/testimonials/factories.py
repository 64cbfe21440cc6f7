import factory

from cms.testing.factories import ConsentFactory, ContentPageFactory
from testimonials.models import StoryIndexPage, StoryPage, Testimonial


class StoryIndexPageFactory(ContentPageFactory):
    class Meta:
        model = StoryIndexPage


class StoryPageFactory(ContentPageFactory):
    class Meta:
        model = StoryPage

    consent = factory.SubFactory(ConsentFactory)
    expected_result = "Most people need some months."
    expected_result_basis = "Our own records of 2011"


class TestimonialFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Testimonial

    __test__ = False  # its name would make it a test

    quote = factory.Sequence(lambda n: f"Nobody hurried me, {n} times.")
    attribution = "K."
    consent = factory.SubFactory(ConsentFactory)
