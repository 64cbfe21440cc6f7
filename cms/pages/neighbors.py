"""The page before and the page after another one, in the order of a list."""

from django.db.models import BigIntegerField, F, Q, Subquery, Value
from wagtail.models import Page

from cms.loader import announce, load_one
from cms.visibility import add_list_dependency


class Neighbors:
    """The public pages before and after a page. They are loaded together with what else the response shows."""

    def __init__(self, previous_id, next_id):
        add_list_dependency(Page)
        self._previous_id, self._next_id = previous_id, next_id
        announce([(Page, previous_id), (Page, next_id)])

    @classmethod
    def among(cls, pages, page, order):
        """Return the neighbors of `page` in one query. The arguments are those of `neighbor_ids`."""
        row = Page.objects.filter(pk=page.pk).values_list(*neighbor_ids(pages, page, order)).first()
        return cls(*(row or (None, None)))

    @property
    def previous(self):
        return load_one(Page, self._previous_id)

    @property
    def next(self):
        return load_one(Page, self._next_id)


def neighbor_ids(pages, page, order):
    """Return two expressions for a query: the id of the page before `page`, and of the one after it, or NULL.

    Args:
        pages: a queryset of public pages.
        page: one of them, or a draft of it.
        order: the names of fields by which the list is ordered, such as `"-first_published_at"`. No two pages may
            have the same values.
    """
    values = [(name.removeprefix("-"), name.startswith("-")) for name in order]
    if any(getattr(page, name) is None for name, _descending in values):  # a draft that was never published
        return Value(None, BigIntegerField()), Value(None, BigIntegerField())
    backwards = [F(name).asc() if descending else F(name).desc() for name, descending in values]
    previous = pages.filter(_beyond(page, values, is_after=False)).order_by(*backwards)
    following = pages.filter(_beyond(page, values, is_after=True)).order_by(*order)
    return Subquery(previous.values("pk")[:1]), Subquery(following.values("pk")[:1])


def _beyond(page, values, *, is_after):
    """Return the condition of pages that come before, or after, `page` in an order by several fields."""
    condition, equal = Q(), Q()
    for name, descending in values:
        lookup = "gt" if is_after is not descending else "lt"
        condition |= equal & Q(**{f"{name}__{lookup}": getattr(page, name)})
        equal &= Q(**{name: getattr(page, name)})
    return condition
