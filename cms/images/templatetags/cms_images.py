from django import template
from django.template.loader import render_to_string
from wagtail.images.models import Picture

register = template.Library()


@register.simple_tag(takes_context=True)
def preset_picture(context, image, preset, alt=None, eager=False, if_sensitive="gate", **attrs):
    """Render `image` as a `<picture>` in the sizes and formats of `preset`.

    Like Wagtail's `{% picture %}`, but it shows only renditions that exist, since a GET makes none.
    `alt=""` marks the image as decorative; without `alt`, the image's description is taken.
    Give `eager=True` to what stands above the fold.

    Nothing of a sensitive image is sent before the visitor asked for it. Until then a gate stands in its place; with
    `if_sensitive="hide"`, nothing does: for pictures that only decorate, and inside of links.
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
    picture = Picture(renditions, attrs)
    if not image.sensitive or image in context.get("behind_one_gate", ()):
        return picture
    if if_sensitive == "gate":
        first = next(iter(renditions.values()))
        return _gate(context, picture, 1, (first.width, first.height))
    _count_sensitive(context)
    return picture if shows_sensitive(context.get("request")) else ""


@register.tag
def gated(parser, token):
    """Put one gate before all `images` of what stands up to `{% endgated %}`: `{% gated before after %}`."""
    images = [parser.compile_filter(bit) for bit in token.split_contents()[1:]]
    nodelist = parser.parse(["endgated"])
    parser.delete_first_token()
    return GatedNode(images, nodelist)


class GatedNode(template.Node):
    def __init__(self, images, nodelist):
        self.images = images
        self.nodelist = nodelist

    def render(self, context):
        images = [image.resolve(context) for image in self.images]
        with context.push(behind_one_gate=images):
            content = self.nodelist.render(context)
        if not any(image.sensitive for image in images):
            return content
        return _gate(context, content, len(images), (images[0].width, images[0].height))


@register.filter
def shows_sensitive(request):
    """Whether sensitive pictures are shown: the address says that the visitor chose to, or staff see a preview."""
    if not request:
        return False
    return getattr(request, "is_preview", False) or request.GET.get("show") == "sensitive"


def _gate(context, pictures, number, size):
    """Return `pictures` if they were chosen, else what stands in for them. Both can be reached at the same anchor."""
    request = context.get("request")
    gate = {
        "pictures": pictures if shows_sensitive(request) else "",
        "anchor": f"photographs-{_count_sensitive(context)}",
        "number": number,
        "width": size[0],
        "height": size[1],
    }
    return render_to_string("components/sensitive_gate.html", gate, request)


def _count_sensitive(context):
    """Count the sensitive pictures of an answer: each has an anchor, and the page a way to hide them again."""
    request = context.get("request")
    if not request:
        return 1
    request.sensitive_pictures = getattr(request, "sensitive_pictures", 0) + 1
    return request.sensitive_pictures
