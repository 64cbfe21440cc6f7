"""Pictures that are not public, in the preview of a front end elsewhere: the browser sends it no cookie of ours."""

from datetime import timedelta

from django.conf import settings
from django.core.signing import BadSignature, TimestampSigner
from django.urls import reverse

from cms.consent.rule import ANYWHERE

from .models import ContentImage, Rendition, shown_now

_signer = TimestampSigner(salt="cms.images.previews")


def with_signatures(data, base):
    """Return `data`, what the API is about to answer a preview, with signatures on what is not served without them.

    `base` is what its addresses begin with. A signature is for one rendition, and holds as long as a preview does.
    """
    start = base + reverse("rendition", args=["-"]).removesuffix("-")
    names = {text.removeprefix(start) for text in _texts(data) if text.startswith(start)}
    files = Rendition.objects.filter(file__in=[f"images/{name}" for name in names])
    hidden = files.exclude(image__in=shown_now(ContentImage.objects.all(), ANYWHERE).values("pk"))
    signed = {}
    for file in hidden.values_list("file", flat=True):
        name = file.rpartition("/")[2]
        signed[start + name] = f"{start}{name}?preview={_signer.sign(name)}"
    return _replaced(data, signed)


def holds(name, signature):
    """Say whether a preview that was opened a short time ago shows the rendition whose file has this name."""
    try:
        return _signer.unsign(signature, max_age=timedelta(minutes=settings.PREVIEW_MINUTES)) == name
    except BadSignature:
        return False


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
