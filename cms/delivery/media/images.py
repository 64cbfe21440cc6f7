"""Serve images. The response cache sends them again for as long as content is unchanged."""

from django.http import Http404
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from cms.context.channels import ANY_CHANNEL
from cms.context.request import current_context
from cms.delivery.media.files import send
from cms.delivery.media.signatures import is_valid_signature
from cms.images.blocked import blocked_response
from cms.images.models import ContentImage, Rendition
from cms.images.renditions import presets
from cms.visibility import add_dependencies, public_images

TEN_MINUTES = 10 * 60


@require_safe
def serve_rendition(request, name):
    """Serve the rendition with this file name, or raise Http404 if the user may not see it.

    - Everyone may see the preset renditions of an image that a public page shows. Other renditions are only for the
      admin; one of them is as large as the original.
    - Staff may see every rendition, except those of images that consents block: see `cms.images.blocked`.
    - A signature in the query string gives access to a preset rendition: see `cms.delivery.media.signatures`.

    Images of patients are revalidated on each use, also by shared caches, because a consent can end at any time.
    Other images are cached for a short time, because staff may mark them as showing a patient later.
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
    if request.user.has_perm("wagtailadmin.access_admin") or (is_preset and is_valid_signature(rendition, signature)):
        current_context().cache_hints.private = True
        size = rendition.width, rendition.height
        return blocked_response(request, rendition.image, rendition.filter_spec, size) or _send(
            request, rendition.file
        )
    raise Http404


def _send(request, file):
    extension = file.name.rpartition(".")[2]
    return send(request, file, media_type=f"image/{'jpeg' if extension == 'jpg' else extension}")
