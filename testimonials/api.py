from cms.plugins.api import ModelAPIViewSet
from testimonials.models import Testimonial


class TestimonialsAPIViewSet(ModelAPIViewSet):
    model = Testimonial


endpoints = {"testimonials": TestimonialsAPIViewSet}
