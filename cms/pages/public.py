"""What visitors and apps may see. Nothing else decides it."""

from dataclasses import dataclass

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db.models import BigIntegerField, CharField, Q
from django.db.models.functions import Cast
from wagtail.models import Page, PageViewRestriction, ReferenceIndex

from cms.consent.channels import STAFF, current_channel, showing
from cms.consent.models import patient_content_models
from cms.consent.rule import permitted
from cms.images.models import ContentImage, shown_now


@dataclass(frozen=True)
class Reader:
    """Who reads an answer, as far as that changes which pages they get. Give it to `showing_on`.

    Nobody gets a page that is not published, or that a consent does not allow.
    """

    private: bool = False
    """Whether they get pages that are behind a password, a login or a group, too."""
    page_types: tuple[str, ...] = ()
    """Labels such as `articles.ArticlePage`: they get pages of these types alone. Empty for all."""
    sites: tuple[int, ...] = ()
    """Keys: they get pages of these sites alone. Empty for all."""

    @property
    def is_limited(self):
        return bool(self.page_types or self.sites)


EVERYONE = Reader()


def current_reader():
    """Return who reads the answer under way."""
    return showing().reader or EVERYONE


def public_pages(queryset=None, channel=None, at=None):
    """Return those pages of `queryset` (default: all) that are published, allowed by consents, and for the reader.

    `channel` and `at` are as in `cms.consent.rule.permitted`: where the answer under way goes, and now. Who reads it
    is everyone, unless `showing_on` was told of a `Reader`.
    """
    queryset = Page.objects.all() if queryset is None else queryset
    return with_consent(_for_reader(queryset.live(), current_reader()), channel, at)


def _for_reader(queryset, reader):
    if not reader.private:
        # Wagtail's `.public()` would ask the database anew each time.
        for path in showing().remember("restricted pages", _restricted_paths):
            queryset = queryset.exclude(path__startswith=path)
    if reader.page_types:
        # A type whose plugin is gone has no pages: a limit never becomes none.
        models = [model for model in apps.get_models() if model._meta.label in reader.page_types]
        queryset = queryset.exact_type(*models)
    if reader.sites:
        paths = showing().remember("paths of the reader’s sites", lambda: _paths_of(reader.sites))
        below = Q(pk__in=[])
        for path in paths:
            below |= Q(path__startswith=path)
        queryset = queryset.filter(below)
    return queryset


def _restricted_paths():
    return list(PageViewRestriction.objects.values_list("page__path", flat=True))


def _paths_of(sites):
    """Return where the pages of `sites` begin in the tree, in each language."""
    roots = Page.objects.filter(sites_rooted_here__in=sites)
    return list(
        Page.objects.filter(translation_key__in=roots.values("translation_key")).values_list("path", flat=True)
    )


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
