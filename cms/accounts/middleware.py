"""Middleware that decides whether a session is accepted: its limits, and the second factor."""

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from cms.accounts import second_factor, sessions
from cms.context.addresses import path_of

SETTING_UP = ("mfa_index", "account_reauthenticate", "account_logout")
"""URLs, with all below them, at which an account may set up the second factor that it lacks."""
FOR_EVERYBODY = ("wagtailadmin_sprite", "wagtailadmin_javascript_catalog")
"""URLs of the admin that the login page needs, too."""


class StaffSessionMiddleware:
    """Accept the user of a session only if the session is within its limits and the second factor was used.

    It replaces `request.user`, so that everything that asks for it follows the same rule: the admin, previews, the
    user bar, documents, and pages for groups. Put it after AuthenticationMiddleware. The session is not read before
    something asks for the user.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        user = request.user
        request.lacks_second_factor = False
        request.user = SimpleLazyObject(lambda: accepted_user(request, user))
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        """Lead an account that lacks its second factor from the admin to where it is set up."""
        path = request.path
        if not path.startswith(path_of("wagtailadmin_home")) or path in map(path_of, FOR_EVERYBODY):
            return None
        if not (request.user.is_anonymous and request.lacks_second_factor):
            return None
        if request.headers.get("X-Requested-With") == "XMLHttpRequest":
            raise PermissionDenied(_("Set up your second factor first."))
        return redirect("mfa_index")


def accepted_user(request, user):
    """Return `user`, or AnonymousUser if the session of `request` does not open anything."""
    if user.is_anonymous:
        return user
    if not sessions.keep_alive(request, user):
        request.session.flush()
        return AnonymousUser()
    if second_factor.has_one(user):
        return user if second_factor.was_used(request, user) else AnonymousUser()
    request.lacks_second_factor = second_factor.is_required(user)
    if not request.lacks_second_factor or request.path.startswith(tuple(map(path_of, SETTING_UP))):
        return user
    return AnonymousUser()
