"""System checks: no model refers to an image, rendition or document model that the project has replaced."""

from django.apps import apps
from django.core.checks import Error, register
from wagtail.documents import get_document_model_string
from wagtail.documents.models import Document
from wagtail.images import get_image_model_string
from wagtail.images.models import Image, Rendition

from cms.plugins.placeholders.models import Placeholder


@register
def check_references_to_replaced_models(app_configs, **kwargs):
    """Find foreign keys and many-to-many fields to Wagtail's own models where the project has models of its own.

    Such a field offers rows of a table that nobody fills: staff can choose nothing, or the database refuses the row.
    """
    replaced = _replaced_models()
    return [
        Error(
            f"{field} refers to {field.related_model._meta.label}, in whose place this project uses {used}.",
            hint=f"Refer to {used} by {reference}, in the field and in its migration.",
            obj=model,
            id="cms_documents.E001",
        )
        for model in apps.get_models()
        if model._meta.app_label not in ("wagtailimages", "wagtaildocs") and not issubclass(model, Placeholder)
        for field in (*model._meta.local_fields, *model._meta.local_many_to_many)
        if field.related_model in replaced
        for used, reference in [replaced[field.related_model]]
    ]


def _replaced_models():
    """Return a dict: each model that is not used, to the label of the model in use and the way to refer to that."""
    image, document = get_image_model_string(), get_document_model_string()
    found = {}
    if image != "wagtailimages.Image":
        rendition = apps.get_model(image)._meta.get_field("renditions").related_model._meta.label
        found[Image] = (image, "`wagtail.images.get_image_model_string()`")
        found[Rendition] = (rendition, f"“{rendition}”")
    if document != "wagtaildocs.Document":
        found[Document] = (document, "`wagtail.documents.get_document_model_string()`")
    return found
