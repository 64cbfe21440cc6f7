"""Admin views of the practice and the menus."""

from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.snippets.views.snippets import IndexView, SnippetViewSet

from cms.publishing.edit_views import EditSnippetView
from cms.sites.models import Menus, Practice


class OnePerSitePolicy(ModelPermissionPolicy):
    """Permission policy that refuses to add or delete, because each site has exactly one object."""

    def user_has_permission(self, user, action):
        return action not in ("add", "delete") and super().user_has_permission(user, action)


class SiteContentIndexView(IndexView):
    """List the objects of all sites, and create missing ones. If there is one site, redirect to its edit view."""

    def get(self, request, *args, **kwargs):
        objects = [self.model.for_editing(site) for site in Site.objects.all()]
        if len(objects) == 1:
            return redirect(self.get_edit_url(objects[0]))
        return super().get(request, *args, **kwargs)


class SiteContentViewSet(SnippetViewSet):
    index_view_class = SiteContentIndexView
    edit_view_class = EditSnippetView
    add_to_settings_menu = True
    copy_view_enabled = False
    list_display = ["__str__", "site"]

    def get_urlpatterns(self):
        """Return the patterns of all views except the one that unpublishes: a site would lose its identity."""
        return [pattern for pattern in super().get_urlpatterns() if pattern.name != "unpublish"]


class PracticeViewSet(SiteContentViewSet):
    model = Practice
    icon = "group"
    menu_label = _("Practice")


class MenusViewSet(SiteContentViewSet):
    model = Menus
    icon = "list-ul"
    menu_label = _("Menus")
