"""Visibility of images, documents, and objects of other models."""

from django.contrib.contenttypes.models import ContentType
from django.db.models import BigIntegerField, Case, CharField, Exists, OuterRef, Q, When
from django.db.models.functions import Cast
from django.utils import timezone
from wagtail.documents import get_document_model
from wagtail.models import Page, ReferenceIndex

from cms.consent.models import ConsentRequired
from cms.consent.policy import permitted
from cms.content_stamp.kept import keep
from cms.context.channels import PREVIEW
from cms.context.request import current_channel
from cms.images.models import ContentImage
from cms.plugins.placeholders.models import Placeholder
from cms.visibility.ending import Ending
from cms.visibility.pages import public_pages
from cms.visibility.state import closed_to_audience


def visible_files(files, channel=None):
    """Return the images or documents of `files` that consents and collections allow the audience to see.

    Use it for files that a public page shows. `channel` is that of `cms.consent.policy.permitted`.
    """
    files = permitted(files, channel) if issubclass(files.model, ConsentRequired) else files
    if (channel or current_channel()) == PREVIEW:
        return files
    for path in closed_to_audience("collection"):
        files = files.exclude(collection__path__startswith=path)
    return files


def public_images(queryset=None, channel=None):
    """Return the visible images of `queryset` (default: all) that public content refers to."""
    return _public_files(ContentImage.objects.all() if queryset is None else queryset, channel)


def public_documents(queryset=None, channel=None):
    """Return the visible documents of `queryset` (default: all) that public content refers to."""
    return _public_files(get_document_model().objects.all() if queryset is None else queryset, channel)


def _public_files(files, channel):
    return visible_files(files.filter(Exists(_public_references(files.model, channel))), channel)


def public_objects(queryset, now=None):
    """Return the objects of `queryset` that are published, have not ended, and are permitted by consents.

    It is for snippets and settings. Objects of models without drafts are always published. `now` is the time for
    expiries: `cms.prepared_queries.NOW` in a prepared query (default: the current time).
    """
    model = queryset.model
    if issubclass(model, Placeholder):
        return queryset.none()
    if issubclass(model, ConsentRequired):
        queryset = permitted(queryset)
    if issubclass(model, Ending):
        queryset = queryset.filter(model.in_force())
    if hasattr(model, "live"):
        queryset = queryset.filter(live=True)
    if hasattr(model, "expire_at"):
        queryset = queryset.filter(Q(expire_at=None) | Q(expire_at__gt=now or timezone.now()))
    return queryset


def _public_references(model, channel):
    """Return a subquery for the references of public pages, snippets and settings to the object of `model` of a row.

    It stops at the first one, and looks pages up by their ids, however many pages there are.
    """
    page_type = ContentType.objects.get_for_model(Page)
    of_page = Case(When(base_content_type=page_type, then=Cast("object_id", BigIntegerField())))
    public = Exists(public_pages(Page.objects.filter(pk=OuterRef("page_id")).order_by(), channel))
    # A time of the content stamp, until whose end nothing expires: queries with it are equal, and counted once.
    now = keep("now", timezone.now)
    for other in _referring_types(model):
        if other.model_class():
            objects = public_objects(other.model_class()._default_manager.all(), now)
            public |= Q(base_content_type=other, object_id__in=keys_as_text(objects))
    references = ReferenceIndex.objects.filter(
        to_content_type=ContentType.objects.get_for_model(model), to_object_id=Cast(OuterRef("pk"), CharField())
    )
    return references.annotate(page_id=of_page).filter(public)


def _referring_types(model):
    """Return the content types, except that of pages, of the objects that refer to objects of `model`."""
    page_type = ContentType.objects.get_for_model(Page)
    references = ReferenceIndex.objects.filter(to_content_type=ContentType.objects.get_for_model(model))
    keys = references.exclude(base_content_type=page_type).order_by().values_list("base_content_type", flat=True)
    found = keep(("types that refer to", model), lambda: list(keys.distinct()))
    return [ContentType.objects.get_for_id(pk) for pk in found]


def keys_as_text(queryset):
    """Return a query for the primary keys of `queryset` as text, as in the reference index."""
    return queryset.order_by().annotate(key=Cast("pk", CharField())).values("key")
