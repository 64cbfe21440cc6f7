"""Pages shown as cards: title, summary and picture of other pages, in a number of queries that does not grow."""

from cms.images.models import ContentImage, prefetch_renditions
from cms.images.representation import image_representation

from .public import public_pages


def attach_images(pages):
    """Give each of `pages` its listing image with its renditions, in two queries."""
    ids = {page.listing_image_id for page in pages if getattr(page, "listing_image_id", None)}
    images = ContentImage.objects.in_bulk(ids) if ids else {}
    prefetch_renditions(list(images.values()))
    for page in pages:
        if getattr(page, "listing_image_id", None) in images:
            page.listing_image = images[page.listing_image_id]
    return pages


def card_pages(queryset, most=None):
    """Return the public pages of `queryset` (at most so many) as specific pages with their images, in its order."""
    return attach_images(list(public_pages(queryset).defer_streamfields().specific()[:most]))


def card_representation(page, request):
    """Return `page` as a card for the API: enough to show a link to it without another request."""
    return {
        "id": page.pk,
        "type": page._meta.label,
        "title": page.title,
        "html_url": page.get_full_url(request),
        "summary": getattr(page, "summary", ""),
        "image": image_representation(getattr(page, "listing_image", None), request),
    }
