"""Views that packages build pages of the admin on."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin


class ReportPageView(PermissionCheckedMixin, WagtailAdminTemplateMixin, TemplateView):
    """A page below *Reports*. Subclasses set `permission_required`, the template, `page_title` and `header_icon`."""

    def user_has_permission(self, permission):
        return self.request.user.has_perm(permission)

    def get_breadcrumbs_items(self):
        return [
            {"url": reverse("wagtailadmin_home"), "label": _("Home")},
            {"url": "", "label": self.page_title},
        ]
