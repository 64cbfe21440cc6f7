from wagtail.snippets.models import register_snippet

from .viewsets import TestimonialViewSet

register_snippet(TestimonialViewSet)
