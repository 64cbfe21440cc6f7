"""Scrub a staging copy: keep what every visitor of the site may read, except patients, and remove all else.

What is kept is listed, so that a table that nobody thought of is emptied. Accounts are removed with their second
factors, sessions and tokens: `manage.py setup` makes a new administrator.
"""

from io import StringIO
from urllib.parse import urlsplit

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection, models, transaction
from modelcluster.fields import ParentalKey
from wagtail.documents import get_document_model
from wagtail.models import Page, Site
from wagtail.snippets.models import get_snippet_models

from cms.audit_trail import append_only
from cms.consent.models import Consent, ConsentRequired
from cms.images.models import ContentImage
from cms.visibility import public_documents, public_images, public_objects, public_pages

KEPT_APPS = {
    "auth": {"Group", "Permission"},
    "cms_claims": {"Claim"},
    "cms_content_stamp": {"ContentChange"},
    "cms_documents": {"ContentDocument"},
    "cms_images": {"ContentImage", "Rendition"},
    "cms_pages": {"PageTag"},
    "cms_plugins": {"SchemaSnapshot"},
    "cms_review": {"ApprovalTask", "MedicalReviewTask"},
    "cms_roles": {"GrantedPermission", "RoleGroup"},
    "cms_search": {"Synonyms"},
    "cms_sites": {"Menus", "Practice"},
    "contenttypes": {"ContentType"},
    "taggit": {"Tag", "TaggedItem"},
    "wagtailcore": {
        *("Collection", "GroupCollectionPermission", "GroupPagePermission", "Locale", "Page", "ReferenceIndex"),
        *("Site", "Task", "GroupApprovalTask", "Workflow", "WorkflowContentType", "WorkflowPage", "WorkflowTask"),
    },
    "wagtailembeds": {"Embed"},
    "wagtailredirects": {"Redirect"},
}
"""Models of the core, Wagtail and Django that are kept, by app. Of content types, pages and snippets are kept."""


class NotInstalledError(Exception):
    """A content type whose content cannot be examined."""


def scrub():
    """Remove everything from the database and the storage that not every visitor may read, and all of patients.

    Raises:
        NotInstalledError: content of a content type that does not run is stored. Nothing was changed.
    """
    if orphaned := [name for name, found in settings.CONTENT_TYPES.items() if found.has_orphaned_data]:
        raise NotInstalledError(", ".join(orphaned))
    with transaction.atomic():
        files = [*_remove_files_except_public(), *_remove_patients()]
        _remove_unpublished()
        _empty_tables()
        _set_address()
    for storage, name in files:
        storage.delete(name)
    for command, options in (
        ("remove_orphaned_files", {"delete": True, "minutes": 0}),
        ("rebuild_references_index", {}),
        ("update_index", {}),
    ):
        call_command(command, **options, verbosity=0, stdout=StringIO())


def is_kept(model):
    """Return whether rows of `model` may be kept: see `KEPT_APPS`."""
    if model._meta.auto_created:  # the table of a many-to-many relation
        return all(is_kept(field.related_model) for field in model._meta.fields if field.is_relation)
    label = model._meta.app_label
    if label in KEPT_APPS or label not in settings.CONTENT_TYPES:
        return model.__name__ in KEPT_APPS.get(label, ())
    return (
        issubclass(model, Page)
        or model in get_snippet_models()
        or any(isinstance(field, ParentalKey) for field in model._meta.fields)
    )


def tables():
    """Return all models with a table."""
    return [model for model in apps.get_models(include_auto_created=True) if model._meta.managed]


def _remove_files_except_public():
    """Remove images and documents that no public content shows, before the pages that tell so are removed."""
    for model, public in ((ContentImage, public_images()), (get_document_model(), public_documents())):
        yield from _remove(model.objects.exclude(pk__in=list(public.values_list("pk", flat=True))))


def _remove_patients():
    """Remove the rows of all models that need a consent or have one."""
    for model in apps.get_models():
        if issubclass(model, ConsentRequired):
            yield from _remove(model._base_manager.filter(_shows_patient(model)))
    yield from (
        (form.storage, form.name) for form in (consent.signed_form for consent in Consent.objects.all()) if form
    )


def _shows_patient(model):
    """Return a Q for the rows of `model` that show a patient, or have a consent although they do not."""
    shows = models.Q(consent__isnull=False)
    for needed in model.required_coverage.values():
        if needed is True:
            return models.Q()
        shows |= ~models.Q(**{needed: model._meta.get_field(needed).get_default()})
    return shows


def _remove(queryset):
    """Delete the objects of `queryset`, and yield the storage and name of each file of theirs."""
    found = list(queryset)
    for one in found:
        for name in [field.name for field in one._meta.fields if isinstance(field, models.FileField)]:
            if file := getattr(one, name):
                yield file.storage, file.name
        for rendition in one.renditions.all() if hasattr(one, "renditions") else ():
            yield rendition.file.storage, rendition.file.name
    type_of(queryset).filter(pk__in=[one.pk for one in found]).delete()


def type_of(queryset):
    """Return a queryset that deletes as the model does: that of pages also removes them from the tree."""
    return Page.objects if issubclass(queryset.model, Page) else queryset.model._default_manager


def _remove_unpublished():
    """Remove pages and snippets that are not public: drafts, expired and private ones."""
    public = set(public_pages(Page.objects.all()).values_list("path", flat=True))
    roots = set(Page.objects.filter(depth=1).values_list("path", flat=True))
    step = Page.steplen
    kept = {path[:end] for path in public | roots for end in range(step, len(path) + 1, step)}
    Page.objects.exclude(path__in=kept).delete()
    for model in get_snippet_models():
        if is_kept(model):
            public_keys = list(public_objects(model._default_manager.all()).values_list("pk", flat=True))
            model._default_manager.exclude(pk__in=public_keys).delete()


def _empty_tables():
    """Delete all rows of all models that are not kept, after the references of kept rows to them are removed."""
    emptied = {model for model in tables() if not is_kept(model)}
    for model in tables():
        if model in emptied:
            continue
        nulled = {
            field.attname: None
            for field in model._meta.local_fields
            if field.is_relation and field.related_model in emptied
        }
        if nulled:
            model._base_manager.update(**nulled)
        if model is Page:
            model._base_manager.update(has_unpublished_changes=False, locked=False, locked_at=None)
    append_only.lift(connection)  # the audit trail names members of staff
    with connection.cursor() as cursor:
        for model in emptied:  # by SQL: some models refuse to be deleted
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(model._meta.db_table)}")  # noqa: S608
    append_only.protect(connection)


def _set_address():
    """Give the default site the address of this copy. Otherwise its links would lead to production."""
    address = urlsplit(settings.BASE_URL)
    port = address.port or {"http": 80, "https": 443}[address.scheme]
    for site in Site.objects.filter(is_default_site=True):
        site.hostname, site.port = address.hostname, port
        site.save()
