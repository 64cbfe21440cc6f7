"""Filters of lists: links with an address of their own for each choice."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Count
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from cms.content_stamp.kept import keep
from cms.pages.models import PageTag
from cms.visibility import visibility_key

MOST_TAGS = 30
"""How many tags a list offers. Others are reached from the pages that have them."""


@dataclass(frozen=True)
class Option:
    """A choice of a filter."""

    value: str
    label: str


class ListFilter:
    """Filter of a list by one parameter of the URL. It is true if one of the options is chosen.

    Args:
        request: the request, whose parameter `name` has the value of the chosen option, if there is one.
        name: the name of the parameter.
        options: pairs of value and label, in the order in which they are shown.
        title: what the list is filtered by, for readers.
        all_label: label of the link to the list without a filter.

    Raises Http404 for a value that is none of the options.
    """

    def __init__(self, request, name, options, *, title, all_label):
        self.name = name
        self.title = title
        self.all_label = all_label
        self.options = [Option(value, str(label)) for value, label in options]
        self.value = request.GET.get(name, "")
        self.chosen = next((option for option in self.options if option.value == self.value), None)
        if self.value and self.chosen is None:
            raise Http404("This list has no such filter.")

    def __bool__(self):
        return self.chosen is not None


def tag_filter(request, index, pages):
    """Return the `ListFilter` of the list `index` by the tags of its `pages`, a queryset of public pages.

    Filter the pages by `tagged_with`.
    """

    def tags():
        """Return the names of all tags of the pages, the most used first."""
        used = PageTag.objects.filter(content_object__in=pages.order_by().values("pk"))
        return list(
            used.values_list("tag__name", flat=True).annotate(uses=Count("pk")).order_by("-uses", "tag__name")
        )

    names = keep(("tags of a list", index.pk, visibility_key()), tags)
    wanted = request.GET.get("tag")
    offered = {*names[:MOST_TAGS], *([wanted] if wanted in names else [])}
    options = ((name, name) for name in sorted(offered, key=str.casefold))
    return ListFilter(request, "tag", options, title=_("By subject"), all_label=_("All"))


def canonical_query(list_filter, page_obj):
    """Return the query string of the canonical URL of a list, with the “?”, or "" for the list itself."""
    parameters = {list_filter.name: list_filter.value} if list_filter else {}
    if page_obj and page_obj.number > 1:
        parameters["page"] = page_obj.number
    return f"?{urlencode(parameters)}" if parameters else ""
