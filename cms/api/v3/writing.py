"""Write endpoints of the API v3: Wagtail's, but requests that would lose data are rejected."""

import json
from functools import wraps

from django.shortcuts import get_object_or_404
from ninja.errors import HttpError
from wagtail.api.v3.routers import pages as wagtail_pages
from wagtail.api.v3.schemas import BasePageSchema
from wagtail.models import Page

from cms.pages.blocks.lossless import missing_types


def reject_unknown_fields(view):
    """Reject unknown and read-only fields, which Wagtail ignores silently."""

    @wraps(view)
    def wrapper(request, *args, **kwargs):
        body = json.loads(request.body)
        if unknown := set(body) - set(type(kwargs["data"]).model_fields):
            raise HttpError(422, f"Unknown or read-only fields: {', '.join(sorted(unknown))}.")
        for block_type in _blocks_without_value(body):
            raise HttpError(422, f"A block of type “{block_type}” has no “value”.")
        return view(request, *args, **kwargs)

    return wrapper


def _blocks_without_value(data):
    """Yield the types of all blocks in `data`, at any depth, without a value. Wagtail does not validate this."""
    match data:
        case dict():
            for value in data.values():
                yield from _blocks_without_value(value)
        case list():
            for item in data:
                if isinstance(item, dict) and "type" in item and "value" not in item:
                    yield item["type"]
                yield from _blocks_without_value(item)


def protect_missing_blocks(view):
    """Reject updates of a field that has blocks of a type that is not installed or enabled.

    The API does not show these blocks to clients, so a new value of the field would delete them.
    """

    @wraps(view)
    def wrapper(request, *args, **kwargs):
        page = get_object_or_404(Page, pk=kwargs["page_id"]).get_latest_revision_as_object()
        for name in json.loads(request.body) if page.permissions_for_user(request.user).can_edit() else ():
            if types := set(missing_types(getattr(page, name, None))):
                raise HttpError(
                    422,
                    f"“{name}” contains blocks of a missing type ({', '.join(sorted(types))}), which would be lost. "
                    "Enable their content type, or delete them in the editor.",
                )
        return view(request, *args, **kwargs)

    return wrapper


WRITES = [
    ("post", "/", reject_unknown_fields(wagtail_pages.create_page), {201: BasePageSchema}),
    (
        "patch",
        "/{int:page_id}/",
        protect_missing_blocks(reject_unknown_fields(wagtail_pages.update_page)),
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
