"""The pages that a search may find: the public ones below some trees, or those of a queryset."""

from dataclasses import dataclass

from django.core.exceptions import EmptyResultSet
from django.db.models import Q
from django.db.models.expressions import RawSQL
from wagtail.models import Page

from cms.prepared_queries import sql_of
from cms.search.databases import PostgreSQL, SQLite, database
from cms.visibility import public_pages, visibility_key


@dataclass(frozen=True)
class Scope:
    """Pages of an index that meet a condition."""

    database: SQLite | PostgreSQL
    """The SQL of the index."""
    condition: tuple
    """SQL on the page whose id is `matched.page_id`, and its parameters."""
    can_be_prepared: bool
    """Whether the condition can be part of a prepared statement."""


def public_scope(paths):
    """Return the `Scope` of the pages below the tree `paths`, a tuple, that are public in the current context.

    None if no page is.
    """
    sql, parameters = sql_of(_public_rows, (paths, visibility_key()))
    return Scope(database(), (database().exists(sql), parameters), can_be_prepared=True) if sql else None


def scope_of(pages, index):
    """Return the `Scope` of the queryset `pages` in `index`. None if the queryset is known to be empty."""
    try:
        sql, parameters = _matched(pages).order_by().values_list("pk").query.sql_with_params()
    except EmptyResultSet:
        return None
    return Scope(database(index.prefix), (database().exists(sql), list(parameters)), can_be_prepared=False)


def _public_rows(_placeholders, paths, _visibility_key):
    below = Q()
    for path in paths:
        below |= Q(path__startswith=path)
    return public_pages(_matched(Page.objects.filter(below))).order_by().values_list("pk")


def _matched(pages):
    return pages.filter(pk=RawSQL("matched.page_id", ()))
