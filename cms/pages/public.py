"""What visitors and apps may see. Nothing else decides it."""

from dataclasses import dataclass
from datetime import datetime, time

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db.models import BigIntegerField, CharField, Q
from django.db.models.functions import Cast
from django.utils import timezone
from wagtail.models import Page, ReferenceIndex, get_page_models

from cms import compiled
from cms.consent.channels import STAFF, current_channel, showing
from cms.consent.models import patient_content_models
from cms.consent.rule import permitted
from cms.content_types.missing.models import Missing
from cms.documents.models import ContentDocument
from cms.images.models import ContentImage, in_open_collections, shown_now
from cms.restrictions import restricted_pages


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
    return with_consent(_for_reader(of_types_that_run(queryset.live()), current_reader()), channel, at)


def of_types_that_run(queryset):
    """Return those pages of `queryset` whose content type is there: of others nobody knows what may be shown."""
    if queryset.model is not Page:
        return queryset.none() if issubclass(queryset.model, Missing) else queryset
    return queryset.filter(content_type__in=showing().remember("types that run", _types_that_run))


def _types_that_run():
    models = [model for model in get_page_models() if not issubclass(model, Missing)]
    return tuple(one.pk for one in ContentType.objects.get_for_models(*models).values())


def decisive():
    """Return all that decides now which pages are public, as hashable values by which SQL can be kept.

    Of the time, the rule of consents asks for the day alone.
    """
    return (
        current_channel(),
        timezone.localdate(),
        current_reader(),
        restricted_pages(),
        showing().remember("paths of the reader’s sites", _readers_paths),
        showing().remember("hidden pages", _hidden_pages),
        showing().remember("types that run", _types_that_run),
    )


def pages_for_reader(queryset=None):
    """Return those pages of `queryset` (default: all) that are for the reader, published or not.

    They are not public: it is for drafts, whose consent is asked with what the draft itself says.
    """
    return _for_reader(of_types_that_run(Page.objects.all() if queryset is None else queryset), current_reader())


def _for_reader(queryset, reader):
    if not reader.private:
        # Wagtail's `.public()` would ask the database anew each time.
        for path in restricted_pages():
            queryset = queryset.exclude(path__startswith=path)
    if reader.page_types:
        # A type whose plugin is gone has no pages: a limit never becomes none.
        models = [model for model in apps.get_models() if model._meta.label in reader.page_types]
        queryset = queryset.exact_type(*models)
    if reader.sites:
        below = Q(pk__in=[])
        for path in showing().remember("paths of the reader’s sites", _readers_paths):
            below |= Q(path__startswith=path)
        queryset = queryset.filter(below)
    return queryset


def _readers_paths():
    """Return where the pages of the reader's sites begin in the tree, in each language."""
    if not current_reader().sites:
        return ()
    roots = Page.objects.filter(sites_rooted_here__in=current_reader().sites)
    pages = Page.objects.filter(translation_key__in=roots.values("translation_key"))
    return tuple(pages.values_list("path", flat=True))


def with_consent(queryset, channel=None, at=None):
    """Return those pages of `queryset` that show no patient, or one whose consent allows it."""
    hidden = _hidden_pages(channel, at) if channel or at else showing().remember("hidden pages", _hidden_pages)
    return queryset.exclude(pk__in=hidden) if hidden else queryset


def _hidden_pages(channel=None, at=None):
    """Return the ids of pages that are published, and yet may not be shown. They are few, or somebody sleeps."""
    channel = channel or current_channel()
    types = tuple(model for model in patient_content_models() if issubclass(model, Page))
    if channel == STAFF or not types:
        return ()
    return tuple(pk for (pk,) in compiled.rows(_hidden_rows, (types, channel, timezone.localdate(at))))


def _hidden_rows(_places, types, channel, day):
    noon = timezone.make_aware(datetime.combine(day, time(12)))
    first, *others = (
        model.objects.filter(live=True)
        .exclude(pk__in=permitted(model.objects.all(), channel, noon).order_by().values("pk"))
        .order_by()
        .values_list("pk")
        for model in types
    )
    return first.union(*others)


def public_images(queryset=None):
    """Return those images of `queryset` (default: all) that may be shown and that a public page does show."""
    queryset = ContentImage.objects.all() if queryset is None else queryset
    return shown_now(queryset.filter(pk__in=shown_by_public_pages(ContentImage)))


def public_documents(queryset=None):
    """Return those documents of `queryset` (default: all) that may be shown and that a public page links to."""
    queryset = ContentDocument.objects.all() if queryset is None else queryset
    return in_open_collections(permitted(queryset.filter(pk__in=shown_by_public_pages(ContentDocument))))


def shown_by_public_pages(model):
    """Return a query for the ids of the objects of `model` that public pages refer to."""
    references = ReferenceIndex.objects.filter(
        to_content_type=ContentType.objects.get_for_model(model),
        base_content_type=ContentType.objects.get_for_model(Page),
        # The index holds keys of all kinds of models, and so as text.
        object_id__in=public_pages().order_by().annotate(key=Cast("pk", CharField())).values("key"),
    )
    return references.annotate(shown_id=Cast("to_object_id", BigIntegerField())).values("shown_id")
