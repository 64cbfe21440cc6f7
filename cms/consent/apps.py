from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ConsentConfig(AppConfig):
    name = "cms.consent"
    label = "cms_consent"
    verbose_name = _("Consent")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from cms.accounts.second_factor import requires_second_factor
        from cms.roles.declaration import Role, declare_permissions

        actions = ("view_consent", "add_consent", "change_consent", "withdraw_consent", "read_signed_form")
        permissions = {f"cms_consent.{action}" for action in actions}
        requires_second_factor(*permissions)
        declare_permissions(
            {
                Role.PUBLISHER: {"cms_consent.view_consent"},  # to choose them
                Role.PRIVACY_OFFICER: permissions,
            }
        )
