"""The block that puts testimonials on any page."""

from django.utils.translation import gettext_lazy as _
from typing_extensions import TypedDict
from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock

from cms.plugins.api import ReferenceMixin, load_visible
from testimonials.representation import TestimonialRepresentation, testimonial_representation


class TestimonialChooserBlock(ReferenceMixin, SnippetChooserBlock):
    """Chooses a testimonial that is shown only while it is public."""

    def __init__(self, **kwargs):
        super().__init__("testimonials.Testimonial", **kwargs)


class Testimonials(TypedDict):
    title: str
    testimonials: list[TestimonialRepresentation]


class TestimonialsBlock(blocks.StructBlock):
    """Short testimonials, in the order in which they were chosen."""

    title = blocks.CharBlock(max_length=120, required=False, label=_("Title"))
    testimonials = blocks.ListBlock(TestimonialChooserBlock(), min_num=1, label=_("Testimonials"))

    is_previewable = True

    def get_preview_value(self):
        """Return a value with the newest testimonials."""
        from testimonials.models import Testimonial

        newest = Testimonial.objects.all().shown().values_list("pk", flat=True)[:2]
        return self.to_python({"title": "In patients’ words", "testimonials": list(newest)})

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context)
        context["items"] = shown_of(value["testimonials"])
        return context

    def get_api_representation(self, value, context=None) -> Testimonials:
        request = context and context.get("request")
        return {
            "title": value["title"],
            "testimonials": [
                testimonial_representation(testimonial, request) for testimonial in shown_of(value["testimonials"])
            ],
        }

    class Meta:
        icon = "openquote"
        label = _("Testimonials")
        template = "testimonials/blocks/testimonials.html"
        description = _("Short sentences in patients’ words. One whose consent ends disappears by itself.")


def shown_of(testimonials):
    """Return those of the chosen `testimonials` that may be shown now."""
    return list(filter(None, map(load_visible, testimonials)))


body_blocks = {"testimonials": TestimonialsBlock(group=_("Links"))}
