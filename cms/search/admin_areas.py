"""Areas of the admin's search beside pages, images and documents: the snippets that the user may see."""

from django.urls import reverse
from django.utils.text import capfirst
from wagtail.admin.search import SearchArea
from wagtail.search.index import class_is_indexed
from wagtail.snippets.models import get_snippet_models

ORDER = 800


def add_areas_of_snippets(request, areas):
    """Add an area for each type of indexed snippets that the user may see, to a list that Wagtail's hook gives.

    An area leads to the list of the snippets, which searches them.
    """
    for model in filter(class_is_indexed, get_snippet_models()):
        viewset = model.snippet_viewset
        actions = viewset.index_view_class.any_permission_required
        if viewset.permission_policy.user_has_any_permission(request.user, actions):
            url, label = reverse(viewset.get_url_name("list")), capfirst(model._meta.verbose_name_plural)
            areas.append(SearchArea(label, url, name=model._meta.label_lower, icon_name=viewset.icon, order=ORDER))
