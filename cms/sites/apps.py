from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SitesConfig(AppConfig):
    name = "cms.sites"
    label = "cms_sites"
    verbose_name = _("Sites")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from cms.roles.declaration import Role, declare_permissions, permissions_of
        from cms.sites.models import Menus, Practice

        draft = permissions_of(Practice, "change") | permissions_of(Menus, "change")
        publish = draft | permissions_of(Practice, "publish", "lock", "unlock")
        publish |= permissions_of(Menus, "publish", "lock", "unlock")
        declare_permissions({Role.EDITOR: draft, Role.PUBLISHER: publish, Role.ADMINISTRATOR: publish})
