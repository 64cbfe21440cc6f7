"""Admin views that create, edit, inspect and revoke tokens."""

from django.contrib import messages
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_variables
from wagtail.admin.views import generic
from wagtail.log_actions import log

from cms.accounts.reauthentication import RecentlyAuthenticatedMixin

REVOKED = "cms_tokens.revoke_token"


def format_expiry(moment):
    return date_format(localtime(moment)) if moment else gettext("Never")


class TokenIndexView(generic.IndexView):
    def get_list_more_buttons(self, instance):
        """Rename “Delete” to “Revoke”, and remove “Edit” and “Revoke” for revoked tokens."""
        buttons = super().get_list_more_buttons(instance)
        url = self.get_delete_url(instance)
        for button in buttons:
            if url and button.url == url:
                button.label, button.icon_name = _("Revoke"), "cross"
        if instance.revoked_at:
            buttons = [button for button in buttons if button.url not in (url, self.get_edit_url(instance))]
        return buttons


class TokenCreateView(RecentlyAuthenticatedMixin, generic.CreateView):
    """Create a token and show its secret once, in the response to the form. The secret is not stored."""

    page_title = _("New API token")
    submit_button_label = _("Create token")

    @method_decorator(sensitive_variables("secret"))
    def save_instance(self):
        token = self.form.instance
        token.created_by = self.request.user
        secret = token.make_secret()
        super().save_instance()
        self.response = TemplateResponse(
            self.request,
            "cms_tokens/admin/token_created.html",
            {
                **super(generic.CreateView, self).get_context_data(),
                "token": token,
                "secret": secret,
                "list_url": reverse(self.index_url_name),
                "page_title": _("Token created"),
                "header_title": _("Token created"),
            },
        )
        return token

    def save_action(self):
        return self.response


class TokenEditView(generic.EditView):
    """Edit a token. For a revoked token, redirect to the inspect view."""

    delete_item_label = _("Revoke")

    def get_usage_url(self):
        return None  # no model refers to tokens

    def dispatch(self, request, *args, **kwargs):
        token = self.get_object()
        if token.revoked_at and self.user_has_permission("change"):
            messages.info(request, _("This token is revoked. Create a new one if the app still needs access."))
            return redirect(reverse(self.inspect_url_name, args=[token.pk]))
        return super().dispatch(request, *args, **kwargs)


class TokenInspectView(generic.InspectView):
    def get_field_display_value(self, field_name, field):
        if field_name in ("created_at", "expires_at", "revoked_at", "last_used_at"):
            return format_expiry(getattr(self.object, field_name))
        return super().get_field_display_value(field_name, field)

    def get_delete_url(self):
        return None

    def get_edit_url(self):
        return None if self.object.revoked_at else super().get_edit_url()


class TokenRevokeView(generic.DeleteView):
    """Revoke a token. The row is kept as a record of its creator and last use."""

    page_title = _("Revoke")
    template_name = "cms_tokens/admin/revoke_token.html"
    success_message = _("%(object)s is revoked.")

    def get_usage_url(self):
        return None  # no model refers to tokens

    def delete_action(self):
        if not self.object.revoked_at:
            self.object.revoke()
            log(self.object, REVOKED, user=self.request.user)
