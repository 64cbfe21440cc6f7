"""Decide what visitors and apps may see. Nothing else decides it.

Publication, expiry, consent and restrictions are asked at the moment of reading: for pages (`public_pages`), images
(`public_images`), documents (`public_documents`), and objects of other models (`public_objects`).

What a page goes live by is a write: the scheduler publishes. Expiry is read here, so that it holds to the second.
"""

from dataclasses import dataclass
from datetime import datetime, time

from django.apps import apps
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db.models import BigIntegerField, CharField, F, Model, Q, Value
from django.db.models.functions import Cast
from django.utils import timezone
from wagtail.documents import get_document_model
from wagtail.models import CollectionViewRestriction, Page, PageViewRestriction, ReferenceIndex, get_page_models

from cms import prepared_queries
from cms.consent.models import ConsentRequired, patient_content_models
from cms.consent.policy import permitted
from cms.context.channels import PREVIEW
from cms.context.request import current_channel, current_context
from cms.images.models import ContentImage
from cms.plugins.placeholders.models import Placeholder
from cms.prepared_queries import NOW


@dataclass(frozen=True)
class Audience:
    """The reader of an answer, as far as that changes which content they get. Give it to `use_context`.

    Nobody gets a page that is not published, or that a consent does not allow.
    """

    can_read_restricted: bool = False
    """Whether they get what is behind a password, a login or a group, too."""
    page_types: tuple[str, ...] = ()
    """Labels such as `articles.ArticlePage`: they get pages of these types alone. Empty for all."""
    sites: tuple[int, ...] = ()
    """Keys: they get pages of these sites alone. Empty for all."""

    @property
    def is_limited(self):
        return bool(self.page_types or self.sites)


EVERYONE = Audience()


def current_audience():
    """Return who reads the answer under way. Which restrictions a visitor passes is asked by `closed_to_audience`."""
    return current_context().audience or EVERYONE


# Pages


def public_pages(queryset=None, channel=None, at=None):
    """Return those pages of `queryset` (default: all) that are published, allowed by consents, and for the reader.

    `channel` and `at` are as in `cms.consent.policy.permitted`: where the answer under way goes, and now.
    """
    queryset = Page.objects.all() if queryset is None else queryset
    return not_hidden(_for_audience(with_installed_types(queryset.live()), current_audience()), channel, at)


def pages_for_audience(queryset=None):
    """Return those pages of `queryset` (default: all) that are for the reader, published or not.

    They are not public: it is for drafts, whose consent is asked with what the draft itself says.
    """
    return _for_audience(
        with_installed_types(Page.objects.all() if queryset is None else queryset), current_audience()
    )


def with_installed_types(queryset):
    """Return those pages of `queryset` whose content type is installed and enabled."""
    if queryset.model is not Page:
        return queryset.none() if issubclass(queryset.model, Placeholder) else queryset
    return queryset.filter(content_type__in=current_context().memoize("types that run", _installed_types))


def not_hidden(queryset, channel=None, at=None):
    """Return those pages of `queryset` that have not expired and show no patient, or one whose consent allows it."""
    hidden = hidden_pages(channel, at)
    return queryset.exclude(pk__in=hidden) if hidden else queryset


def hidden_pages(channel=None, at=None):
    """Return the ids of the pages that are published, and yet hidden by their expiry or by a consent.

    Usually few: the scheduler and staff are expected to unpublish them.
    """
    state = _fetch_state(channel or current_channel(), at) if channel or at else _state()
    return tuple(number for kind, _path, number in state if kind == "hidden")


def _for_audience(queryset, reader):
    # Wagtail's `.public()` would ask the database anew each time.
    for path in closed_to_audience("page"):
        queryset = queryset.exclude(path__startswith=path)
    if reader.page_types:
        # A type whose plugin is gone has no pages: a limit never becomes none.
        models = [model for model in apps.get_models() if model._meta.label in reader.page_types]
        queryset = queryset.exact_type(*models)
    if reader.sites:
        below = Q(pk__in=[])
        for path in current_context().memoize("paths of the reader’s sites", _audience_paths):
            below |= Q(path__startswith=path)
        queryset = queryset.filter(below)
    return queryset


def _audience_paths():
    """Return where the pages of the reader's sites begin in the tree, in each language."""
    if not current_audience().sites:
        return ()
    roots = Page.objects.filter(sites_rooted_here__in=current_audience().sites)
    pages = Page.objects.filter(translation_key__in=roots.values("translation_key"))
    return tuple(pages.values_list("path", flat=True))


def _installed_types():
    models = [model for model in get_page_models() if not issubclass(model, Placeholder)]
    return tuple(one.pk for one in ContentType.objects.get_for_models(*models).values())


# Images, documents, and other objects


def visible_files(files, channel=None):
    """Return those of `files`, images or documents, that consents and their collections allow the reader.

    Ask it for a file that a public page shows. `channel` is as in `cms.consent.policy.permitted`.
    """
    files = permitted(files, channel) if issubclass(files.model, ConsentRequired) else files
    if (channel or current_channel()) == PREVIEW:
        return files
    for path in closed_to_audience("collection"):
        files = files.exclude(collection__path__startswith=path)
    return files


def public_images(queryset=None, channel=None):
    """Return those images of `queryset` (default: all) that may be shown and that something public does show."""
    return _public_files(ContentImage.objects.all() if queryset is None else queryset, channel)


def public_documents(queryset=None, channel=None):
    """Return those documents of `queryset` (default: all) that may be shown and that something public does show."""
    return _public_files(get_document_model().objects.all() if queryset is None else queryset, channel)


def _public_files(files, channel):
    return visible_files(files.filter(pk__in=shown_by_public_objects(files.model, channel)), channel)


def public_objects(queryset, now=None):
    """Return those objects of `queryset` that are published, have not expired, and are allowed by consents.

    For snippets and settings. A model without drafts has published objects alone. Give `NOW` for `now` where the
    query is compiled.
    """
    model = queryset.model
    if issubclass(model, Placeholder):
        return queryset.none()
    if issubclass(model, ConsentRequired):
        queryset = permitted(queryset)
    if hasattr(model, "live"):
        queryset = queryset.filter(live=True)
    if hasattr(model, "expire_at"):
        queryset = queryset.filter(Q(expire_at=None) | Q(expire_at__gt=now or timezone.now()))
    return queryset


def shown_by_public_objects(model, channel=None):
    """Return a query for the ids of the objects of `model` that public pages, snippets and settings refer to."""
    to_model = ReferenceIndex.objects.filter(to_content_type=ContentType.objects.get_for_model(model))
    page_type = ContentType.objects.get_for_model(Page)
    public = Q(base_content_type=page_type, object_id__in=_keys(public_pages(channel=channel)))
    for other in _types_that_refer_to(to_model.exclude(base_content_type=page_type)):
        if other.model_class():
            objects = public_objects(other.model_class()._default_manager.all())
            public |= Q(base_content_type=other, object_id__in=_keys(objects))
    return to_model.filter(public).annotate(shown_id=Cast("to_object_id", BigIntegerField())).values("shown_id")


def _types_that_refer_to(references):
    keys = references.order_by().values_list("base_content_type", flat=True).distinct()
    return [ContentType.objects.get_for_id(pk) for pk in keys]


def _keys(queryset):
    """Return a query for the keys of `queryset` as text, as the index of references holds them."""
    return queryset.order_by().annotate(key=Cast("pk", CharField())).values("key")


# Restrictions


def restricted_paths(tree):
    """Return the paths in `tree` ("page" or "collection") that, with all below them, only some people may see."""
    return tuple(path for kind, path, _number in _state() if kind == tree)


def closed_to_audience(tree):
    """Return the paths in `tree` ("page" or "collection") that, with all below them, the reader may not see.

    On the website the reader is the sender of the request: who has given a password, or belongs to a group, sees what
    stands behind it, and the answer is kept by no cache.
    """
    restrictions = [(path, number) for kind, path, number in _state() if kind == tree]
    if current_audience().can_read_restricted or not restrictions:
        return ()
    passed = current_context().memoize("restrictions that the visitor passes", _passed_restrictions)
    return tuple(path for path, number in restrictions if (tree, number) not in passed)


def _passed_restrictions():
    request = current_context().request
    if current_context().audience or request is None or settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return frozenset()
    passed = frozenset(
        (kind, restriction.pk)
        for kind, model in (("page", PageViewRestriction), ("collection", CollectionViewRestriction))
        for restriction in model.objects.prefetch_related("groups")
        if restriction.accept_request(request)
    )
    if passed:
        current_context().cache_hints.private = True
    return passed


# The state of visibility, in one query


def _state():
    """Return what restricts and hides content now: rows of a kind, a path in a tree, and an id."""
    return current_context().memoize("state of visibility", lambda: _fetch_state(current_channel()))


def _fetch_state(channel, at=None):
    return prepared_queries.fetch_rows(
        _state_rows, (_patient_page_types(channel), channel, timezone.localdate(at)), now=at
    )


def _patient_page_types(channel):
    if channel == PREVIEW:
        return ()
    return tuple(model for model in patient_content_models() if issubclass(model, Page))


def _state_rows(_placeholders, types, channel, day):
    def fetch_rows(queryset, kind, path):
        return queryset.order_by().annotate(kind=Value(kind), at=path).values_list("kind", "at", "pk")

    noon = timezone.make_aware(datetime.combine(day, time(12)))
    nowhere = Value("", output_field=CharField())
    hidden = [model.objects.filter(live=True).exclude(pk__in=_allowed(model, channel, noon)) for model in types]
    return fetch_rows(PageViewRestriction.objects, "page", F("page__path")).union(
        fetch_rows(CollectionViewRestriction.objects, "collection", F("collection__path")),
        fetch_rows(Page.objects.filter(live=True, expire_at__lte=NOW), "hidden", nowhere),
        *(fetch_rows(pages, "hidden", nowhere) for pages in hidden),
        all=True,
    )


def _allowed(model, channel, at):
    return permitted(model.objects.all(), channel, at).order_by().values("pk")


def visibility_key():
    """Return all that decides now which pages are public, as hashable values by which SQL can be kept.

    Of the time, the rule of consents asks for the day alone.
    """
    return (
        current_channel(),
        timezone.localdate(),
        current_audience(),
        closed_to_audience("page"),
        current_context().memoize("paths of the reader’s sites", _audience_paths),
        hidden_pages(),
        current_context().memoize("types that run", _installed_types),
    )


# Hints for caches


def add_dependencies(objects):
    """Note that the answer under way depends on `objects`, and whether they show a patient."""
    notes = current_context().cache_hints
    for one in objects:
        if isinstance(one, Model) and one.pk:
            notes.keys.add(f"{kind_of(type(one))}-{one.pk}")
            notes.must_revalidate |= _shows_patient(one)


def add_list_dependency(model):
    """Note that the answer under way lists objects of `model`: it changes when there is another one."""
    current_context().cache_hints.keys.add(f"{kind_of(model)}s")


def kind_of(model):
    """Return how keys name objects of `model`."""
    if issubclass(model, Page):
        return "page"
    if issubclass(model, ContentImage):
        return "image"
    return "document" if issubclass(model, get_document_model()) else model._meta.model_name


def _shows_patient(one):
    if isinstance(one, ConsentRequired):
        return bool(one.needed_coverage())
    model = one.specific_class if type(one) is Page else type(one)
    return model is not None and issubclass(model, ConsentRequired)
