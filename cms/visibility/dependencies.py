"""Cache hints for the objects and lists that a response depends on."""

from django.db.models import Model
from wagtail.documents import get_document_model
from wagtail.models import Page

from cms.consent.models import ConsentRequired
from cms.context.request import current_context
from cms.images.models import ContentImage
from cms.visibility.ending import Ending


def add_dependencies(objects):
    """Add cache keys of `objects` to the current response, and whether they show a patient or may end."""
    hints = current_context().cache_hints
    for instance in objects:
        if isinstance(instance, Model) and instance.pk:
            hints.keys.add(f"{kind_of(type(instance))}-{instance.pk}")
            hints.must_revalidate |= isinstance(instance, Ending) or _shows_patient(instance)


def add_list_dependency(model):
    """Add the cache key of lists of `model` to the current response, which changes when an object is added."""
    current_context().cache_hints.keys.add(f"{kind_of(model)}s")


def kind_of(model):
    """Return the type of `model` in cache keys, such as "page"."""
    if issubclass(model, Page):
        return "page"
    if issubclass(model, ContentImage):
        return "image"
    return "document" if issubclass(model, get_document_model()) else model._meta.model_name


def _shows_patient(instance):
    if isinstance(instance, ConsentRequired):
        return bool(instance.needed_coverage())
    model = instance.specific_class if type(instance) is Page else type(instance)
    return model is not None and issubclass(model, ConsentRequired)
