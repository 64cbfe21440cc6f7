"""The admin viewset of users."""

from django.urls import path
from wagtail.users.views import users

from cms.accounts.admin.forms import UserCreationForm, UserEditForm
from cms.accounts.admin.views import (
    ResetSecondFactorView,
    UserCreateView,
    UserDeleteView,
    UserEditView,
    UserIndexView,
)


class UserViewSet(users.UserViewSet):
    index_view_class = UserIndexView
    add_view_class = UserCreateView
    edit_view_class = UserEditView
    delete_view_class = UserDeleteView
    copy_view_enabled = False  # it would copy the rights
    edit_template_name = "cms_accounts/admin/user_edit.html"

    def get_form_class(self, for_update=False):
        return UserEditForm if for_update else UserCreationForm

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
