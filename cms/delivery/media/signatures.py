"""Signatures for images that are not public: the browser of a front end elsewhere sends no cookie of ours."""

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
    """Return `data`, an answer of the API, with signatures on images that are not served to everyone.

    `base` is what its addresses begin with. A signature is for one rendition, and holds as long as a preview does:
    for staff whatever the image is, for an app that reads private pages as far as consents allow.
    """
    start = base + reverse("rendition", args=["-"]).removesuffix("-")
    names = {text.removeprefix(start) for text in _texts(data) if text.startswith(start)}
    files = Rendition.objects.filter(file__in=[f"images/{name}" for name in names])
    with use_context(Channel.WEBSITE):
        hidden = files.exclude(image__in=public_images(channel=ANY_CHANNEL).values("pk"))
        hidden = list(hidden.values_list("file", flat=True))
    audience = PREVIEW if current_channel() == PREVIEW else "private"
    signed = {}
    for file in hidden:
        name = file.rpartition("/")[2]
        signed[start + name] = f"{start}{name}?preview={_signer.sign(f'{name}:{audience}')}"
    return _replaced(data, signed)


def holds(rendition, signature):
    """Return whether an answer that was given a short time ago shows `rendition` to the bearer of `signature`."""
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


def _texts(data):
    if isinstance(data, dict | list | tuple):
        for value in data.values() if isinstance(data, dict) else data:
            yield from _texts(value)
    elif isinstance(data, str):
        yield data


def _replaced(data, texts):
    if isinstance(data, dict):
        return {name: _replaced(value, texts) for name, value in data.items()}
    if isinstance(data, list | tuple):
        return [_replaced(value, texts) for value in data]
    return texts.get(data, data) if isinstance(data, str) else data
