from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ImagesConfig(AppConfig):
    name = "cms.images"
    label = "cms_images"
    verbose_name = _("Images")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from cms.accounts.second_factor import requires_second_factor
        from cms.images import signals  # noqa: F401 - connects the receivers
        from cms.images.blocked import VIEW_BLOCKED
        from cms.roles.declaration import Role, declare_permissions

        requires_second_factor(VIEW_BLOCKED)
        declare_permissions({Role.PRIVACY_OFFICER: {VIEW_BLOCKED}})
