from django.contrib.auth.models import Permission
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from cms.dashboard.panels import HOOK
from cms.health.admin.views import PERMISSION, SystemView, system_section


class SystemMenuItem(MenuItem):
    def is_shown(self, request):
        return request.user.has_perm(PERMISSION)


@hooks.register("register_admin_urls")
def register_admin_urls():
    return [path("reports/system/", SystemView.as_view(), name="cms_health_system")]


@hooks.register("register_reports_menu_item")
def register_reports_menu_item():
    return SystemMenuItem(_("System"), reverse("cms_health_system"), name="system", icon_name="desktop", order=1300)


@hooks.register("register_permissions")
def register_permissions():
    return Permission.objects.filter(content_type__app_label="cms_health", codename="view_system")


hooks.register(HOOK, system_section, order=0)
