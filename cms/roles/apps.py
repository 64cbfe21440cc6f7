from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class RolesConfig(AppConfig):
    name = "cms.roles"
    label = "cms_roles"
    verbose_name = _("Roles")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from cms.roles.declaration import declare_permissions
        from cms.roles.granting import update_roles
        from cms.roles.wagtail_permissions import WAGTAIL_PERMISSIONS

        declare_permissions(WAGTAIL_PERMISSIONS)
        post_migrate.connect(update_roles, sender=self)
