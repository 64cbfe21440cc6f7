from django import template
from wagtail.images.models import Picture

register = template.Library()


@register.simple_tag
def preset_picture(image, preset, alt=None, eager=False, **attrs):
    """Render `image` as a `<picture>` in the sizes and formats of `preset`.

    Like Wagtail's `{% picture %}`, but it shows only renditions that exist, since a GET makes none.
    `alt=""` marks the image as decorative; without `alt`, the image's description is taken.
    Give `eager=True` to what stands above the fold.
    """
    if not image:
        return ""
    renditions = image.existing_renditions(preset)
    if not renditions:
        return ""
    attrs = {key.replace("_", "-"): value for key, value in attrs.items()}
    attrs["alt"] = image.default_alt_text if alt is None else alt
    attrs.setdefault("sizes", "(min-width: 60rem) 45rem, 100vw")
    attrs["loading"] = "eager" if eager else "lazy"
    if eager:
        attrs["fetchpriority"] = "high"
    else:
        attrs["decoding"] = "async"
    return Picture(renditions, attrs)
