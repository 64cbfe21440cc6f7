"""Admin views of users."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic
from wagtail.admin.widgets.button import Button
from wagtail.users.views import users

from cms.accounts import second_factor
from cms.accounts.admin.forms import may_change, superuser_message
from cms.accounts.reauthentication import RecentlyAuthenticatedMixin


def may_reset(request, user):
    """Return whether the person may reset the second factor of `user`. Nobody may for themselves."""
    return request.user != user and may_change(request.user, user)


class UserIndexView(users.IndexView):
    """List users with their roles, where Wagtail says only who is a superuser."""

    @cached_property
    def columns(self):
        roles = Column("roles", accessor=_roles_of, label=_("Roles"))
        return [roles if column.name == "is_superuser" else column for column in super().columns]

    def get_base_queryset(self):
        return super().get_base_queryset().prefetch_related("groups")

    def get_edit_url(self, instance):
        return super().get_edit_url(instance) if may_change(self.request.user, instance) else None


def _roles_of(user):
    return ", ".join([*([_("Superuser")] if user.is_superuser else []), *(group.name for group in user.groups.all())])


class UserFormMixin:
    """Mixin for views with a form of a user, which depends on who fills it in."""

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"for_user": self.request.user}


class UserCreateView(UserFormMixin, users.CreateView):
    pass


class UserEditView(UserFormMixin, users.EditView):
    """Edit a user. The menu offers to reset the second factor. Only superusers edit superusers."""

    reset_url_name = None

    def dispatch(self, request, *args, **kwargs):
        if self.user_has_permission("change") and not may_change(request.user, self.object):
            messages.error(request, superuser_message())
            return redirect(self.index_url_name)
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def header_more_buttons(self):
        buttons = super().header_more_buttons
        if may_reset(self.request, self.object) and second_factor.has_one(self.object):
            url = reverse(self.reset_url_name, args=[self.object.pk])
            buttons.append(Button(_("Reset second factor"), url=url, icon_name="lock-open", priority=30))
        return buttons

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            editing_self=self.editing_self,
            has_second_factor=second_factor.has_one(self.object),
            needs_second_factor=second_factor.is_required(self.object),
            **kwargs,
        )


class UserDeleteView(users.DeleteView):
    """Delete a user. Nobody deletes their own account, so that one superuser stays."""

    def dispatch(self, request, *args, **kwargs):
        user, message = self.get_object(), None
        if user == request.user:
            message = _("You cannot delete your own account. Somebody else with the right to do it can.")
        elif self.user_has_permission("delete") and not may_change(request.user, user):
            message = superuser_message()
        if message:
            messages.error(request, message)
            return redirect(self.index_url_name)
        return super().dispatch(request, *args, **kwargs)


class ResetSecondFactorView(RecentlyAuthenticatedMixin, generic.DeleteView):
    """Remove the second factors and recovery codes of a user who has lost them, and end the sessions."""

    permission_required = "change"
    page_title = gettext_lazy("Reset second factor")
    header_icon = "lock-open"
    template_name = "cms_accounts/admin/reset_second_factor.html"
    success_message = gettext_lazy("The second factor of %(object)s is reset.")

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        if not may_reset(request, self.object):
            raise PermissionDenied
        if not second_factor.has_one(self.object):
            raise Http404

    def get_usage_url(self):
        return None

    def get_success_url(self):
        return reverse(self.edit_url_name, args=[self.object.pk])

    def delete_action(self):
        second_factor.reset(self.object, by=self.request.user)
