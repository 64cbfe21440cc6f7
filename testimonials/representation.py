"""How a testimonial looks in the API, wherever it appears."""


def testimonial_representation(testimonial, request):
    """Return `testimonial` as a dict for the API. Where it may be shown was asked before."""
    return {"id": testimonial.pk, "quote": testimonial.quote, "attribution": testimonial.attribution}
