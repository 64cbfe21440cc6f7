from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from cms.audit_trail import accounts, messages
from cms.audit_trail.admin.report import EXPORTED, AuditTrailView
from cms.audit_trail.append_only import SHORTENED
from cms.audit_trail.models import READ
from cms.audit_trail.recording import record

ACTIONS = {
    accounts.LOGGED_IN: (_("Sign in"), _("Signed in")),
    accounts.LOGGED_OUT: (_("Sign out"), _("Signed out")),
    accounts.LOGIN_FAILED: (_("Failed sign-in"), _("A sign-in failed")),
    accounts.LOCKED_OUT: (_("Lock after failed sign-ins"), _("Locked after failed sign-ins")),
    accounts.FACTOR_ADDED: (_("Add second factor"), _("A second factor was added")),
    accounts.FACTOR_REMOVED: (_("Remove second factor"), _("A second factor was removed")),
    accounts.CODES_RENEWED: (_("Renew recovery codes"), _("The recovery codes were renewed")),
    accounts.ACCOUNT_CREATED: (_("Create account"), _("The account was created")),
    accounts.ACCOUNT_CHANGED: (_("Change account"), _("The account was changed")),
    accounts.ACCOUNT_DELETED: (_("Delete account"), _("The account was deleted")),
    accounts.GROUPS_ADDED: (_("Add to a group"), _("Added to a group")),
    accounts.GROUPS_REMOVED: (_("Remove from a group"), _("Removed from a group")),
    accounts.RIGHTS_ADDED: (_("Grant permissions"), _("Permissions were granted")),
    accounts.RIGHTS_REMOVED: (_("Take back permissions"), _("Permissions were taken back")),
    messages.VIEWED: (_("See messages"), _("Messages were seen")),
    messages.EXPORTED: (_("Export messages"), _("Messages were exported")),
    messages.DELETED: (_("Delete message"), _("The message was deleted")),
    EXPORTED: (_("Export audit trail"), _("The audit trail was exported")),
    SHORTENED: (_("Delete oldest entries"), _("The oldest entries were deleted")),
}
"""Label and message of each action that this package records."""


@hooks.register("register_log_actions")
def register_log_actions(actions):
    for action, (label, message) in ACTIONS.items():
        actions.register_action(action, label, message)


@hooks.register("register_admin_urls")
def register_admin_urls():
    view = AuditTrailView
    return [
        path("reports/audit-trail/", view.as_view(), name="cms_audit_trail"),
        path("reports/audit-trail/results/", view.as_view(results_only=True), name="cms_audit_trail_results"),
    ]


class AuditTrailMenuItem(MenuItem):
    def is_shown(self, request):
        return request.user.has_perm(READ)


@hooks.register("register_reports_menu_item")
def register_reports_menu_item():
    return AuditTrailMenuItem(
        _("Audit trail"), reverse("cms_audit_trail"), name="audit-trail", icon_name="history", order=1250
    )


@hooks.register("register_permissions")
def register_permissions():
    return Permission.objects.filter(content_type__app_label="cms_audit_trail", codename="read")


@hooks.register("after_bulk_action")
def record_changes_of_accounts(request, action_type, objects, action):
    """Record an UPDATE of accounts, which sends no signal."""
    if action.model is get_user_model() and action_type == "set_active_state":
        is_active = action.cleaned_form.cleaned_data["mark_as_active"]
        for user in objects:
            record(accounts.ACCOUNT_CHANGED, user, details={"fields": ["is_active"], "is_active": is_active})
