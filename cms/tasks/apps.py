from django.apps import AppConfig
from django.db.models.signals import pre_save
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class TasksConfig(AppConfig):
    name = "cms.tasks"
    label = "cms_tasks"
    verbose_name = _("Background tasks")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from django_tasks_db.models import DBTaskResult

        from cms.roles.declaration import Role, declare_permissions
        from cms.tasks.backends import keep_request_id

        pre_save.connect(keep_request_id, sender=DBTaskResult)
        autodiscover_modules("tasks")
        declare_permissions({Role.ADMINISTRATOR: {"cms_tasks.manage_tasks"}})
