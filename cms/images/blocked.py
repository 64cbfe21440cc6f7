"""Images that consents block, and the staff who see them nevertheless. docs/consent.md has the rules for staff."""

from datetime import timedelta

from django.http import HttpResponse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from cms.consent.policy import permitted
from cms.context.channels import ANY_CHANNEL
from cms.images.models import ContentImage

VIEW_BLOCKED = "cms_images.view_blocked_image"
"""The permission to see blocked images, and the action by which each look is logged."""
THUMBNAIL = "max-165x165"
"""The filter by which Wagtail's lists and choosers show images."""
UPLOADER_SEES = timedelta(days=7)
"""For how long after the upload those who uploaded an image see its thumbnail, while no consent is chosen for it."""


def is_blocked(image):
    """Return whether the consent of `image`, or its absence, forbids to show it on all channels."""
    return not permitted(ContentImage.objects.filter(pk=image.pk), ANY_CHANNEL).exists()


def is_hidden(image, user):
    """Return whether `image` is blocked and `user` may not see it nevertheless."""
    return not user.has_perm(VIEW_BLOCKED) and is_blocked(image)


def blocked_response(request, image, filter_spec, size):
    """Return the placeholder of `size` that `request` gets in place of a blocked image, or None if it gets the image.

    A look at a blocked image is logged, unless it is the thumbnail.
    """
    if not is_blocked(image):
        return None
    if request.user.has_perm(VIEW_BLOCKED):
        if filter_spec != THUMBNAIL:
            log(image, VIEW_BLOCKED, user=request.user)
        return None
    if filter_spec == THUMBNAIL and is_fresh_upload(image, request.user):
        return None
    return _placeholder(*size)


def is_fresh_upload(image, user):
    """Return whether `user` has uploaded `image` in the last days, and no consent is chosen for it."""
    return (
        image.uploaded_by_user_id is not None
        and image.uploaded_by_user_id == user.pk
        and image.consent_id is None
        and image.created_at > timezone.now() - UPLOADER_SEES
    )


def _placeholder(width, height):
    """Return a grey SVG. It is no error, of which a list of images would log many."""
    svg = format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" width="{w}" height="{h}" viewBox="0 0 {w} {h}">'
        '<rect width="100%" height="100%" fill="#6b6b6b"/>'
        '<text x="50%" y="50%" text-anchor="middle" dominant-baseline="middle" font-family="sans-serif"'
        ' font-size="{size}" fill="#fff">{text}</text></svg>',
        w=width,
        h=height,
        size=width // 12,
        text=_("Hidden: no consent"),
    )
    return HttpResponse(
        svg,
        content_type="image/svg+xml",
        headers={
            "Cache-Control": "private, no-store",
            "Content-Security-Policy": "default-src 'none'",
            "X-Content-Type-Options": "nosniff",
        },
    )
