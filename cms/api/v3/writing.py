"""Writing pages by the API v3: Wagtail's endpoints, refused where they would lose something."""

import json
from functools import wraps

from django.shortcuts import get_object_or_404
from ninja.errors import HttpError
from wagtail.api.v3.routers import pages as wagtail_pages
from wagtail.api.v3.schemas import BasePageSchema
from wagtail.models import Page

from cms.pages.blocks.lossless import missing_types


def without_unknown_fields(view):
    """Refuse to write fields that are none, or not `writable`. Wagtail leaves them out and says nothing."""

    @wraps(view)
    def checked(request, *args, **kwargs):
        sent = json.loads(request.body)
        if unknown := set(sent) - set(type(kwargs["data"]).model_fields):
            raise HttpError(422, f"Not a field of this page that can be written: {', '.join(sorted(unknown))}.")
        for kind in _blocks_without_value(sent):
            raise HttpError(422, f"A block of type “{kind}” has no “value”.")
        return view(request, *args, **kwargs)

    return checked


def _blocks_without_value(sent):
    """Yield the types of blocks in `sent`, however deep, that have no value: Wagtail takes one for granted."""
    match sent:
        case dict():
            for one in sent.values():
                yield from _blocks_without_value(one)
        case list():
            for one in sent:
                if isinstance(one, dict) and "type" in one and "value" not in one:
                    yield one["type"]
                yield from _blocks_without_value(one)


def without_losing_blocks(view):
    """Refuse to write over blocks of missing types: who reads does not see them, and so would not send them back."""

    @wraps(view)
    def checked(request, *args, **kwargs):
        page = get_object_or_404(Page, pk=kwargs["page_id"]).get_latest_revision_as_object()
        for name in json.loads(request.body) if page.permissions_for_user(request.user).can_edit() else ():
            if types := set(missing_types(getattr(page, name, None))):
                raise HttpError(
                    422,
                    f"“{name}” holds blocks of a missing type ({', '.join(sorted(types))}), which would be lost. "
                    "Enable their content type, or delete them in the editor.",
                )
        return view(request, *args, **kwargs)

    return checked


WRITES = [
    ("post", "/", without_unknown_fields(wagtail_pages.create_page), {201: BasePageSchema}),
    (
        "patch",
        "/{int:page_id}/",
        without_losing_blocks(without_unknown_fields(wagtail_pages.update_page)),
        BasePageSchema,
    ),
    ("delete", "/{int:page_id}/", wagtail_pages.delete, {204: None}),
    ("post", "/{int:page_id}/actions/publish/", wagtail_pages.publish, BasePageSchema),
    ("post", "/{int:page_id}/actions/unpublish/", wagtail_pages.unpublish, BasePageSchema),
    ("post", "/{int:page_id}/actions/move/", wagtail_pages.move, BasePageSchema),
]
"""Method, address, view and response schema of each endpoint.

Wagtail's responses hold the saved page with all its content. The response schemas here only identify the page.
"""
