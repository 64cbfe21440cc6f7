"""Keep the search index in step with pages."""

from django.db.models.signals import post_delete, post_save
from modelsearch.signal_handlers import post_delete_signal_handler, post_save_signal_handler
from wagtail.models import get_page_models

from cms.content_stamp.exemptions import COLUMNS

UNPUBLISHED = COLUMNS["wagtailcore_page"]
"""Columns that saving a draft changes. The index shows none of them."""


def index_page(sender, instance, update_fields=None, **kwargs):
    """Update the index after a page is saved, unless a draft was saved. It receives the signal `post_save`."""
    columns = {sender._meta.get_field(name).attname for name in update_fields or ()}
    if not columns or not columns <= UNPUBLISHED:
        post_save_signal_handler(instance, **kwargs)


def register_signal_handlers():
    """Register the handlers of the pages that declare `search_auto_update = False`."""
    for model in get_page_models():
        if not getattr(model, "search_auto_update", True):
            post_save.connect(index_page, sender=model)
            post_delete.connect(post_delete_signal_handler, sender=model)
