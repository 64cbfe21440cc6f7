from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ClaimsConfig(AppConfig):
    name = "cms.claims"
    label = "cms_claims"
    verbose_name = _("Claims")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from cms.claims.models import Claim
        from cms.roles.declaration import Role, declare_permissions, snippet_permissions

        withdraw = {"cms_claims.view_claim", "cms_claims.withdraw_claim"}
        report = {"cms_claims.report_claims"}
        declare_permissions(snippet_permissions(Claim))
        declare_permissions(
            {Role.EDITOR: report, Role.MEDICAL_REVIEWER: report | withdraw, Role.PUBLISHER: report | withdraw}
        )
