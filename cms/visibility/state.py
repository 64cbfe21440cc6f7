"""The current restrictions and hidden pages, which one query fetches once per request."""

from datetime import datetime, time

from django.conf import settings
from django.db.models import CharField, F, Value
from django.utils import timezone
from wagtail.models import CollectionViewRestriction, Page, PageViewRestriction

from cms import prepared_queries
from cms.consent.models import patient_content_models
from cms.consent.policy import permitted
from cms.content_stamp.kept import keep
from cms.context.channels import PREVIEW
from cms.context.request import current_channel, current_context
from cms.prepared_queries import NOW
from cms.visibility.audience import current_audience


def hidden_pages(channel=None, at=None):
    """Return the ids of live pages that have expired or are not permitted by a consent.

    Usually few: the scheduler and staff are expected to unpublish them.
    """
    state = _fetch_state(channel or current_channel(), at) if channel or at else _state()
    return tuple(pk for kind, _path, pk in state if kind == "hidden")


def restricted_paths(tree):
    """Return the paths of restricted subtrees of `tree`, which is "page" or "collection"."""
    return tuple(path for kind, path, _pk in _state() if kind == tree)


def closed_to_audience(tree):
    """Return the paths of subtrees of `tree` ("page" or "collection") that the audience must not see.

    On the website the audience is the sender of the request. Visitors see restricted content if they have entered the
    password, have logged in, or belong to the group. Their responses are private and not cached.
    """
    restrictions = [(path, pk) for kind, path, pk in _state() if kind == tree]
    if current_audience().can_read_restricted or not restrictions:
        return ()
    passed = current_context().memoize("passed restrictions", _passed_restrictions)
    return tuple(path for path, pk in restrictions if (tree, pk) not in passed)


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


def _state():
    """Return the current restrictions and hidden pages: rows of a kind, a path in a tree, and an id."""
    return current_context().memoize("state of visibility", lambda: _fetch_state(current_channel()))


def _fetch_state(channel, at=None):
    variant = (_patient_page_types(channel), channel, timezone.localdate(at))
    if at:
        return prepared_queries.fetch_rows(_state_rows, variant, now=at)
    return keep(("visibility", variant), lambda: prepared_queries.fetch_rows(_state_rows, variant))


def _patient_page_types(channel):
    if channel == PREVIEW:
        return ()
    return tuple(model for model in patient_content_models() if issubclass(model, Page))


def _state_rows(_placeholders, types, channel, day):
    def rows(queryset, kind, path):
        return queryset.order_by().annotate(kind=Value(kind), at=path).values_list("kind", "at", "pk")

    noon = timezone.make_aware(datetime.combine(day, time(12)))
    no_path = Value("", output_field=CharField())
    hidden = [model.objects.filter(live=True).exclude(pk__in=_allowed(model, channel, noon)) for model in types]
    return rows(PageViewRestriction.objects, "page", F("page__path")).union(
        rows(CollectionViewRestriction.objects, "collection", F("collection__path")),
        rows(Page.objects.filter(live=True, expire_at__lte=NOW), "hidden", no_path),
        *(rows(pages, "hidden", no_path) for pages in hidden),
        all=True,
    )


def _allowed(model, channel, at):
    return permitted(model.objects.all(), channel, at).order_by().values("pk")
