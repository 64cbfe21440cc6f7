from django.conf import settings
from django.contrib import messages
from django.contrib.auth import get_user_model
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from cms.accounts import second_factor, sessions
from cms.accounts.admin.forms import may_change, superuser_message
from cms.accounts.admin.groups import GRANTED
from cms.accounts.admin.panels import LoginSettingsPanel, NoSecondFactorPanel, SessionsPanel
from cms.accounts.models import StaffSession


@hooks.register("register_account_settings_panel")
def register_login_settings_panel(request, user, profile):
    return LoginSettingsPanel(request, user, profile)


@hooks.register("register_account_settings_panel")
def register_sessions_panel(request, user, profile):
    return SessionsPanel(request, user, profile)


@hooks.register("construct_homepage_panels")
def add_no_second_factor_panel(request, panels):
    if not settings.SECOND_FACTOR:
        panels.append(NoSecondFactorPanel())


@hooks.register("register_log_actions")
def register_log_actions(actions):
    actions.register_action(second_factor.RESET, _("Reset second factor"), _("The second factor was reset"))
    actions.register_action(
        GRANTED, _("Grant permissions of places"), _("Permissions of pages or collections were granted")
    )


@hooks.register("before_bulk_action")
def protect_superusers(request, action_type, objects, action):
    """Refuse changes of superusers by others."""
    if action.model is not get_user_model() or all(may_change(request.user, user) for user in objects):
        return None
    messages.error(request, superuser_message())
    return redirect("wagtailusers_users:index")


@hooks.register("after_bulk_action")
def end_sessions_of_deactivated_users(request, action_type, objects, action):
    """End sessions after an UPDATE, which sends no signal."""
    if action_type == "set_active_state":
        inactive = get_user_model().objects.filter(pk__in=[user.pk for user in objects], is_active=False)
        sessions.end(StaffSession.objects.filter(user__in=inactive))
