"""Addresses of the login, below /admin/. They take the place of Wagtail's, whose names lead here, too."""

from allauth.account import views as account
from django.urls import include, path, re_path, reverse_lazy
from django.views.generic import RedirectView

from cms.accounts.views import LoginView, LogoutView, end_session

_to_reset = RedirectView.as_view(url=reverse_lazy("account_reset_password"))
_reset_from_key = r"^password_reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$"


urlpatterns = [
    path("login/", LoginView.as_view(), name="account_login"),
    path("login/", LoginView.as_view(), name="wagtailadmin_login"),
    path("logout/", LogoutView.as_view(), name="account_logout"),
    path("logout/", LogoutView.as_view(), name="wagtailadmin_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("second-factor/", include("allauth.mfa.urls")),
    path("sessions/<int:pk>/end/", end_session, name="cms_accounts_end_session"),
    path("password/", account.password_change, name="account_change_password"),
    path("password/set/", _to_reset, name="account_set_password"),  # where an account without a password is led
    path("password_reset/", account.password_reset, name="account_reset_password"),
    path("password_reset/", account.password_reset, name="wagtailadmin_password_reset"),
    path("password_reset/sent/", account.password_reset_done, name="account_reset_password_done"),
    re_path(_reset_from_key, account.password_reset_from_key, name="account_reset_password_from_key"),
    path(
        "password_reset/key/done/", account.password_reset_from_key_done, name="account_reset_password_from_key_done"
    ),
    path("password_reset/done/", _to_reset, name="wagtailadmin_password_reset_done"),
    path("password_reset/complete/", _to_reset, name="wagtailadmin_password_reset_complete"),
    path("password_reset/confirm/<uidb64>/<token>/", _to_reset, name="wagtailadmin_password_reset_confirm"),
]
