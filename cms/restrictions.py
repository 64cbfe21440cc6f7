"""What staff have put behind a password, a login or a group: parts of the tree of pages, and of that of collections.

Both are asked for at once, and once for an answer.
"""

from django.db.models import Value
from wagtail.models import CollectionViewRestriction, PageViewRestriction

from cms import compiled
from cms.consent.channels import showing


def restricted_pages():
    """Return the paths of the pages that, with all below them, only some people may see."""
    return _restricted("page")


def restricted_collections():
    """Return the paths of the collections that, with all below them, only some people may see."""
    return _restricted("collection")


def _restricted(tree):
    rows = showing().remember("restrictions", lambda: compiled.rows(_restriction_rows, ()))
    return tuple(path for kind, path in rows if kind == tree)


def _restriction_rows(_places):
    pages = PageViewRestriction.objects.annotate(kind=Value("page")).values_list("kind", "page__path")
    collections = CollectionViewRestriction.objects.annotate(kind=Value("collection"))
    return pages.union(collections.values_list("kind", "collection__path"), all=True)
