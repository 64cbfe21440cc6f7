"""The admin viewset of users."""

from django.urls import path
from wagtail.users.views import users

from cms.accounts.admin.forms import UserEditForm
from cms.accounts.admin.views import ResetSecondFactorView, UserDeleteView, UserEditView


class UserViewSet(users.UserViewSet):
    edit_view_class = UserEditView
    delete_view_class = UserDeleteView
    edit_template_name = "cms_accounts/admin/user_edit.html"

    def get_form_class(self, for_update=False):
        return UserEditForm if for_update else super().get_form_class(for_update)

    def get_edit_view_kwargs(self, **kwargs):
        return super().get_edit_view_kwargs(reset_url_name=self.get_url_name("reset_second_factor"), **kwargs)

    def get_urlpatterns(self):
        return [
            *super().get_urlpatterns(),
            path(
                "reset-second-factor/<int:pk>/",
                self.construct_view(ResetSecondFactorView),
                name="reset_second_factor",
            ),
        ]
