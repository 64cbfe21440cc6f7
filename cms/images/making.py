"""Make the renditions of an image that the site and the API show."""

from contextlib import suppress

from django.db import transaction
from wagtail.images.models import Filter

from cms.consent.models import Consent
from cms.images.models import ContentImage, Rendition
from cms.images.renditions import presets
from cms.images.renditions.scaling import scaled_filters
from cms.uploads.storage import store_file

FILE = Rendition._meta.get_field("file")


def missing_filters(image):
    """Return the filters of those renditions of `image` that do not exist."""
    if image.is_svg():
        return []
    existing = set(image.renditions.values_list("filter_spec", "focal_point_key"))
    filters = [Filter(spec) for spec in presets.all_specs(image.width, image.height)]
    return [one for one in filters if (one.spec, one.get_cache_key(image)) not in existing]


def make_renditions(image):
    """Make the missing renditions of `image`.

    Files are written first, without a lock. Then their rows are written, all together, if the image still has the
    file that they were made from, and its consent was not withdrawn. Otherwise, and after any error, the files are
    removed.
    """
    filters = missing_filters(image)
    if not filters or (image.consent and image.consent.withdrawn_at):
        return
    written = []
    try:
        for filter_ in scaled_filters(image, filters):
            written.append(_write(image, filter_))
        with transaction.atomic():
            kept = _still_missing(image, written)
            Rendition.objects.bulk_create(kept)
    except BaseException:
        _delete(written)
        raise
    _delete([rendition for rendition in written if rendition not in kept])


def _write(image, filter_):
    """Write the file of a rendition, and return its row, which is not saved. No incomplete file is left."""
    width, height = filter_.scaled_image.get_size()
    rendition = Rendition(
        image=image,
        filter_spec=filter_.spec,
        focal_point_key=filter_.get_cache_key(image),
        width=width,
        height=height,
    )
    file = image.generate_rendition_file(filter_)
    rendition.file = store_file(FILE, rendition, file.name, file)
    return rendition


def _still_missing(image, renditions):
    """Return those of `renditions` that are to be kept, and lock what this depends on.

    A withdrawal locks the consent before it deletes the files of the renditions that it finds. So it either finds
    these, or is seen here. This locks in the same order, so that neither waits for the other one. Whoever changes the
    consent of an image enqueues a task of its own.
    """
    consent = image.consent_id and Consent.objects.select_for_update().filter(pk=image.consent_id).first()
    stored = ContentImage.objects.select_for_update().filter(pk=image.pk, file=image.file.name).first()
    if stored is None or stored.consent_id != image.consent_id or (consent and consent.withdrawn_at):
        return []
    missing = {(one.spec, one.get_cache_key(image)) for one in missing_filters(stored)}
    return [one for one in renditions if (one.filter_spec, one.focal_point_key) in missing]


def _delete(renditions):
    for rendition in renditions:
        with suppress(OSError):  # Such a file is removed by `remove_orphaned_files`.
            FILE.storage.delete(rendition.file.name)
