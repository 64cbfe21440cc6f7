"""The conditions that documents have to meet before a page that links to them is published."""

from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext as _
from wagtail.models import ReferenceIndex

from cms.documents.models import ContentDocument


def document_problems(instance, at=None):
    """Return the problems of the documents of `instance`: a list of `(None, sentence for staff)`."""
    return [
        (None, _("The document “{title}” cannot be shown. {problem}").format(title=document.title, problem=problem))
        for document in documents_of(instance).select_related("consent")
        if (problem := document.consent_problem(at))
    ]


def documents_of(instance):
    """Return the documents that `instance` links to in its fields, blocks and child objects."""
    wanted = ContentType.objects.get_for_model(ContentDocument).pk
    # Wagtail has no public method that extracts references of an unsaved instance.
    references = ReferenceIndex._extract_references_from_object(instance)
    return ContentDocument.objects.filter(pk__in={pk for type_id, pk, *_path in references if type_id == wanted})
