"""Signed URLs for images that are not public. A front end on another host sends no session cookie for them."""

from datetime import timedelta

from django.conf import settings
from django.core.signing import BadSignature, TimestampSigner
from django.urls import reverse

from cms.context.channels import ANY_CHANNEL, PREVIEW, Channel
from cms.context.request import current_channel, use_context
from cms.images.models import ContentImage, Rendition
from cms.visibility import Audience, public_images

_signer = TimestampSigner(salt="cms.images.previews")


def with_signatures(data, base):
    """Return `data`, the content of an API response, with signatures added to the URLs of images that are not public.

    `base` is the scheme and host of these URLs. A signature is for one rendition and expires after
    `PREVIEW_MINUTES`. A signature from a preview is valid for any image; one for an app that reads private pages is
    valid only while consents allow the image.
    """
    prefix = base + reverse("rendition", args=["-"]).removesuffix("-")
    names = {text.removeprefix(prefix) for text in _iterate_texts(data) if text.startswith(prefix)}
    files = Rendition.objects.filter(file__in=[f"images/{name}" for name in names])
    with use_context(Channel.WEBSITE):
        hidden = files.exclude(image__in=public_images(channel=ANY_CHANNEL).values("pk"))
        hidden = list(hidden.values_list("file", flat=True))
    audience = PREVIEW if current_channel() == PREVIEW else "private"
    signed = {}
    for file in hidden:
        name = file.rpartition("/")[2]
        signed[prefix + name] = f"{prefix}{name}?preview={_signer.sign(f'{name}:{audience}')}"
    return _replace_texts(data, signed)


def is_valid_signature(rendition, signature):
    """Return whether `signature` is valid for `rendition`, has not expired, and still gives access to the image."""
    try:
        signed = _signer.unsign(signature, max_age=timedelta(minutes=settings.PREVIEW_MINUTES))
    except BadSignature:
        return False
    name, _colon, audience = signed.partition(":")
    if name != rendition.file.name.rpartition("/")[2]:
        return False
    if audience == PREVIEW:
        return True
    with use_context(Channel.WEBSITE, Audience(can_read_restricted=True)):
        return public_images(ContentImage.objects.filter(pk=rendition.image_id), ANY_CHANNEL).exists()


def _iterate_texts(data):
    if isinstance(data, dict | list | tuple):
        for value in data.values() if isinstance(data, dict) else data:
            yield from _iterate_texts(value)
    elif isinstance(data, str):
        yield data


def _replace_texts(data, texts):
    if isinstance(data, dict):
        return {name: _replace_texts(value, texts) for name, value in data.items()}
    if isinstance(data, list | tuple):
        return [_replace_texts(value, texts) for value in data]
    return texts.get(data, data) if isinstance(data, str) else data
