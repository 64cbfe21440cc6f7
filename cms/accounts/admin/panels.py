"""Panels of the account page and of the first page of the admin."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.components import Component
from wagtail.admin.views.account import BaseSettingsPanel, SettingsTab

from cms.accounts import second_factor, sessions

login_tab = SettingsTab("login", _("Login"), order=150)


class LoginPanel(BaseSettingsPanel):
    """Base class of panels without a field of their own."""

    tab = login_tab

    def get_form(self):
        return forms.Form()


class LoginSettingsPanel(LoginPanel):
    """Leads to the password and the second factor."""

    name = "login_settings"
    title = _("Password and second factor")
    order = 100
    template_name = "cms_accounts/admin/login_settings.html"

    def get_context_data(self):
        return {
            "has_second_factor": second_factor.has_one(self.user),
            "needs_second_factor": second_factor.is_required(self.user),
        }


class SessionsPanel(LoginPanel):
    """Lists the sessions of the person, each with a button that ends it."""

    name = "sessions"
    title = _("Sessions")
    order = 200
    template_name = "cms_accounts/admin/sessions.html"

    def get_context_data(self):
        return {
            "sessions": sessions.active_sessions(self.user),
            "current": self.request.session.session_key,
            "idle_minutes": settings.SESSION_IDLE_MINUTES,
            "hours": settings.SESSION_HOURS,
        }


class NoSecondFactorPanel(Component):
    """Says on the first page that this installation asks nobody for a second factor."""

    name = "no_second_factor"
    order = 10
    template_name = "cms_accounts/admin/no_second_factor.html"
