from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AuditTrailConfig(AppConfig):
    name = "cms.audit_trail"
    label = "cms_audit_trail"
    verbose_name = _("Audit trail")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from cms.accounts.second_factor import requires_second_factor
        from cms.audit_trail import accounts, log_entries, messages
        from cms.audit_trail.models import READ
        from cms.roles.declaration import Role, declare_permissions

        accounts.connect()
        log_entries.connect()
        messages.connect()
        requires_second_factor(READ)
        declare_permissions({Role.PRIVACY_OFFICER: {READ}, Role.ADMINISTRATOR: {READ}})
