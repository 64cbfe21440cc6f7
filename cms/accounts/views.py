"""Views of accounts beside those of django-allauth."""

from allauth.account.views import LoginView as AllauthLoginView
from allauth.account.views import LogoutView as AllauthLogoutView
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cms.accounts import sessions
from cms.accounts.reauthentication import recently_authenticated


class LoginView(AllauthLoginView):
    def get_context_data(self, **kwargs):
        return super().get_context_data(asks_for_second_factor=settings.SECOND_FACTOR, **kwargs)


class LogoutView(AllauthLogoutView):
    """Ends the session, and lets the browser delete what it has stored of it.

    https://www.w3.org/TR/clear-site-data/
    """

    def post(self, *args, **kwargs):
        response = super().post(*args, **kwargs)
        response["Clear-Site-Data"] = '"cache", "storage"'
        return response


@require_POST
@login_required
@recently_authenticated
def end_session(request, pk):
    """End one of the sessions of the person who is logged in."""
    session = get_object_or_404(request.user.staff_sessions, pk=pk)
    sessions.end(request.user.staff_sessions.filter(pk=session.pk))
    if session.session_key == request.session.session_key:
        request.session.flush()
        return redirect(settings.LOGIN_URL)
    messages.success(request, _("The session is ended."))
    return redirect(f"{reverse('wagtailadmin_account')}#tab-login")
