"""How a testimonial looks in the API, wherever it appears."""

from typing_extensions import TypedDict


class TestimonialRepresentation(TypedDict):
    """A sentence or two in a patient's words. `attribution` is a first name or initials, or empty."""

    id: int
    quote: str
    attribution: str


def testimonial_representation(testimonial, request) -> TestimonialRepresentation:
    """Return `testimonial` as a dict for the API. The caller has checked its visibility."""
    return {"id": testimonial.pk, "quote": testimonial.quote, "attribution": testimonial.attribution}
