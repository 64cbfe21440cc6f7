from functools import lru_cache

from django import template
from django.forms.utils import flatatt
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join

from cms.context.addresses import path_of
from cms.images.models import ContentImage
from cms.images.renditions.presets import FORMATS
from cms.loader import load_one, load_visible
from cms.pages.shown_images import NotedPicture, ShownImage

register = template.Library()


@register.simple_tag(takes_context=True)
def preset_picture(context, image, preset, alt=None, eager=False, if_sensitive="warn", **attrs):
    """Render `image` as a `<picture>` in the sizes and formats of `preset`, or nothing where it may not be shown.

    `image` is an image, the reference to one that a block stores, or its id. Like Wagtail's `{% picture %}`, but it
    makes no rendition, since a GET writes nothing. Until a task has made them, it shows a placeholder of this size.
    `alt=""` marks the image as decorative; without `alt`, the image's description is taken.
    Pass `eager=True` for images above the fold.

    A sensitive image is sent only to visitors who chose to see it. Others get a content warning in its place, or
    nothing with `if_sensitive="hide"`: for images that only decorate, and inside of links.
    """
    image = shown_image(image)
    if not image:
        return ""
    renditions = image.renditions_of(preset)
    if not renditions and not image.renditions_pending:
        return ""
    size = (renditions[0].width, renditions[0].height) if renditions else image.placeholder_size(preset)
    attrs = {key.replace("_", "-"): value for key, value in attrs.items()}
    attrs["alt"] = image.default_alt_text if alt is None else alt
    attrs.setdefault("sizes", "(min-width: 60rem) 45rem, 100vw")
    if eager:
        attrs |= {"loading": "eager", "fetchpriority": "high"}
    else:
        attrs |= {"loading": "lazy", "decoding": "async"}
    if renditions:
        picture = _picture(tuple(renditions), path_of("rendition", "-"), image.shows_patient, **attrs)
    else:
        picture = _placeholder(size, attrs)
    covered = context.get("under_content_warning", ())
    if renditions and (eager or preset == "content") and _is_uncovered(context, image, covered):
        shown = ShownImage(image, renditions[-1], attrs["alt"], eager)  # the last format is JPEG
        picture = NotedPicture(picture, context.get("request"), shown)
    if not image.sensitive or image in covered:
        return picture
    if if_sensitive == "warn":
        return _content_warning(context, picture, 1, size)
    _count_sensitive(context)
    return picture if shows_sensitive(context.get("request")) else ""


def _is_uncovered(context, image, covered):
    """Return whether visitors see `image` at once, and not only after a content warning for it or those beside it."""
    is_sensitive = image.sensitive or any(other.sensitive for other in covered)
    return not is_sensitive or shows_sensitive(context.get("request"))


@lru_cache(maxsize=1024, typed=True)
def _picture(renditions, _prefix, shows_patient, **attrs):
    """Return a `<picture>` of `renditions`: one source for each format, and an `<img>` for other browsers.

    That of a patient has a class by which nothing is laid over it.

    It follows from the arguments alone, so what is kept cannot become stale. A page shows a dozen of them.
    https://html.spec.whatwg.org/multipage/embedded-content.html#the-picture-element
    """
    formats = {name: [rendition for rendition in renditions if rendition.format == name] for name in FORMATS}
    *sources, fallback = [group for group in formats.values() if group]
    first = fallback[0]
    image = {"src": first.url, "width": first.width, "height": first.height, "srcset": _srcset(fallback), **attrs}
    return format_html(
        "<picture{}>{}<img{}></picture>",
        flatatt({"class": "patient"} if shows_patient else {}),
        format_html_join(
            "",
            '<source srcset="{}" type="image/{}" sizes="{}">',
            ((_srcset(group), group[0].format, attrs["sizes"]) for group in sources),
        ),
        flatatt(image),
    )


def _placeholder(size, attrs):
    """Return a `<picture>` of a neutral area, which takes as much room as the image will."""
    own = {"src": static("cms/placeholder.svg"), "width": size[0], "height": size[1], "class": "placeholder"}
    return format_html("<picture><img{}></picture>", flatatt({**attrs, **own, "sizes": False}))


def _srcset(renditions):
    return ", ".join(f"{rendition.url} {rendition.width}w" for rendition in renditions)


def shown_image(image):
    """Return the image for `image`, an id or a reference, or None if it may not be shown."""
    return load_one(ContentImage, image) if isinstance(image, int) else load_visible(image)


@register.tag
def content_warning(parser, token):
    """Render one content warning for several images: `{% content_warning before after %}`."""
    images = [parser.compile_filter(bit) for bit in token.split_contents()[1:]]
    nodelist = parser.parse(["endcontent_warning"])
    parser.delete_first_token()
    return ContentWarningNode(images, nodelist)


class ContentWarningNode(template.Node):
    def __init__(self, images, nodelist):
        self.images = images
        self.nodelist = nodelist

    def render(self, context):
        images = list(filter(None, (shown_image(image.resolve(context)) for image in self.images)))
        with context.push(under_content_warning=images):
            content = self.nodelist.render(context)
        if not any(image.sensitive for image in images):
            return content
        return _content_warning(context, content, len(images), (images[0].width, images[0].height))


@register.filter
def has_sensitive(items):
    """Return whether any of `items` is sensitive."""
    return any(item.is_sensitive for item in items)


@register.filter
def shows_sensitive(request):
    """Return whether sensitive images are shown: the visitor chose to (`?show=sensitive`), or it is a preview."""
    if not request:
        return False
    return getattr(request, "is_preview", False) or request.GET.get("show") == "sensitive"


def _content_warning(context, pictures, number, size):
    """Return `pictures` if sensitive images are shown, else a content warning.

    Both have the same HTML id, so that the link “Show photographs” leads back to the same place.
    """
    request = context.get("request")
    warning = {
        "pictures": pictures if shows_sensitive(request) else "",
        "anchor": f"photographs-{_count_sensitive(context)}",
        "number": number,
        "width": size[0],
        "height": size[1],
    }
    return render_to_string("components/content_warning.html", warning, request)


def _count_sensitive(context):
    """Count the sensitive images of the response, for their anchors and for the button that hides them again."""
    request = context.get("request")
    if not request:
        return 1
    request.sensitive_pictures = getattr(request, "sensitive_pictures", 0) + 1
    return request.sensitive_pictures
