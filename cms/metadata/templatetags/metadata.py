from urllib.parse import urljoin

from django import template

from cms.metadata.share_image import HEIGHT, WIDTH, version_of
from cms.pages.templatetags.cms_images import shown_image

register = template.Library()
NAME, SPECIALTY_AND_PLACE = template.Variable("practice.name"), template.Variable("practice.specialty_and_place")


@register.simple_tag(takes_context=True)
def title_suffix(context):
    """Return what follows the words of a `<title>`: specialty and place, and the name of the practice.

    Nothing follows a title that staff wrote for search engines.
    """
    page, practice = context.get("page"), context.get("practice")
    if practice is None or getattr(page, "seo_title", ""):  # an error page may be rendered without a request
        return ""
    parts = (practice.specialty_and_place, practice.name)
    return "".join(f" – {part}" for part in parts if part and part != getattr(page, "title", ""))


@register.simple_tag(takes_context=True)
def share_image(context, title, url, image=None):
    """Return what other sites show for a link to the page at `url`: `url`, `width`, `height` and `description`.

    It is `image`, an id or a reference, or else one with the `title`. Images of patients and sensitive images are not
    for other sites, which keep copies. Return None for a page without an address.
    """
    if not url:
        return None
    shown = shown_image(image)
    if rendition := shown and shown.social_rendition():
        return {
            "url": urljoin(url, rendition.url),
            "width": rendition.width,
            "height": rendition.height,
            "description": shown.description,
        }
    version = version_of(title, NAME.resolve(context), SPECIALTY_AND_PLACE.resolve(context))
    return {"url": f"{url}share.png?v={version}", "width": WIDTH, "height": HEIGHT, "description": title}
