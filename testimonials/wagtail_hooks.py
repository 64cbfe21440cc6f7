from wagtail.snippets.models import register_snippet

from testimonials.viewsets import TestimonialViewSet

register_snippet(TestimonialViewSet)
