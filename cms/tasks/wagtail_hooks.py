from django.contrib.auth.models import Permission
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from cms.tasks.admin.views import PERMISSION, TasksView, retry


class TasksMenuItem(MenuItem):
    def is_shown(self, request):
        return request.user.has_perm(PERMISSION)


@hooks.register("register_admin_urls")
def register_admin_urls():
    return [
        path("reports/tasks/", TasksView.as_view(), name="cms_tasks"),
        path("reports/tasks/<uuid:pk>/retry/", retry, name="cms_tasks_retry"),
    ]


@hooks.register("register_reports_menu_item")
def register_reports_menu_item():
    return TasksMenuItem(_("Background tasks"), reverse("cms_tasks"), name="tasks", icon_name="history", order=1200)


@hooks.register("register_permissions")
def register_permissions():
    return Permission.objects.filter(content_type__app_label="cms_tasks", codename="manage_tasks")
