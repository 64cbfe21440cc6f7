from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class HealthConfig(AppConfig):
    name = "cms.health"
    label = "cms_health"
    verbose_name = _("System")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from cms.health import mail, system  # noqa: F401 - they declare checks
        from cms.roles.declaration import Role, declare_permissions

        autodiscover_modules("health_checks")
        declare_permissions({Role.ADMINISTRATOR: {"cms_health.view_system"}})
