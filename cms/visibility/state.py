"""The current restrictions and expired pages, which one query fetches when content has changed."""

from django.conf import settings
from django.db.models import CharField, OuterRef, Subquery, Value
from wagtail.models import Collection, CollectionViewRestriction, Page, PageViewRestriction

from cms import prepared_queries
from cms.content_stamp.kept import keep
from cms.context.request import current_context
from cms.prepared_queries import NOW
from cms.visibility.audience import current_audience


def expired_pages(at=None):
    """Return the ids of live pages that have expired. They are few, since the scheduler unpublishes them."""
    return tuple(pk for kind, _path, pk in (_fetch_state(at) if at else _state()) if kind == "expired")


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
    """Return the current restrictions and expired pages: rows of a kind, a path in a tree, and an id."""
    return current_context().memoize("state of visibility", lambda: keep("visibility", _fetch_state))


def _fetch_state(at=None):
    return prepared_queries.fetch_rows(_state_rows, (), now=at)


def _state_rows(_placeholders):
    def rows(queryset, kind, path):
        return queryset.order_by().annotate(kind=Value(kind), at=path).values_list("kind", "at", "pk")

    def path_of(model, foreign_key):
        # A join could begin with all pages.
        return Subquery(model.objects.filter(pk=OuterRef(foreign_key)).order_by().values("path"))

    no_path = Value("", output_field=CharField())
    return rows(PageViewRestriction.objects, "page", path_of(Page, "page_id")).union(
        rows(CollectionViewRestriction.objects, "collection", path_of(Collection, "collection_id")),
        rows(Page.objects.filter(live=True, expire_at__lte=NOW), "expired", no_path),
        all=True,
    )
