"""Keep Wagtail's search index in step with objects that have drafts. For pages, `cms.search` has its own."""

from django.db.models.signals import post_delete, post_save
from modelsearch.index import get_indexed_models
from modelsearch.signal_handlers import post_delete_signal_handler, post_save_signal_handler
from wagtail.models import Page

from cms.content_stamp.exemptions import COLUMNS

UNPUBLISHED = COLUMNS["wagtailcore_page"]
"""Columns that saving a draft changes. No index shows any of them."""


def is_draft_save(sender, update_fields):
    """Return whether saving `update_fields`, or all fields if it is empty, changes nothing but a draft."""
    columns = {sender._meta.get_field(name).attname for name in update_fields or ()}
    return bool(columns) and columns <= UNPUBLISHED


def index_object(sender, instance, update_fields=None, **kwargs):
    """Update the index after an object is saved, unless a draft was saved. It receives the signal `post_save`."""
    if not is_draft_save(sender, update_fields):
        post_save_signal_handler(instance, **kwargs)


def register_signal_handlers():
    """Register the handlers of the models that declare `search_auto_update = False`, except pages."""
    for model in get_indexed_models():
        if not issubclass(model, Page) and not getattr(model, "search_auto_update", True):
            post_save.connect(index_object, sender=model)
            post_delete.connect(post_delete_signal_handler, sender=model)
