from django import template

from cms.images.models import Rendition
from cms.images.renditions.presets import ALL_SPECS

register = template.Library()


@register.simple_tag(takes_context=True)
def has_pending_renditions(context, image):
    """Return whether the renditions of `image` for the site are still being made.

    In the listing, one query answers this for all images.
    """
    made = vars(context["request"]).setdefault("images_with_renditions", {})
    if image.pk not in made:
        pks = {image.pk, *(one.pk for one in context.get("object_list", ()))}
        renditions = Rendition.objects.filter(image__in=pks, filter_spec__in=ALL_SPECS)
        have = set(renditions.values_list("image_id", flat=True))
        made.update({pk: pk in have for pk in pks})
    return not made[image.pk]
