"""Serve images: no web server hands out a file here before it was asked whether it may be shown."""

from django.http import FileResponse, Http404
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe
from wagtail.utils.sendfile import sendfile

from cms.context.channels import ANY_CHANNEL
from cms.context.request import current_context
from cms.delivery.media import signatures as previews
from cms.images.models import ContentImage, Rendition
from cms.images.renditions import presets
from cms.visibility import add_dependencies, public_images

TEN_MINUTES = 10 * 60


@require_safe
def serve_rendition(request, name):
    """Serve the rendition whose file has this name: to everyone while a public page shows it, and to staff always.

    Staff are known by their session, or by the signature that a preview elsewhere has; an app that reads private
    pages has signatures for their images, too.
    Everyone gets the renditions of presets; others are made for the admin, and one is as large as the original.
    An image that shows a patient is asked for each time, also by caches on the way, since a consent can end at any
    moment. Another one is kept for a short time, since staff may find out that it shows a patient.
    """
    rendition = Rendition.objects.filter(file=f"images/{name}").select_related("image").first()
    if rendition is None:
        raise Http404
    is_preset = rendition.filter_spec in presets.ALL_SPECS
    if is_preset and public_images(ContentImage.objects.filter(pk=rendition.image_id), ANY_CHANNEL).exists():
        response = _send(request, rendition.file)
        add_dependencies([rendition.image])
        if not (rendition.image.shows_patient or current_context().cache_hints.private):
            patch_cache_control(response, public=True, max_age=TEN_MINUTES)
        return response
    signature = request.GET.get("preview", "")
    if request.user.has_perm("wagtailadmin.access_admin") or (is_preset and previews.holds(rendition, signature)):
        current_context().cache_hints.private = True
        return _send(request, rendition.file)
    raise Http404


def _send(request, file):
    content_type = "image/avif" if file.name.endswith(".avif") else None  # not every Python knows it
    try:
        response = sendfile(request, file.path, mimetype=content_type)
    except NotImplementedError:  # a storage that lies elsewhere
        return FileResponse(file.open(), content_type=content_type)
    response.headers.pop("Content-Encoding", None)  # Wagtail writes “None” where there is none.
    return response
