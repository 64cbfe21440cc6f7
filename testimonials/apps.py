from django.utils.translation import gettext_lazy as _

from cms.plugins.api import ContentTypePlugin, RelatedContent, RelatedItems


class TestimonialsPlugin(ContentTypePlugin):
    name = "testimonials"
    verbose_name = _("Stories")
    summary = _("Patients’ stories and short testimonials, as far as the patients allow it.")
    icon = "openquote"
    order = 40
    stylesheet = "testimonials/testimonials.css"
    requires_core = ">=1.0,<2"
    default_auto_field = "django.db.models.BigAutoField"

    def related_content(self):
        from testimonials.models import StoryPage, Testimonial
        from testimonials.representation import testimonial_representation

        yield RelatedContent(_("Stories"), StoryPage.objects.order_by("-first_published_at"))
        yield RelatedItems(
            heading=_("In patients’ words"),
            type="testimonials",
            items=Testimonial.objects.all(),
            template="testimonials/components/testimonials.html",
            represent=testimonial_representation,
        )

    def body_blocks(self):
        from testimonials.blocks import TestimonialsBlock

        return {"testimonials": TestimonialsBlock(group=_("Links"))}

    def load_sample_content(self, sample):
        from testimonials.sample_content import load

        load(sample)
