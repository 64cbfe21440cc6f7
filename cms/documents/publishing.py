"""The conditions that documents have to meet before a page that links to them is published."""

from django.contrib.contenttypes.models import ContentType
from wagtail.models import ReferenceIndex

from cms.documents.models import ContentDocument


def document_problems(instance, at=None):
    """Return what keeps the documents of `instance` from being shown: `(None, sentence for staff)` for each."""
    return [
        (None, f"The document “{document.title}” cannot be shown. {problem}")
        for document in documents_of(instance).select_related("consent")
        if (problem := document.consent_problem(at))
    ]


def documents_of(instance):
    """Return the documents that `instance` links to, wherever in its fields, blocks and child objects."""
    wanted = ContentType.objects.get_for_model(ContentDocument).pk
    # The function with which Wagtail indexes references. It reads the instance as it is, saved or not.
    found = ReferenceIndex._extract_references_from_object(instance)
    return ContentDocument.objects.filter(pk__in={pk for type_id, pk, *_path in found if type_id == wanted})
