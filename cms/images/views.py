from django.shortcuts import get_object_or_404
from wagtail.images.views import images

from cms.images.blocked import blocked_response
from cms.images.models import ContentImage


def preview(request, image_id, filter_spec):
    """Wagtail's view that sends an image of the admin, up to the original, for images that are not blocked."""
    image = get_object_or_404(ContentImage, pk=image_id)
    return blocked_response(request, image, filter_spec, (image.width, image.height)) or images.preview(
        request, image_id, filter_spec
    )
