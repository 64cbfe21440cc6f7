from django.utils.translation import gettext_lazy as _

from cms.plugins.api import RelatedContent, RelatedItems
from testimonials.models import StoryPage, Testimonial
from testimonials.representation import testimonial_representation


def related_content():
    yield RelatedContent(_("Stories"), StoryPage.objects.order_by("-pk"))
    yield RelatedItems(
        heading=_("In patients’ words"),
        type="testimonials",
        items=Testimonial.objects.all(),
        template="testimonials/components/testimonials.html",
        represent=testimonial_representation,
    )
