"""What visitors and apps may see. Nothing else decides it."""

from django.contrib.contenttypes.models import ContentType
from django.db.models import BigIntegerField, CharField
from django.db.models.functions import Cast
from wagtail.models import Page, PageViewRestriction, ReferenceIndex

from cms.consent.channels import STAFF, current_channel, showing
from cms.consent.models import patient_content_models
from cms.consent.rule import permitted
from cms.images.models import ContentImage, shown_now


def public_pages(queryset=None, channel=None, at=None):
    """Return those pages of `queryset` (default: all) that are published, open to everyone, and allowed by consents.

    `channel` and `at` are as in `cms.consent.rule.permitted`: where the answer under way goes, and now.
    """
    queryset = Page.objects.all() if queryset is None else queryset
    return with_consent(_open_to_everyone(queryset.live()), channel, at)


def _open_to_everyone(queryset):
    """Wagtail's `.public()`, which asks the database anew each time."""
    for path in showing().remember("restricted pages", _restricted_paths):
        queryset = queryset.exclude(path__startswith=path)
    return queryset


def _restricted_paths():
    return list(PageViewRestriction.objects.values_list("page__path", flat=True))


def with_consent(queryset, channel=None, at=None):
    """Return those pages of `queryset` that show no patient, or one whose consent allows it."""
    hidden = _hidden_pages(channel, at) if channel or at else showing().remember("hidden pages", _hidden_pages)
    return queryset.exclude(pk__in=hidden) if hidden else queryset


def _hidden_pages(channel=None, at=None):
    """Return the ids of pages that are published, and yet may not be shown. They are few, or somebody sleeps."""
    if (channel or current_channel()) == STAFF:
        return ()
    models = [model for model in patient_content_models() if issubclass(model, Page)]
    none, *each = (
        Page.objects.none().values_list("pk"),
        *(
            model.objects.filter(live=True)
            .exclude(pk__in=permitted(model.objects.all(), channel, at).order_by().values("pk"))
            .order_by()
            .values_list("pk")
            for model in models
        ),
    )
    return [pk for (pk,) in none.union(*each)]


def public_images(queryset=None):
    """Return those images of `queryset` (default: all) that may be shown and that a public page does show."""
    queryset = ContentImage.objects.all() if queryset is None else queryset
    return shown_now(queryset.filter(pk__in=shown_by_public_pages(ContentImage)))


def shown_by_public_pages(model):
    """Return a query for the ids of the objects of `model` that public pages refer to."""
    references = ReferenceIndex.objects.filter(
        to_content_type=ContentType.objects.get_for_model(model),
        base_content_type=ContentType.objects.get_for_model(Page),
        # The index holds keys of all kinds of models, and so as text.
        object_id__in=public_pages().order_by().annotate(key=Cast("pk", CharField())).values("key"),
    )
    return references.annotate(shown_id=Cast("to_object_id", BigIntegerField())).values("shown_id")
