from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TokensConfig(AppConfig):
    name = "cms.api.tokens"
    label = "cms_tokens"
    verbose_name = _("API tokens")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from cms.api.tokens.models import ApiToken
        from cms.roles.declaration import Role, declare_permissions, permissions_of

        declare_permissions({Role.ADMINISTRATOR: permissions_of(ApiToken, "add", "change", "delete", "view")})
