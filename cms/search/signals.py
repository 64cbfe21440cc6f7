"""Keep the indexes in step with pages, in the transaction that changes them."""

from django.apps import apps
from django.db.models.signals import post_delete, post_save, pre_delete
from wagtail.models import Page, get_page_models

from cms.pages.search_index import is_draft_save
from cms.plugins.placeholders.models import Placeholder
from cms.search.index import index_by_ids, index_draft, index_pages, referring_page_ids
from cms.search.tasks import index_referring_pages


def register_signal_handlers():
    """Register the handlers of all page types, and of the models in their `search_sources`."""
    page_models = [model for model in get_page_models() if not issubclass(model, Placeholder)]
    for model in {Page, *page_models}:
        post_save.connect(index_page, sender=model)
    for label in {label for model in page_models for label in getattr(model, "search_sources", ())}:
        source = apps.get_model(label)
        post_save.connect(index_pages_of_source, sender=source)
        pre_delete.connect(remember_referring_pages, sender=source)
        post_delete.connect(index_remembered_pages, sender=source)


def index_page(sender, instance, update_fields=None, raw=False, **kwargs):
    """Index a page after it, or a draft of it, is saved. Deleting it removes its entries by the foreign keys."""
    if raw:
        return
    if not is_draft_save(sender, update_fields):
        index_pages([instance.specific if type(instance) is Page else instance])
    elif "latest_revision" in update_fields:
        index_draft(instance.get_latest_revision_as_object() if type(instance) is Page else instance)


def index_pages_of_source(sender, instance, created, raw=False, **kwargs):
    """Index the pages whose searchable text contains an object that was changed, by a task: they may be many."""
    if not (raw or created):
        index_referring_pages.enqueue(sender._meta.label, str(instance.pk))


def remember_referring_pages(sender, instance, **kwargs):
    instance.pages_of_source = referring_page_ids(sender, instance.pk)


def index_remembered_pages(sender, instance, **kwargs):
    index_by_ids(instance.pages_of_source)
