"""The block that puts testimonials on any page."""

from typing_extensions import TypedDict
from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock

from cms.pages.blocks.choosing import FetchedTogether

from .representation import TestimonialRepresentation, testimonial_representation


class TestimonialChooserBlock(FetchedTogether, SnippetChooserBlock):
    """Chooses a testimonial. Those that may not be shown count as not chosen, but stay stored."""

    def __init__(self, **kwargs):
        super().__init__("testimonials.Testimonial", **kwargs)

    def fetch_all(self, values):
        testimonials = super().fetch_all(values)
        ids = [one.pk for one in testimonials if one]
        shown = set(self.target_model.objects.filter(pk__in=ids).shown().values_list("pk", flat=True))
        for one in testimonials:
            if one:
                one.is_shown = one.pk in shown
        return testimonials


class Testimonials(TypedDict):
    title: str
    testimonials: list[TestimonialRepresentation]


class TestimonialsBlock(blocks.StructBlock):
    """Short testimonials, in the order in which they were chosen."""

    title = blocks.CharBlock(max_length=120, required=False)
    testimonials = blocks.ListBlock(TestimonialChooserBlock(), min_num=1)

    is_previewable = True

    def get_preview_value(self):
        """Show the newest ones."""
        from .models import Testimonial

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
            "testimonials": [testimonial_representation(one, request) for one in shown_of(value["testimonials"])],
        }

    class Meta:
        icon = "openquote"
        label = "Testimonials"
        template = "testimonials/blocks/testimonials.html"
        description = "Short sentences in patients’ words. One whose consent ends disappears by itself."


def shown_of(testimonials):
    """Return those of the chosen `testimonials` that may be shown now."""
    chosen = [one for one in testimonials if one]
    if not all(hasattr(one, "is_shown") for one in chosen):
        # They come straight from the editor's form, as in a preview, and not from a stored StreamField.
        chosen = TestimonialChooserBlock().bulk_to_python([one.pk for one in chosen])
    return [one for one in chosen if one.is_shown]
