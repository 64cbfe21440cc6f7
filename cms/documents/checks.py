"""System checks for references to image, rendition and document models that the project has replaced."""

from django.apps import apps
from django.core.checks import Error, register
from wagtail.documents import get_document_model_string
from wagtail.documents.models import Document
from wagtail.images import get_image_model_string
from wagtail.images.models import Image, Rendition

from cms.plugins.placeholders.models import Placeholder


@register
def check_references_to_replaced_models(app_configs, **kwargs):
    """Report foreign keys and many-to-many fields to Wagtail's models that this project does not use.

    The tables of these models are empty: staff cannot choose an object, or the database rejects the row.
    """
    replaced = _replaced_models()
    return [
        Error(
            f"{field} refers to {field.related_model._meta.label}, but this project uses {used}.",
            hint=f"Refer to {used} with {reference}, in the field and in its migration.",
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
    """Return a dict from replaced models to the label of the model in use and the expression that refers to it."""
    image, document = get_image_model_string(), get_document_model_string()
    replaced = {}
    if image != "wagtailimages.Image":
        rendition = apps.get_model(image)._meta.get_field("renditions").related_model._meta.label
        replaced[Image] = (image, "`wagtail.images.get_image_model_string()`")
        replaced[Rendition] = (rendition, f"“{rendition}”")
    if document != "wagtaildocs.Document":
        replaced[Document] = (document, "`wagtail.documents.get_document_model_string()`")
    return replaced
