"""Serves pictures: no web server hands out a file here before the rule was asked."""

from django.http import FileResponse, Http404
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe
from wagtail.utils.sendfile import sendfile

from cms.consent.rule import ANYWHERE

from . import presets, previews
from .models import ContentImage, Rendition, shown_now

TEN_MINUTES = 10 * 60


@require_safe
def serve_rendition(request, name):
    """Serve the rendition whose file has this name: to everyone while it may be shown, and to staff always.

    Staff are known by their session, or by the signature that a preview elsewhere has.
    Everyone gets those of the presets; others are made for the admin, and one of them is as large as the original.
    What shows a patient is asked for each time, also by caches on the way, since a consent can end at any moment.
    What does not is kept for a short time, since staff may find out that it does.
    """
    rendition = Rendition.objects.filter(file=f"images/{name}").select_related("image").first()
    if rendition is None:
        raise Http404
    image = ContentImage.objects.filter(pk=rendition.image_id)
    is_preset = rendition.filter_spec in presets.ALL_SPECS
    if is_preset and shown_now(image, ANYWHERE).exists():
        response = _send(request, rendition.file)
        if rendition.image.shows_patient:
            patch_cache_control(response, no_cache=True)
        else:
            patch_cache_control(response, public=True, max_age=TEN_MINUTES)
        return response
    if request.user.has_perm("wagtailadmin.access_admin") or (
        is_preset and previews.holds(name, request.GET.get("preview", ""))
    ):
        response = _send(request, rendition.file)
        patch_cache_control(response, private=True, no_store=True)
        return response
    raise Http404


def _send(request, file):
    content_type = "image/avif" if file.name.endswith(".avif") else None  # not every Python knows it
    try:
        response = sendfile(request, file.path, mimetype=content_type)
        response.headers.pop("Content-Encoding", None)  # Wagtail writes “None” where there is none.
        return response
    except NotImplementedError:  # a storage that lies elsewhere
        return FileResponse(file.open(), content_type=content_type)
